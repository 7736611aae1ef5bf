/// A gray picture of a game: `[height, width]`, row by row, 0 for black to 1 for white.
public struct GamePicture: GameSurface {
    /// The rows, and the columns, of a picture.
    public static let side = 40
    /// The pixels of a picture.
    public static let count = side * side

    private let pixels: UnsafeMutablePointer<Float>
    private let variant: GameVariant

    /// An empty picture in the brightness of a variant, on the memory of ``count`` numbers.
    init(at pixels: UnsafeMutablePointer<Float>, variant: GameVariant) {
        self.pixels = pixels
        self.variant = variant
        pixels.update(repeating: variant.shade(0), count: Self.count)
    }

    /// Draws a thing in its gray; things are opaque, so the brightness of the variant acts as on a whole picture.
    public mutating func fill(_ box: Box, as plane: GamePlane, intensity: Float) {
        let shade = variant.shade(intensity)
        let box = box.clipped(to: Self.side)
        for row in box.y..<box.bottom {
            let start = pixels + row * Self.side + box.x
            for column in 0..<box.width { start[column] = shade }
        }
    }

    /// Does nothing: a picture shows one moment.
    public mutating func trace(_ box: Box) {}
}
