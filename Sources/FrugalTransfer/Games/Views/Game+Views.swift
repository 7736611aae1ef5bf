extension Game {
    /// Writes the picture, ``GamePicture/count`` numbers from `pixels` on, without a check.
    public func writePixels(at pixels: UnsafeMutablePointer<Float>) {
        var picture = GamePicture(at: pixels, variant: variant)
        draw(on: &picture)
    }

    /// Writes the feature planes, ``GameFeatures/count`` numbers from `features` on, without a check.
    public func writeFeatures(at features: UnsafeMutablePointer<Float>) {
        var planes = GameFeatures(at: features)
        draw(on: &planes)
    }

    /// Writes the picture: `[height, width]`, each ``GamePicture/side``.
    /// - Throws: ``GameError`` if there is not room for exactly ``GamePicture/count`` numbers.
    public func writePixels(into pixels: UnsafeMutableBufferPointer<Float>) throws {
        writePixels(at: try observationStart(of: pixels, count: GamePicture.count))
    }

    /// Writes the feature planes: `[planes, rows, columns]`, see ``GameFeatures``.
    /// - Throws: ``GameError`` if there is not room for exactly ``GameFeatures/count`` numbers.
    public func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) throws {
        writeFeatures(at: try observationStart(of: features, count: GameFeatures.count))
    }

    /// The game in characters, 20 lines of 40: `=` the player, `o` a ball, `#` and `%` targets, `X` obstacles.
    public var ascii: String {
        var text = GameText()
        draw(on: &text)
        return text.lines.map { String($0) }.joined(separator: "\n")
    }
}

/// The first number of an observation's memory.
/// - Throws: ``GameError`` if it has not exactly `count` numbers.
func observationStart(
    of buffer: UnsafeMutableBufferPointer<Float>, count: Int
) throws -> UnsafeMutablePointer<Float> {
    guard buffer.count == count, let start = buffer.baseAddress else {
        throw GameError(
            "observation", "room for \(buffer.count) numbers where there are \(count)", remedy: "give room for \(count)"
        )
    }
    return start
}
