/// Horizontal bars with names at their left, for comparing a handful of results.
public struct BarChart: Chart {
    /// One bar.
    public struct Bar: Sendable, Equatable {
        /// What the bar stands for.
        public var name: String
        /// Its length.
        public var value: Double
        /// The range drawn as an error bar; nil for none.
        public var interval: Interval?
        /// Whether it is the one to look at.
        public var isHighlighted: Bool

        /// A bar named `name`.
        public init(_ name: String, _ value: Double, interval: Interval? = nil, isHighlighted: Bool = false) {
            self.name = name
            self.value = value
            self.interval = interval
            self.isHighlighted = isHighlighted
        }
    }

    /// What the chart shows.
    public var title: String
    /// The bars from top to bottom.
    public var bars: [Bar]
    /// The axis of the values; zero is always on it.
    public var axis: ChartAxis
    /// Natural width in pixels.
    public var width = 720.0

    /// A chart of `bars`.
    public init(_ title: String, bars: [Bar], axis: ChartAxis = ChartAxis()) {
        self.title = title
        self.bars = bars
        self.axis = axis
        // Lengths on a logarithmic axis mean nothing.
        self.axis.isLogarithmic = false
    }

    /// Each bar with its value in words.
    public var summary: String {
        "Bar chart. " + bars.map { "\($0.name): \(text(of: $0))" }.joined(separator: "; ")
    }

    /// The names in a third of the width, or in more of it where shorter ones could not be told apart.
    private var fittedNames: [String] {
        let kinds = Set(bars.map(\.name)).count
        let choices = [0.36, 0.48, 0.6].map { share in
            bars.map { ChartStyle.fitted($0.name, size: 12, to: width * share) }
        }
        return choices.first { Set($0).count == kinds } ?? choices[0]
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let top = title.isEmpty ? 6.0 : 32
        let pitch = 26.0
        let bottom = top + pitch * Double(max(1, bars.count))
        var drawing = SVGDrawing(width: width, height: bottom + (axis.label.isEmpty ? 24 : 42))
        drawing.title(title, within: width - 12)
        let names = fittedNames
        let left = (names.map { ChartStyle.width(of: $0, size: 12) }.max() ?? 0) + 12
        let room = (bars.map { ChartStyle.width(of: text(of: $0), size: 11) }.max() ?? 0) + 12
        let ends = bars.flatMap { bar in [bar.value] + (bar.interval.map { [$0.low, $0.high] } ?? []) }
        let scale = ChartScale(
            axis, values: ends + [0], range: (left, max(left + 40, width - room)), isNice: false,
            tickCount: max(2, Int((width - room - left) / 90)))
        drawAxis(scale, in: &drawing, top: top, bottom: bottom)
        for (index, bar) in bars.enumerated() {
            let middle = top + pitch * (Double(index) + 0.5)
            drawing.text(names[index], x: left - 10, y: middle + 4, anchor: .end)
            draw(bar, scale: scale, middle: middle, in: &drawing)
        }
        return drawing
    }

    private func draw(_ bar: Bar, scale: ChartScale, middle: Double, in drawing: inout SVGDrawing) {
        let zero = scale.place(0)
        guard axis.shows(bar.value) else {
            drawing.text("no value", x: zero + 6, y: middle + 4, style: "muted small")
            return
        }
        let end = scale.place(bar.value)
        let colour = bars.contains(where: \.isHighlighted) && !bar.isHighlighted ? 6 : 0
        drawing.rectangle(
            x: min(zero, end), y: middle - 8, width: abs(end - zero), height: 16, radius: 2.5,
            style: ChartStyle.fill(colour), opacity: colour == 6 ? 0.55 : 0.9)
        var edge = max(zero, end)
        if let interval = bar.interval, axis.shows(interval.low), axis.shows(interval.high) {
            let (low, high) = (scale.place(interval.low), scale.place(interval.high))
            let caps = [low, high].map { "M\(SVGDrawing.number($0)) \(SVGDrawing.number(middle - 4))v8" }.joined()
            drawing.path(
                "M\(SVGDrawing.number(low)) \(SVGDrawing.number(middle))H\(SVGDrawing.number(high))" + caps,
                style: "mark")
            edge = max(edge, high)
        }
        drawing.text(text(of: bar), x: edge + 6, y: middle + 4, style: "small")
    }

    private func drawAxis(_ scale: ChartScale, in drawing: inout SVGDrawing, top: Double, bottom: Double) {
        for tick in scale.ticks {
            let place = scale.place(tick.value)
            drawing.line(place, top, place, bottom, style: tick.value == 0 ? "axis" : "grid")
            drawing.text(tick.label, x: place, y: bottom + 15, anchor: .middle, style: "muted small")
        }
        if !axis.label.isEmpty {
            let middle = (scale.place(scale.ticks.first?.value ?? 0) + scale.place(scale.ticks.last?.value ?? 0)) / 2
            drawing.text(axis.label, x: middle, y: bottom + 33, anchor: .middle, style: "muted small")
        }
    }

    private func text(of bar: Bar) -> String { axis.text(bar.value) }
}
