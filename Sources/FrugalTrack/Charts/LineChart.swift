/// Curves over a common axis, such as the loss over the epochs.
public struct LineChart: Chart {
    /// One curve.
    public struct Series: Sendable, Equatable {
        /// Its name in the legend.
        public var name: String
        /// Its points in order of x; a gap is drawn where one is not finite.
        public var points: [(x: Double, y: Double)]

        /// A curve through `points`.
        public init(_ name: String, _ points: [(x: Double, y: Double)]) {
            self.name = name
            self.points = points
        }

        /// A curve through `values` at x = `first`, `first` + 1 and so on.
        public init(_ name: String, values: [Double], first: Int = 1) {
            self.init(name, values.enumerated().map { (Double(first) + Double($0.offset), $0.element) })
        }

        /// Whether names and points are equal.
        public static func == (one: Series, other: Series) -> Bool {
            one.name == other.name && one.points.elementsEqual(other.points) { $0 == $1 }
        }
    }

    /// A dashed line across the plot that marks a value, such as a baseline or the chosen epoch.
    public enum Rule: Sendable, Equatable {
        /// A value of y.
        case horizontal(Double, label: String)
        /// A value of x.
        case vertical(Double, label: String)
    }

    /// What the chart shows.
    public var title: String
    /// The curves, drawn in order.
    public var series: [Series]
    /// The horizontal axis.
    public var x: ChartAxis
    /// The vertical axis.
    public var y: ChartAxis
    /// Marked values.
    public var rules: [Rule]
    /// Natural width in pixels.
    public var width = 720.0
    /// Natural height in pixels.
    public var height = 320.0

    /// A chart of `series`.
    public init(
        _ title: String, series: [Series], x: ChartAxis = ChartAxis(), y: ChartAxis = ChartAxis(), rules: [Rule] = []
    ) {
        self.title = title
        self.series = series
        self.x = x
        self.y = y
        self.rules = rules
    }

    /// The last value of each curve in words.
    public var summary: String {
        let ends = series.map { curve in
            let last = curve.points.last { $0.y.isFinite }
            return "\(curve.name): " + (last.map { "\(y.text($0.y)) at \(x.text($0.x))" } ?? "no values")
        }
        return "Line chart of \(y.label.isEmpty ? "values" : y.label). " + ends.joined(separator: "; ")
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        var drawing = SVGDrawing(width: width, height: height)
        let points = series.flatMap(\.points).filter { x.shows($0.x) && y.shows($0.y) }
        let marked: (xs: [Double], ys: [Double]) = rules.reduce(into: ([], [])) { values, rule in
            switch rule {
            case .horizontal(let value, _): values.ys.append(value)
            case .vertical(let value, _): values.xs.append(value)
            }
        }
        let frame = PlotFrame(
            in: &drawing, title: title, keys: series.indices.map { .init(name: series[$0].name, index: $0) },
            xAxis: x, yAxis: y, xs: points.map(\.x) + marked.xs, ys: points.map(\.y) + marked.ys)
        var runs: [[(Double, Double)]] = []
        for (index, curve) in series.enumerated() {
            let pieces = curve.points.split { !x.shows($0.x) || !y.shows($0.y) }
                .map { Self.thinned($0.map { (frame.x.place($0.x), frame.y.place($0.y)) }) }
            draw(pieces, index: index, in: &drawing)
            runs += pieces
        }
        var labels = RuleLabels(rules, frame: frame, curves: runs)
        labels.draw(in: &drawing)
        if points.isEmpty {
            drawing.text(
                "no values", x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2, anchor: .middle,
                style: "muted")
        }
        return drawing
    }

    private func draw(_ runs: [[(Double, Double)]], index: Int, in drawing: inout SVGDrawing) {
        var path = ""
        for places in runs {
            if places.count == 1, let only = places.first {
                drawing.circle(x: only.0, y: only.1, radius: 3, style: ChartStyle.fill(index))
            } else {
                path +=
                    "M" + places.map { "\(SVGDrawing.number($0.0)) \(SVGDrawing.number($0.1))" }.joined(separator: "L")
            }
        }
        let dashes = ChartStyle.dashes(index).map { " stroke-dasharray=\"\($0)\"" } ?? ""
        drawing.path(path, style: "line \(ChartStyle.stroke(index))", attributes: dashes)
    }

    /// Of the points that share a pixel column only the first, lowest, highest and last: the picture stays the same and
    /// a million steps stay a small file.
    static func thinned(_ places: [(Double, Double)]) -> [(Double, Double)] {
        guard places.count > 2000 else { return places }
        var kept: [(Double, Double)] = []
        var begin = places.startIndex
        while begin < places.endIndex {
            let column = places[begin].0.rounded(.down)
            let end = places[begin...].firstIndex { $0.0.rounded(.down) != column } ?? places.endIndex
            let part = begin..<end
            let low = part.min { places[$0].1 < places[$1].1 } ?? begin
            let high = part.max { places[$0].1 < places[$1].1 } ?? begin
            kept += Set([begin, low, high, end - 1]).sorted().map { places[$0] }
            begin = end
        }
        return kept
    }
}
