/// A rectangle of pixels, with rows counted from the top.
public struct Box: Hashable, Codable, Sendable {
    /// The first column.
    public var x: Int
    /// The first row.
    public var y: Int
    /// How many columns.
    public var width: Int
    /// How many rows.
    public var height: Int

    /// A rectangle from its upper left corner and its size.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The column after the last.
    var right: Int { x + width }
    /// The row after the last.
    var bottom: Int { y + height }

    /// Whether the two have a pixel in common.
    func overlaps(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// The part that lies in a picture with `side` rows and columns; may be empty.
    func clipped(to side: Int) -> Box {
        let left = min(max(x, 0), side)
        let top = min(max(y, 0), side)
        return Box(x: left, y: top, width: max(min(right, side) - left, 0), height: max(min(bottom, side) - top, 0))
    }
}
