/// The games that there are, by name: for settings that are text, and for loops over all games.
public enum GameName: String, CaseIterable, Codable, Sendable {
    /// ``Breakout``.
    case breakout
    /// ``Catch``.
    case `catch`
    /// ``Freeway``.
    case freeway
    /// ``Invaders``.
    case invaders
    /// ``Pong``.
    case pong

    /// The game.
    public var gameType: any Game.Type {
        switch self {
        case .breakout: Breakout.self
        case .catch: Catch.self
        case .freeway: Freeway.self
        case .invaders: Invaders.self
        case .pong: Pong.self
        }
    }

    /// Many games of the kind in one value; also what to decode a saved ``GameBatch`` as.
    public var batchType: any GameBatch.Type {
        switch self {
        case .breakout: VectorisedGames<Breakout>.self
        case .catch: VectorisedGames<Catch>.self
        case .freeway: VectorisedGames<Freeway>.self
        case .invaders: VectorisedGames<Invaders>.self
        case .pong: VectorisedGames<Pong>.self
        }
    }

    /// One game at the beginning of an episode.
    /// - Throws: ``GameError`` for a variant with an option that the game does not honour, or out of its range.
    public func makeGame(variant: GameVariant = .standard, seed: UInt64) throws -> any Game {
        try gameType.init(variant: variant, seed: seed)
    }

    /// Many games at the beginning of an episode, whose pictures show the last `frames` steps.
    /// - Throws: ``GameError`` as ``makeGame(variant:seed:)`` does, and for fewer than one game or frame.
    public func makeGames(
        count: Int, variant: GameVariant = .standard, seed: UInt64, frames: Int = 1
    ) throws -> any GameBatch {
        try batchType.init(count: count, variant: variant, seed: seed, frames: frames)
    }
}
