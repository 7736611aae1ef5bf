/// Boxes and arrows: the parts of a network and what flows between them, from top to bottom.
///
/// A part stands below all that flows into it. What flows on to the next row goes straight down; what skips rows goes round
/// the boxes, all of one part in one line with branches.
public struct GraphChart: Chart {
    /// A box.
    public struct Node: Sendable, Hashable {
        /// What it is, in a word or two.
        public var title: String
        /// Its settings, in a short line; empty for none.
        public var detail: String
        /// Which colour marks it: boxes of one kind have one number. Negative for none.
        public var kind: Int

        /// A box.
        public init(_ title: String, detail: String = "", kind: Int = -1) {
            self.title = title
            self.detail = detail
            self.kind = kind
        }
    }

    /// An arrow between two boxes, by their places in the list.
    public struct Edge: Sendable, Hashable {
        /// Where it begins.
        public var from: Int
        /// Where it ends.
        public var to: Int

        /// An arrow.
        public init(_ from: Int, _ to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// What the chart shows.
    public var title: String
    /// The boxes; arrows lead to later ones only.
    public let nodes: [Node]
    /// The arrows.
    public let edges: [Edge]

    /// A graph.
    /// - Throws: ``TrackError`` for an arrow that does not lead from a box to a later one.
    public init(_ title: String, nodes: [Node], edges: [Edge]) throws {
        if let bad = edges.first(where: { $0.from < 0 || $0.from >= $0.to || $0.to >= nodes.count }) {
            throw TrackError(
                .invalidValue, "an arrow leads from box \(bad.from) to box \(bad.to), of \(nodes.count)",
                remedy: "let arrows lead to later boxes only, so that there is no cycle")
        }
        self.title = title
        self.nodes = nodes
        var seen: Set<Edge> = []
        self.edges = edges.filter { seen.insert($0).inserted }
    }

    /// The boxes in their order, each with what flows into it.
    public var summary: String {
        let parts = nodes.enumerated().map { index, node in
            let sources = edges.filter { $0.to == index }.map { nodes[$0.from].title }
            let name = node.detail.isEmpty ? node.title : "\(node.title) (\(node.detail))"
            return sources.isEmpty ? name : "\(name) from \(sources.joined(separator: " and "))"
        }
        return "Network of \(nodes.count) parts: \(parts.joined(separator: "; "))."
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let layout = GraphLayout(self)
        var drawing = SVGDrawing(width: layout.width, height: layout.height)
        drawing.text(title, x: 0, y: 16, style: "title")
        for trunk in layout.trunks { draw(trunk, layout, in: &drawing) }
        for edge in edges where layout.isShort(edge) { drawShort(edge, layout, in: &drawing) }
        for index in nodes.indices { drawBox(index, layout, in: &drawing) }
        return drawing
    }

    private func drawBox(_ index: Int, _ layout: GraphLayout, in drawing: inout SVGDrawing) {
        let (box, node) = (layout.boxes[index], nodes[index])
        drawing.rectangle(
            x: box.x - 1.5, y: box.y - 1.5, width: box.width + 3, height: box.height + 3, radius: 7, style: "over")
        drawing.rectangle(
            x: box.x, y: box.y, width: box.width, height: box.height, radius: 6, style: "panel",
            tip: node.detail.isEmpty ? node.title : "\(node.title): \(node.detail)")
        if node.kind >= 0 {
            drawing.rectangle(
                x: box.x, y: box.y, width: 5, height: box.height, radius: 2.5, style: ChartStyle.fill(node.kind))
        }
        let middle = box.x + box.width / 2 + (node.kind >= 0 ? 2 : 0)
        let first = box.y + box.height / 2 + (node.detail.isEmpty ? 4 : -3)
        drawing.text(node.title, x: middle, y: first, anchor: .middle, style: "strong")
        if !node.detail.isEmpty {
            drawing.text(node.detail, x: middle, y: first + 15, anchor: .middle, style: "small muted")
        }
    }

    private func drawShort(_ edge: Edge, _ layout: GraphLayout, in drawing: inout SVGDrawing) {
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to])
        let start = (x: from.x + from.width / 2, y: from.y + from.height)
        // Arrows that come together end beside one another.
        let siblings = edges.filter { layout.isShort($0) && $0.to == edge.to }
            .sorted { layout.boxes[$0.from].x < layout.boxes[$1.from].x }
        let place = Double(siblings.firstIndex(of: edge) ?? 0) - Double(siblings.count - 1) / 2
        let end = (x: to.x + to.width / 2 + place * 14, y: to.y - 1)
        let half = (end.y - start.y) / 2
        let n = SVGDrawing.number
        drawing.path(
            "M\(n(start.x)) \(n(start.y))C\(n(start.x)) \(n(start.y + half)) \(n(end.x)) \(n(end.y - half)) "
                + "\(n(end.x)) \(n(end.y - 4))",
            style: "axis flow")
        Self.head(x: end.x, y: end.y, dx: 0, dy: 1, style: "muted", in: &drawing)
    }

    private func draw(_ trunk: GraphLayout.Trunk, _ layout: GraphLayout, in drawing: inout SVGDrawing) {
        let n = SVGDrawing.number
        let (sign, radius) = (trunk.isLeft ? -1.0 : 1.0, 5.0)
        let colour = ChartStyle.stroke(trunk.colour)
        let start = trunk.exit
        if let edge = start.edge {
            drawing.line(start.x, edge, start.x, start.y, style: "flow \(colour)")
        }
        let last = trunk.entries.map(\.y).max() ?? start.y
        // Out of the box, round the corner, down to the last branch.
        drawing.path(
            "M\(n(start.x)) \(n(start.y))H\(n(trunk.x - sign * radius))"
                + "Q\(n(trunk.x)) \(n(start.y)) \(n(trunk.x)) \(n(start.y + radius))V\(n(last - radius))",
            style: "flow \(colour)", attributes: " fill=\"none\"")
        for entry in trunk.entries {
            let turn =
                "M\(n(trunk.x)) \(n(entry.y - radius))Q\(n(trunk.x)) \(n(entry.y)) \(n(trunk.x - sign * radius)) \(n(entry.y))"
            let (tip, direction) =
                entry.edge.map { (y: $0, (dx: 0.0, dy: 1.0)) } ?? (y: entry.y, (dx: -sign, dy: 0.0))
            let rest =
                entry.edge.map { "H\(n(entry.x))V\(n($0 - 4))" } ?? "H\(n(entry.x + sign * 4))"
            drawing.path(turn + rest, style: "flow \(colour)", attributes: " fill=\"none\"")
            Self.head(
                x: entry.x, y: tip, dx: direction.dx, dy: direction.dy, style: ChartStyle.fill(trunk.colour),
                in: &drawing)
        }
    }

    /// The head of an arrow whose tip is at (`x`, `y`).
    private static func head(
        x: Double, y: Double, dx: Double, dy: Double, style: String, in drawing: inout SVGDrawing
    ) {
        let n = SVGDrawing.number
        let back = (x: x - dx * 6, y: y - dy * 6)
        drawing.path(
            "M\(n(x)) \(n(y))L\(n(back.x - dy * 3.5)) \(n(back.y - dx * 3.5))L\(n(back.x + dy * 3.5)) "
                + "\(n(back.y + dx * 3.5))Z",
            style: style)
    }
}
