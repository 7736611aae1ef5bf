/// Rows and columns of a picture.
public struct PictureSize: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Rows of pixels.
    public var height: Int
    /// Columns of pixels.
    public var width: Int

    /// A size from rows and columns.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// Rows, then columns: `28x28`.
    public var description: String { "\(height)x\(width)" }
}
