/// A game in characters, for people and for tests: a character is one column and two rows of the picture.
struct GameText: GameSurface {
    /// Lines, each with a character for each column.
    private(set) var lines = [[Character]](
        repeating: [Character](repeating: ".", count: GamePicture.side), count: GamePicture.side / 2)

    mutating func fill(_ box: Box, as plane: GamePlane, intensity: Float) {
        let box = box.clipped(to: GamePicture.side)
        for row in box.y..<box.bottom {
            for column in box.x..<box.right { lines[row / 2][column] = Self.character(of: plane) }
        }
    }

    mutating func trace(_ box: Box) {}

    private static func character(of plane: GamePlane) -> Character {
        switch plane {
        case .player: "="
        case .ball, .trail: "o"
        case .target: "#"
        case .otherTarget: "%"
        case .obstacle: "X"
        }
    }
}
