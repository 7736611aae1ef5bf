/// A height and a width: of a window, a step, a margin. A number stands for both: `stride: 2`.
public struct Extent: Sendable, Hashable, Codable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int

    /// An extent of `height` rows and `width` columns.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// As many rows as columns.
    public init(_ both: Int) { self.init(height: both, width: both) }

    /// As many rows as columns.
    public init(integerLiteral both: Int) { self.init(both) }

    /// `3x5`.
    public var description: String { "\(height)x\(width)" }

    var list: [Int] { [height, width] }
}
