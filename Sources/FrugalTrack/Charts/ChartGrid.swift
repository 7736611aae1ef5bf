/// Charts of one kind side by side, each smaller than it would be alone.
public struct ChartGrid: Chart {
    /// What they show together.
    public var title: String
    /// The charts, row after row.
    public var charts: [any Chart]
    /// Charts of a row.
    public var columns: Int
    /// Natural width in pixels.
    public var width = 960.0

    private static let gap = 12.0
    private static let top = 34.0

    /// A grid of charts.
    public init(_ title: String, charts: [any Chart], columns: Int) {
        self.title = title
        self.charts = charts
        self.columns = max(1, columns)
    }

    /// What each of them shows.
    public var summary: String { charts.map { "\($0.title): \($0.summary)" }.joined(separator: " ") }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let cell = (width - Self.gap * Double(columns - 1)) / Double(columns)
        let drawings = charts.map { $0.drawing() }
        let scales = drawings.map { min(1, cell / max($0.width, 1)) }
        let rows = stride(from: 0, to: charts.count, by: columns).map { $0..<min($0 + columns, charts.count) }
        let heights = rows.map { row in row.map { drawings[$0].height * scales[$0] }.max() ?? 0 }
        var drawing = SVGDrawing(
            width: width, height: Self.top + heights.reduce(0) { $0 + $1 + Self.gap })
        drawing.text(title, x: 12, y: 22, style: "title")
        var y = Self.top
        for (row, height) in zip(rows, heights) {
            for (column, place) in row.enumerated() {
                drawing.place(
                    drawings[place], x: Double(column) * (cell + Self.gap), y: y, scale: scales[place])
            }
            y += height + Self.gap
        }
        return drawing
    }
}
