/// What a player can do in a step: the same set for all games, so that a policy can move from one to another.
public enum GameAction: UInt8, CaseIterable, Codable, Sendable {
    /// Does nothing.
    case stay
    /// Moves to the left.
    case left
    /// Moves to the right.
    case right
    /// Moves up.
    case up
    /// Moves down.
    case down
    /// Shoots.
    case fire

    /// -1 for `left`, 1 for `right`, else 0.
    var horizontal: Int { self == .left ? -1 : self == .right ? 1 : 0 }

    /// -1 for `up`, 1 for `down`, else 0: rows count from the top.
    var vertical: Int { self == .up ? -1 : self == .down ? 1 : 0 }
}
