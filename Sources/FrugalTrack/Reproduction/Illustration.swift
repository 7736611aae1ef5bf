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
        /// Paths through layers of modules, some pictures of them side by side.
        case paths
    }

    /// Some numbers under a name.
    public struct Series: Codable, Sendable, Equatable {
        /// The name.
        public var name: String
        /// Where the numbers stand.
        public var x: [Double]
        /// The numbers.
        public var y: [Double]
        /// What it belongs to; of fields and paths only.
        public var group: String?
        /// The x at which it is ticked; of fields only.
        public var tick: Double?
        /// Whether it stands out from the others in a field, or is frozen among paths.
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
    /// Whether x is drawn by its logarithm; of lines and points only.
    public var isLogarithmic: Bool?
    /// What a reader should see in it.
    public var caption: String

    /// Curves.
    public static func lines(
        _ title: String, x: String, y: String, isLogarithmic: Bool = false, series: [Series], marks: [Mark] = [],
        range: ClosedRange<Double>? = nil, caption: String = ""
    ) -> Illustration {
        Illustration(
            title: title, kind: .lines, x: x, y: y, series: series, marks: marks,
            range: range.map { [$0.lowerBound, $0.upperBound] }, isLogarithmic: isLogarithmic ? true : nil,
            caption: caption)
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

    /// A path through layers of modules beside the one that is frozen, under a name.
    public struct Panel: Sendable {
        let name: String
        let frozen: [[Int]]
        let path: [[Int]]

        /// Both paths, as the modules of each layer, from 0.
        public init(_ name: String, frozen: [[Int]], path: [[Int]]) {
            self.name = name
            self.frozen = frozen
            self.path = path
        }
    }

    /// Paths through layers of modules: a series a path, with the layer as x and the module as y, both from 1.
    /// - Parameter modules: the modules of a layer.
    public static func paths(_ title: String, modules: Int, panels: [Panel], caption: String = "") -> Illustration {
        func series(_ name: String, _ path: [[Int]], _ panel: Panel, isFrozen: Bool) -> Series {
            let places = path.enumerated().flatMap { layer, used in used.map { (Double(layer + 1), Double($0 + 1)) } }
            var series = Series(name, x: places.map(\.0), y: places.map(\.1))
            (series.group, series.isHighlighted) = (panel.name, isFrozen)
            return series
        }
        return Illustration(
            title: title, kind: .paths, x: "layer", y: "module",
            series: panels.flatMap {
                [
                    series("first task, frozen", $0.frozen, $0, isFrozen: true),
                    series("second task", $0.path, $0, isFrozen: false),
                ]
            }, marks: [], range: [1, Double(modules)], caption: caption)
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
                }, x: horizontal, y: ChartAxis(y), showsParetoFront: true)
        case .paths: pathGrid
        }
    }

    /// Paths of many modules are wide: one beside the other they would be too small to read.
    private var pathGrid: ChartGrid {
        let modules = Int((range?.last ?? 1).rounded())
        let layers = Int((series.flatMap(\.x).max() ?? 1).rounded())
        let names = series.map { $0.group ?? "" }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let charts = names.map { name in
            let members = series.filter { ($0.group ?? "") == name }
            let paths = members.map { PathsChart.Path($0.name, modules: $0.path(layers: layers)) }
            let frozen = members.first { $0.isHighlighted == true }.map { $0.path(layers: layers).map(Set.init) }
            return PathsChart(name, layers: layers, modules: modules, paths: paths, frozen: frozen ?? [])
        }
        return ChartGrid(title, charts: charts, columns: modules > 12 ? 1 : 2)
    }

    private var horizontal: ChartAxis {
        ChartAxis(x, isLogarithmic: isLogarithmic == true, low: range?.first, high: range?.last)
    }

    private var rules: [LineChart.Rule] {
        marks.map { $0.isVertical ? .vertical($0.value, label: $0.label) : .horizontal($0.value, label: $0.label) }
    }
}

extension Illustration.Series {
    /// The modules of each layer, from 0; numbers that are none are left out.
    fileprivate func path(layers: Int) -> [[Int]] {
        (1...max(1, layers)).map { layer in
            zip(x, y).compactMap { x, y in x == Double(layer) ? Int(exactly: y).map { $0 - 1 } : nil }
        }
    }
}
