import FrugalTensor

/// Many games of one kind that are stepped together, see ``GameBatch``.
///
///     var games = try VectorisedGames<Breakout>(count: 32, seed: 1, frames: 4)
///     try games.step(actions)
///     try games.writePixels(into: pixels)
public struct VectorisedGames<Player: Game>: GameBatch {
    /// How many games there are.
    public let count: Int
    /// How many pictures of each game are stacked, the last one newest.
    public let frames: Int
    /// The reward of the last step, by game.
    public internal(set) var rewards: [Float]
    /// Whether the last step ended an episode, by game.
    public internal(set) var hasEnded: [Bool]
    /// The sum of the rewards in the running episode, by game.
    public internal(set) var returns: [Float]
    /// The steps of the running episode, by game.
    public internal(set) var lengths: [Int]
    /// The sum of the rewards in the episode that ended last, by game; 0 before the first end.
    public internal(set) var finishedReturns: [Float]
    /// The steps of the episode that ended last, by game; 0 before the first end.
    public internal(set) var finishedLengths: [Int]

    /// The last states of each game, `[count, frames]`: a ring for each game. States are kept instead of pictures,
    /// because they are smaller by far and drawing one again takes no longer than copying its picture.
    var states: [Player]
    /// The place of the newest state in every ring.
    var newest = 0

    /// The kind of the games.
    public var name: GameName { Player.name }

    /// Games at the beginning of an episode.
    /// - Throws: ``GameError`` for fewer than one game or frame, and for a variant that the game refuses.
    public init(count: Int, variant: GameVariant = .standard, seed: UInt64, frames: Int = 1) throws {
        guard count > 0, frames > 0 else {
            throw GameError(
                Player.name.rawValue, "\(count) games with \(frames) frames", remedy: "give at least one of each")
        }
        self.count = count
        self.frames = frames
        states = []
        states.reserveCapacity(count * frames)
        for index in 0..<count {
            let game = try Player(variant: variant, random: RandomStream(seed: seed, stream: UInt64(index)))
            for _ in 0..<frames { states.append(game) }
        }
        rewards = [Float](repeating: 0, count: count)
        hasEnded = [Bool](repeating: false, count: count)
        returns = rewards
        lengths = [Int](repeating: 0, count: count)
        finishedReturns = rewards
        finishedLengths = lengths
    }

    /// A game as it is now.
    /// - Throws: ``GameError`` for an index outside of the games.
    public func game(_ index: Int) throws -> Player {
        guard (0..<count).contains(index) else {
            throw GameError(name.rawValue, "game \(index) of \(count)", remedy: "give an index from 0 to \(count - 1)")
        }
        return states[index * frames + newest]
    }

    /// What a player who knows the rules does next, by game.
    public var expertActions: [GameAction] { (0..<count).map { states[$0 * frames + newest].expertAction } }

    /// Plays one step of each game, with an action for each, and allocates nothing.
    /// - Throws: ``GameError`` if there are not as many actions as games; nothing is then played.
    public mutating func step(_ actions: [GameAction]) throws {
        guard actions.count == count else {
            throw GameError(
                name.rawValue, "\(actions.count) actions for \(count) games", remedy: "give one for each game")
        }
        let previous = newest
        newest = (newest + 1) % frames
        for index in 0..<count {
            let ring = index * frames
            if frames > 1 { states[ring + newest] = states[ring + previous] }
            let outcome = states[ring + newest].step(actions[index])
            note(outcome, of: index)
            if outcome.hasEnded { restart(index) }
        }
    }

    /// Keeps account of a step.
    private mutating func note(_ outcome: GameOutcome, of index: Int) {
        rewards[index] = outcome.reward
        hasEnded[index] = outcome.hasEnded
        returns[index] += outcome.reward
        lengths[index] += 1
    }

    /// Begins the next episode of a game, whose first state stands for those before it.
    private mutating func restart(_ index: Int) {
        finishedReturns[index] = returns[index]
        finishedLengths[index] = lengths[index]
        returns[index] = 0
        lengths[index] = 0
        let ring = index * frames
        states[ring + newest].reset()
        for place in 0..<frames where place != newest { states[ring + place] = states[ring + newest] }
    }
}
