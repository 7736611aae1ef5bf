/// Points with labels, such as accuracy against cost, and the front of those that nothing beats.
public struct ScatterChart: Chart {
    /// One point.
    public struct Point: Sendable, Equatable {
        /// Its name, drawn beside it where there is room.
        public var name: String
        /// Its place on the horizontal axis.
        public var x: Double
        /// Its place on the vertical axis.
        public var y: Double
        /// The group it belongs to, which gives its colour; nil for the first colour.
        public var group: String?

        /// A point named `name`.
        public init(_ name: String, x: Double, y: Double, group: String? = nil) {
            self.name = name
            self.x = x
            self.y = y
            self.group = group
        }
    }

    /// What the chart shows.
    public var title: String
    /// The points.
    public var points: [Point]
    /// The horizontal axis; with a front, less is better.
    public var x: ChartAxis
    /// The vertical axis; with a front, more is better.
    public var y: ChartAxis
    /// Whether to draw the line through the points that no other beats in both x (less) and y (more).
    public var showsParetoFront: Bool
    /// Natural width in pixels.
    public var width = 720.0
    /// Natural height in pixels.
    public var height = 360.0

    /// A chart of `points`.
    public init(
        _ title: String, points: [Point], x: ChartAxis = ChartAxis(), y: ChartAxis = ChartAxis(),
        showsParetoFront: Bool = false
    ) {
        self.title = title
        self.points = points
        self.x = x
        self.y = y
        self.showsParetoFront = showsParetoFront
    }

    /// Each point with its values in words.
    public var summary: String {
        "Scatter chart of \(y.label) against \(x.label). "
            + points.prefix(40).map { "\($0.name): \(y.text($0.y)) at \(x.text($0.x))" }.joined(separator: "; ")
    }

    /// The indices of the points that no other beats, from the least x on: less x is better, then more y.
    public var paretoFront: [Int] {
        var best = -Double.infinity
        let order = points.indices.filter { x.shows(points[$0].x) && y.shows(points[$0].y) }
            .sorted { (points[$0].x, -points[$0].y) < (points[$1].x, -points[$1].y) }
        return order.filter { index in
            defer { best = max(best, points[index].y) }
            return points[index].y > best
        }
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        var drawing = SVGDrawing(width: width, height: height)
        let shown = points.filter { x.shows($0.x) && y.shows($0.y) }
        let groups = points.compactMap(\.group).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        let frame = PlotFrame(
            in: &drawing, title: title, keys: groups.enumerated().map { .init(name: $1, index: $0) }, xAxis: x,
            yAxis: y, xs: shown.map(\.x), ys: shown.map(\.y), isNiceX: true)
        let places = shown.map { (frame.x.place($0.x), frame.y.place($0.y)) }
        let front = showsParetoFront ? steps(in: frame) : []
        drawing.path(
            front.isEmpty
                ? ""
                : "M" + front.map { "\(SVGDrawing.number($0.0)) \(SVGDrawing.number($0.1))" }.joined(separator: "L"),
            style: "rule")
        for (point, place) in zip(shown, places) {
            let colour = point.group.flatMap { groups.firstIndex(of: $0) } ?? 0
            drawing.circle(
                x: place.0, y: place.1, radius: 5, style: "ring \(ChartStyle.fill(colour))",
                tip: "\(point.name): \(y.text(point.y)) at \(x.text(point.x))")
        }
        let labels = PointLabels(frame: frame, points: places, line: front).placed(shown.map(\.name))
        for label in labels {
            drawing.text(label.text, x: label.x, y: label.y, anchor: label.anchor, style: "small halo")
        }
        return drawing
    }

    /// Steps, not slopes: between two points of the front nothing better than the cheaper one is known.
    private func steps(in frame: PlotFrame) -> [(Double, Double)] {
        let places = paretoFront.map { (frame.x.place(points[$0].x), frame.y.place(points[$0].y)) }
        guard let first = places.first, let last = places.last else { return [] }
        let corners = zip(places, places.dropFirst()).flatMap { [($1.0, $0.1), $1] }
        return [first] + corners + [(frame.right, last.1)]
    }
}
