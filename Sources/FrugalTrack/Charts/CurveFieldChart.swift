/// Many curves of a few groups over a common axis, drawn thin, with marked values and ticks on the horizontal axis: a
/// hundred settings of one method beside what they are held against.
public struct CurveFieldChart: Chart {
    /// One curve.
    public struct Curve: Sendable {
        /// Its group, which gives the colour and stands in the legend.
        public var group: String
        /// Its points in order of x.
        public var points: [(x: Double, y: Double)]
        /// Where it is ticked on the horizontal axis; nil for nowhere.
        public var tick: Double?
        /// Whether it stands out from the others.
        public var isHighlighted: Bool

        /// A curve of a group.
        public init(
            _ group: String, _ points: [(x: Double, y: Double)], tick: Double? = nil, isHighlighted: Bool = false
        ) {
            self.group = group
            self.points = points
            self.tick = tick
            self.isHighlighted = isHighlighted
        }
    }

    /// What the chart shows.
    public var title: String
    /// The curves; highlighted ones are drawn last.
    public var curves: [Curve]
    /// The horizontal axis. Curves are cut at its upper end where it has one.
    public var x: ChartAxis
    /// The vertical axis.
    public var y: ChartAxis
    /// Marked values.
    public var rules: [LineChart.Rule]
    /// Natural width in pixels.
    public var width = 720.0
    /// Natural height in pixels.
    public var height = 440.0

    /// A chart of `curves`.
    public init(
        _ title: String, curves: [Curve], x: ChartAxis = ChartAxis(), y: ChartAxis = ChartAxis(),
        rules: [LineChart.Rule] = []
    ) {
        self.title = title
        self.curves = curves
        self.x = x
        self.y = y
        self.rules = rules
    }

    private var groups: [String] {
        curves.map(\.group).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// How many curves each group has, and how many of them are ticked.
    public var summary: String {
        let counts = groups.map { group in
            let members = curves.filter { $0.group == group }
            return "\(group): \(members.count) curves, \(members.count { $0.tick != nil }) ticked"
        }
        return "Curves of \(y.label) over \(x.label). " + counts.joined(separator: "; ")
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        var drawing = SVGDrawing(width: width, height: height)
        let groups = groups
        let shown = curves.map { curve in
            curve.points.filter { x.shows($0.x) && y.shows($0.y) && $0.x <= x.high ?? .infinity }
        }
        let points = shown.flatMap { $0 }
        let frame = PlotFrame(
            in: &drawing, title: title, keys: groups.enumerated().map { .init(name: $1, index: $0) }, xAxis: x,
            yAxis: y, xs: points.map(\.x), ys: points.map(\.y))
        let order =
            curves.indices.filter { !curves[$0].isHighlighted } + curves.indices.filter { curves[$0].isHighlighted }
        for index in order {
            let colour = groups.firstIndex(of: curves[index].group) ?? 0
            let places = shown[index].map {
                "\(SVGDrawing.number(frame.x.place($0.x))) \(SVGDrawing.number(frame.y.place($0.y)))"
            }
            guard !places.isEmpty else { continue }
            let look = curves[index].isHighlighted ? "stroke-width:3" : "stroke-width:1;stroke-opacity:0.45"
            drawing.path(
                "M" + places.joined(separator: "L"), style: "line \(ChartStyle.stroke(colour))",
                attributes: " style=\"\(look)\"")
            if let tick = curves[index].tick, x.shows(tick), tick <= x.high ?? .infinity {
                let place = frame.x.place(tick)
                drawing.line(
                    place, frame.bottom - (curves[index].isHighlighted ? 16 : 8), place, frame.bottom,
                    style: "line \(ChartStyle.stroke(colour))")
            }
        }
        var labels = RuleLabels(rules, frame: frame, curves: [])
        labels.draw(in: &drawing)
        return drawing
    }
}
