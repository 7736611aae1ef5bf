/// The title, legend, axes and grid around a plot of x against y, and the scales inside it.
struct PlotFrame {
    /// One entry of a legend.
    struct Key {
        let name: String
        let index: Int
    }

    let x: ChartScale
    let y: ChartScale
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    private static let gap = 18.0

    /// Lays out and draws the frame into `drawing`.
    init(
        in drawing: inout SVGDrawing, title: String, keys: [Key], xAxis: ChartAxis, yAxis: ChartAxis,
        xs: some Sequence<Double>, ys: some Sequence<Double>, isNiceX: Bool = false
    ) {
        var top = title.isEmpty ? 12.0 : 34
        drawing.title(title, within: drawing.width - 12)
        top = Self.legend(keys, in: &drawing, at: top)
        if !yAxis.label.isEmpty {
            drawing.text(yAxis.label, x: 0, y: top + 6, style: "muted small")
            top += 12
        }
        top += 8
        bottom = drawing.height - (xAxis.label.isEmpty ? 24 : 42)
        y = ChartScale(yAxis, values: ys, range: (bottom, top), tickCount: max(2, Int((bottom - top) / 45)))
        left = (y.ticks.map { ChartStyle.width(of: $0.label, size: 11) }.max() ?? 0) + 10
        right = drawing.width - 16
        self.top = top
        x = ChartScale(
            xAxis, values: xs, range: (left, right), isNice: isNiceX, tickCount: max(2, Int((right - left) / 90)))
        draw(in: &drawing)
    }

    private func draw(in drawing: inout SVGDrawing) {
        for tick in y.ticks {
            let place = y.place(tick.value)
            drawing.line(left, place, right, place, style: "grid")
            drawing.text(tick.label, x: left - 6, y: place + 4, anchor: .end, style: "muted small")
        }
        drawing.line(left, bottom, right, bottom, style: "axis")
        var free = -Double.infinity
        for tick in x.ticks {
            let place = x.place(tick.value)
            drawing.line(place, bottom, place, bottom + 4, style: "axis")
            let half = ChartStyle.width(of: tick.label, size: 11) / 2
            let centre = min(place, drawing.width - half)
            if centre - half < free { continue }
            free = centre + half + 6
            drawing.text(tick.label, x: centre, y: bottom + 17, anchor: .middle, style: "muted small")
        }
        if !x.axis.label.isEmpty {
            drawing.text(x.axis.label, x: (left + right) / 2, y: bottom + 35, anchor: .middle, style: "muted small")
        }
    }

    /// Draws the legend in as many rows as it needs. Returns where the space below it begins.
    private static func legend(_ keys: [Key], in drawing: inout SVGDrawing, at top: Double) -> Double {
        guard keys.count > 1 else { return top }
        var x = 0.0
        var y = top + 4
        for key in keys {
            let name = ChartStyle.fitted(key.name, size: 12, to: drawing.width - 40)
            let width = 22 + ChartStyle.width(of: name, size: 12) + gap
            if x > 0, x + width - gap > drawing.width {
                x = 0
                y += 18
            }
            let dashes = ChartStyle.dashes(key.index).map { " stroke-dasharray=\"\($0)\"" } ?? ""
            drawing.path(
                "M\(SVGDrawing.number(x + 1)) \(SVGDrawing.number(y - 4))h16",
                style: "line \(ChartStyle.stroke(key.index))",
                attributes: " stroke-width=\"3\"" + dashes)
            drawing.text(name, x: x + 22, y: y)
            x += width
        }
        return y + 15
    }
}
