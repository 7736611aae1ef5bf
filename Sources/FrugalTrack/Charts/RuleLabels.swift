/// The marked values of a line chart with their labels, off the curves and apart from one another where there is room.
struct RuleLabels {
    private struct Label {
        let x: Double
        let y: Double
        let anchor: SVGDrawing.Anchor
    }

    private let rules: [LineChart.Rule]
    private let frame: PlotFrame
    private var space = LabelSpace()

    init(_ rules: [LineChart.Rule], frame: PlotFrame, curves: [[(Double, Double)]]) {
        self.rules = rules
        self.frame = frame
        for curve in curves { space.take(line: curve) }
    }

    mutating func draw(in drawing: inout SVGDrawing) {
        for rule in rules {
            switch rule {
            case .horizontal(let value, let label) where frame.y.axis.shows(value):
                let y = frame.y.place(value)
                drawing.line(frame.left, y, frame.right, y, style: "rule")
                space.take(line: [(frame.left, y), (frame.right, y)])
                draw(label, at: besideHorizontal(y), in: &drawing)
            case .vertical(let value, let label) where frame.x.axis.shows(value):
                let x = frame.x.place(value)
                drawing.line(x, frame.top, x, frame.bottom, style: "rule")
                space.take(line: [(x, frame.top), (x, frame.bottom)])
                draw(label, at: besideVertical(x), in: &drawing)
            case .horizontal, .vertical:
                continue
            }
        }
    }

    private mutating func draw(_ text: String, at places: [Label], in drawing: inout SVGDrawing) {
        let text = ChartStyle.fitted(text, size: 11, to: (frame.right - frame.left) * 0.7)
        func box(_ place: Label) -> LabelSpace.Box {
            LabelSpace.Box(text, x: place.x, y: place.y, anchor: place.anchor)
        }
        let inside = places.filter {
            box($0).left >= frame.left && box($0).right <= frame.right && box($0).top >= frame.top
        }
        let free = inside.first { space.isFree(box($0)) } ?? inside.first { space.isFree(box($0), ofLines: false) }
        guard let free else { return }
        space.take(box(free))
        drawing.text(text, x: free.x, y: free.y, anchor: free.anchor, style: "muted small halo")
    }

    /// Above or below the line, from its right end towards its left.
    private func besideHorizontal(_ y: Double) -> [Label] {
        let below = y + 14 < frame.bottom - 2 ? [y + 14] : []
        let ends: [(Double, SVGDrawing.Anchor)] = [
            (frame.right - 2, .end), ((frame.left + frame.right) / 2, .middle), (frame.left + 4, .start),
        ]
        return ends.flatMap { end in ([y - 5] + below).map { Label(x: end.0, y: $0, anchor: end.1) } }
    }

    /// Right or left of the line, from its top downwards.
    private func besideVertical(_ x: Double) -> [Label] {
        stride(from: frame.top + 12, through: frame.bottom - 6, by: 14).flatMap { y in
            [Label(x: x + 5, y: y, anchor: .start), Label(x: x - 5, y: y, anchor: .end)]
        }
    }
}
