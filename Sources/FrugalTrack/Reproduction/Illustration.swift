/// A picture of an experiment's result, kept as the numbers that it shows: the page draws it, and who reads the JSON can
/// draw it anew.
public struct Illustration: Codable, Sendable, Equatable {
    /// How the numbers are drawn.
    public enum Kind: String, Codable, Sendable {
        /// A curve a series.
        case lines
        /// Many thin curves in the colours of a few groups, ticked where they reach something.
        case field
        /// A row of shaded cells a series, all at the same places.
        case matrix
        /// Named points, those joined that no other beats in both x and y.
        case points
    }

    /// Some numbers under a name.
    public struct Series: Codable, Sendable, Equatable {
        /// The name.
        public var name: String
        /// Where the numbers stand.
        public var x: [Double]
        /// The numbers.
        public var y: [Double]
        /// What it belongs to; of fields only.
        public var group: String?
        /// The x at which it is ticked; of fields only.
        public var tick: Double?
        /// Whether it stands out from the others; of fields only.
        public var isHighlighted: Bool?

        /// A series; of two lengths the shorter counts.
        public init(_ name: String, x: [Double], y: [Double]) {
            self.name = name
            self.x = x
            self.y = y
        }
    }

    /// A value that is marked by a dashed line.
    public struct Mark: Codable, Sendable, Equatable {
        /// What it is.
        public var label: String
        /// The value.
        public var value: Double
        /// Whether it is a value of x.
        public var isVertical: Bool

        /// A marked value.
        public init(_ label: String, _ value: Double, isVertical: Bool) {
            self.label = label
            self.value = value
            self.isVertical = isVertical
        }
    }

    /// What it shows.
    public var title: String
    /// How it is drawn.
    public var kind: Kind
    /// What x is, with its unit.
    public var x: String
    /// What y is, with its unit.
    public var y: String
    /// The numbers.
    public var series: [Series]
    /// Marked values; of lines only.
    public var marks: [Mark]
    /// The least and the greatest x that are shown; nil leaves it to the numbers.
    public var range: [Double]?
    /// Whether x is drawn by its logarithm; of points only.
    public var isLogarithmic: Bool?
    /// What a reader should see in it.
    public var caption: String

    /// Curves.
    public static func lines(
        _ title: String, x: String, y: String, series: [Series], marks: [Mark] = [], range: ClosedRange<Double>? = nil,
        caption: String = ""
    ) -> Illustration {
        Illustration(
            title: title, kind: .lines, x: x, y: y, series: series, marks: marks,
            range: range.map { [$0.lowerBound, $0.upperBound] }, caption: caption)
    }

    /// Many curves in groups.
    public static func field(
        _ title: String, x: String, y: String, series: [Series], marks: [Mark] = [], range: ClosedRange<Double>? = nil,
        caption: String = ""
    ) -> Illustration {
        var picture = lines(title, x: x, y: y, series: series, marks: marks, range: range, caption: caption)
        picture.kind = .field
        return picture
    }

    /// A matrix: a row a series, columns numbered by `x`.
    public static func matrix(
        _ title: String, columns: String, rows: String, series: [Series], caption: String = ""
    ) -> Illustration {
        Illustration(
            title: title, kind: .matrix, x: columns, y: rows, series: series, marks: [], range: nil, caption: caption)
    }

    /// Points, one or more a series.
    public static func points(
        _ title: String, x: String, y: String, isLogarithmic: Bool = false, series: [Series], caption: String = ""
    ) -> Illustration {
        Illustration(
            title: title, kind: .points, x: x, y: y, series: series, marks: [], range: nil,
            isLogarithmic: isLogarithmic ? true : nil, caption: caption)
    }

    /// The chart; nil for rows that do not make a matrix.
    var chart: (any Chart)? {
        switch kind {
        case .lines:
            LineChart(
                title, series: series.map { LineChart.Series($0.name, Array(zip($0.x, $0.y)).map { (x: $0, y: $1) }) },
                x: horizontal, y: ChartAxis(y), rules: rules)
        case .field:
            CurveFieldChart(
                title,
                curves: series.map { curve in
                    CurveFieldChart.Curve(
                        curve.group ?? curve.name, Array(zip(curve.x, curve.y)).map { (x: $0, y: $1) },
                        tick: curve.tick, isHighlighted: curve.isHighlighted == true)
                }, x: horizontal, y: ChartAxis(y), rules: rules)
        case .matrix:
            try? MatrixChart(
                title, rows: series.map { (name: $0.name, values: $0.y) },
                columnNames: (series.first?.x ?? []).map { Humanise.compact($0) }, rowLabel: y, columnLabel: x)
        case .points:
            ScatterChart(
                title,
                points: series.flatMap { one in
                    zip(one.x, one.y).map { ScatterChart.Point(one.name, x: $0, y: $1) }
                }, x: ChartAxis(x, isLogarithmic: isLogarithmic == true), y: ChartAxis(y), showsParetoFront: true)
        }
    }

    private var horizontal: ChartAxis { ChartAxis(x, low: range?.first, high: range?.last) }

    private var rules: [LineChart.Rule] {
        marks.map { $0.isVertical ? .vertical($0.value, label: $0.label) : .horizontal($0.value, label: $0.label) }
    }
}
