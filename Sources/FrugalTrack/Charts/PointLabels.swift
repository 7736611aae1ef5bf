/// Finds a free place beside each point for its label.
struct PointLabels {
    struct Label {
        let text: String
        let x: Double
        let y: Double
        let anchor: SVGDrawing.Anchor

        var box: LabelSpace.Box { LabelSpace.Box(text, x: x, y: y, anchor: anchor) }
    }

    let frame: PlotFrame
    let points: [(Double, Double)]
    /// The line through some of the points, which labels keep off where they can.
    var line: [(Double, Double)] = []

    /// The labels that fit; one that would cover a point or another label is left to the point's tool tip.
    func placed(_ names: [String]) -> [Label] {
        // Hundreds of labels would cover the picture.
        guard names.count <= 60 else { return [] }
        var space = LabelSpace()
        for point in points { space.take(LabelSpace.Box(around: point, reach: 5)) }
        space.take(line: line)
        var labels: [Label] = []
        for (name, point) in zip(names, points) {
            let text = ChartStyle.fitted(name, size: 11, to: 160)
            let choices = Self.places.map { Label(text: text, x: point.0 + $1, y: point.1 + $2, anchor: $0) }
                .filter { isInside($0.box) }
            let free = choices.first { space.isFree($0.box) } ?? choices.first { space.isFree($0.box, ofLines: false) }
            guard let free else { continue }
            space.take(free.box)
            labels.append(free)
        }
        return labels
    }

    private func isInside(_ box: LabelSpace.Box) -> Bool {
        box.left >= frame.left && box.right <= frame.right + 14 && box.top >= frame.top - 14
            && box.bottom <= frame.bottom
    }

    private static let places: [(SVGDrawing.Anchor, Double, Double)] = [
        (.start, 9, 4), (.end, -9, 4), (.middle, 0, -9), (.middle, 0, 17), (.start, 7, -7), (.end, -7, -7),
        (.start, 7, 15), (.end, -7, 15), (.middle, 0, 30), (.start, 9, 28), (.end, -9, 28),
    ]
}
