/// What a chart has drawn already, so that labels find a free place.
struct LabelSpace {
    /// The rectangle of a label.
    struct Box {
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        /// The rectangle of `text` whose baseline begins, has its middle, or ends at `x`.
        init(_ text: String, x: Double, y: Double, anchor: SVGDrawing.Anchor, size: Double = 11) {
            let width = ChartStyle.width(of: text, size: size)
            left = anchor == .start ? x : anchor == .end ? x - width : x - width / 2
            right = left + width
            top = y - size
            bottom = y + 3
        }

        /// The square around a point.
        init(around point: (Double, Double), reach: Double) {
            (left, right) = (point.0 - reach, point.0 + reach)
            (top, bottom) = (point.1 - reach, point.1 + reach)
        }

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }

        /// Whether any part of the segment lies inside: Liang and Barsky's clipping.
        func meets(_ segment: Segment) -> Bool {
            let (dx, dy) = (segment.to.0 - segment.from.0, segment.to.1 - segment.from.1)
            var (enter, leave) = (0.0, 1.0)
            for (run, room) in [
                (-dx, segment.from.0 - left), (dx, right - segment.from.0), (-dy, segment.from.1 - top),
                (dy, bottom - segment.from.1),
            ] {
                if run == 0 {
                    if room < 0 { return false }
                } else if run < 0 {
                    enter = max(enter, room / run)
                } else {
                    leave = min(leave, room / run)
                }
            }
            return enter <= leave
        }
    }

    /// A piece of a drawn line.
    struct Segment {
        let from: (Double, Double)
        let to: (Double, Double)
    }

    private var boxes: [Box] = []
    private var segments: [Segment] = []

    /// Whether nothing lies in `box`.
    func isFree(_ box: Box, ofLines: Bool = true) -> Bool {
        !boxes.contains { $0.meets(box) } && !(ofLines && segments.contains { box.meets($0) })
    }

    mutating func take(_ box: Box) { boxes.append(box) }

    /// Takes the line through `points`.
    mutating func take(line points: [(Double, Double)]) {
        segments += zip(points, points.dropFirst()).map { Segment(from: $0, to: $1) }
    }
}
