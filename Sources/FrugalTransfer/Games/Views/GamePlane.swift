/// The feature plane that a thing belongs to: one plane for each kind of thing, the same planes in all games.
public enum GamePlane: Int, CaseIterable, Sendable {
    /// What the player moves.
    case player
    /// What flies alone: a ball, a fruit, the player's shot.
    case ball
    /// Where moving things were one step ago, so that one observation tells which way they move.
    case trail
    /// The first kind of what the game is about: bricks of even rows, cars to the right, the opponent.
    case target
    /// The second kind: bricks of odd rows, cars to the left.
    case otherTarget
    /// What is in the way or harms: the middle wall, bombs.
    case obstacle
}
