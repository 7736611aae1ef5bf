/// Native games as an environment for agents. The actions are those of ``GameAction``, in its order, for every game: a policy
/// can move from one to another.
public struct GameEnvironment: BatchedEnvironment, Codable {
    /// What an agent sees of a game.
    public enum View: String, Codable, Sendable {
        /// Pictures, the last ones stacked: `[frames, 40, 40]`.
        case pixels
        /// Feature planes: `[6, 10, 10]`.
        case planes
    }

    /// What is seen.
    public let view: View
    /// The games.
    public private(set) var games: any GameBatch
    private let beginning: any GameBatch

    /// Games at the beginning of an episode.
    /// - Throws: ``GameError`` for fewer than one game or frame, and for a variant that the game refuses.
    public init(
        _ name: GameName, count: Int, variant: GameVariant = .standard, view: View = .pixels, frames: Int = 2,
        seed: UInt64
    ) throws {
        games = try name.makeGames(count: count, variant: variant, seed: seed, frames: view == .pixels ? frames : 1)
        beginning = games
        self.view = view
    }

    /// How many games there are.
    public var count: Int { games.count }

    /// `[frames, 40, 40]` of pictures, `[6, 10, 10]` of planes.
    public var observationShape: [Int] {
        switch view {
        case .pixels: [games.frames, GamePicture.side, GamePicture.side]
        case .planes: [GameFeatures.planes, GameFeatures.side, GameFeatures.side]
        }
    }

    /// Six, whatever the game.
    public var actionCount: Int { GameAction.allCases.count }

    /// Begins as at first: the same games come again.
    public mutating func reset() { games = beginning }

    /// Plays one step of every game.
    /// - Throws: ``GameError`` if there are not as many actions as games or if one is not an action; nothing is then played.
    public mutating func step(_ actions: [Int]) throws -> EnvironmentStep {
        try games.step(
            actions.map { number in
                guard let action = UInt8(exactly: number).flatMap(GameAction.init(rawValue:)) else {
                    throw GameError(
                        games.name.rawValue, "\(number) is not an action",
                        remedy: "give a number from 0 to \(actionCount - 1)")
                }
                return action
            })
        return EnvironmentStep(rewards: games.rewards, hasEnded: games.hasEnded)
    }

    /// Writes what all games show.
    /// - Throws: ``GameError`` if there is not room for exactly that many numbers.
    public func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws {
        switch view {
        case .pixels: try games.writePixels(into: observations)
        case .planes: try games.writeFeatures(into: observations)
        }
    }
}

extension GameEnvironment {
    private enum CodingKeys: String, CodingKey { case view, name, games, beginning }

    /// Games as they were saved.
    /// - Throws: ``GameError`` if the parts of a batch do not fit together, and what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        view = try values.decode(View.self, forKey: .view)
        let batch = try values.decode(GameName.self, forKey: .name).batchType
        games = try values.decode(batch, forKey: .games)
        beginning = try values.decode(batch, forKey: .beginning)
    }

    /// Writes all that is needed to go on bit for bit.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(view, forKey: .view)
        try values.encode(games.name, forKey: .name)
        try values.encode(games, forKey: .games)
        try values.encode(beginning, forKey: .beginning)
    }
}
