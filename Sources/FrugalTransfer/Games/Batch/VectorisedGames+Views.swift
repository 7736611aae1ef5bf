extension VectorisedGames {
    /// Writes the last pictures of all games, `[count, frames, height, width]`, and allocates nothing. Before an
    /// episode has that many steps its first picture stands for those that are missing.
    /// - Throws: ``GameError`` if there is not room for exactly that many numbers.
    public func writePixels(into pixels: UnsafeMutableBufferPointer<Float>) throws {
        var place = try observationStart(of: pixels, count: count * frames * GamePicture.count)
        for index in 0..<count {
            for age in stride(from: frames - 1, through: 0, by: -1) {
                let slot = newest >= age ? newest - age : newest - age + frames
                states[index * frames + slot].writePixels(at: place)
                place += GamePicture.count
            }
        }
    }

    /// Writes the feature planes of all games, `[count, planes, rows, columns]`, and allocates nothing.
    /// - Throws: ``GameError`` if there is not room for exactly that many numbers.
    public func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) throws {
        let place = try observationStart(of: features, count: count * GameFeatures.count)
        for index in 0..<count {
            states[index * frames + newest].writeFeatures(at: place + index * GameFeatures.count)
        }
    }
}
