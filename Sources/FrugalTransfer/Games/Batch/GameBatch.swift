/// Many games of one kind that are stepped together, whatever the kind: what a training loop needs to know.
///
/// Game `i` has the random numbers of `RandomStream(seed: seed, stream: i)`. A game that has ended begins its next
/// episode in the same step: observations after that step show the new episode, the reward is of the old one. What is
/// encoded is all that is needed to go on bit for bit.
public protocol GameBatch: Sendable, Codable {
    /// The kind of the games.
    var name: GameName { get }
    /// How many games there are.
    var count: Int { get }
    /// How many pictures of each game are stacked, the last one newest.
    var frames: Int { get }
    /// The reward of the last step, by game.
    var rewards: [Float] { get }
    /// Whether the last step ended an episode, by game.
    var hasEnded: [Bool] { get }
    /// The sum of the rewards in the running episode, by game.
    var returns: [Float] { get }
    /// The steps of the running episode, by game.
    var lengths: [Int] { get }
    /// The sum of the rewards in the episode that ended last, by game; 0 before the first end.
    var finishedReturns: [Float] { get }
    /// The steps of the episode that ended last, by game; 0 before the first end.
    var finishedLengths: [Int] { get }
    /// What a player who knows the rules does next, by game.
    var expertActions: [GameAction] { get }

    /// Games at the beginning of an episode.
    /// - Throws: ``GameError`` for fewer than one game or frame, and for a variant that the game refuses.
    init(count: Int, variant: GameVariant, seed: UInt64, frames: Int) throws

    /// Plays one step of each game, with an action for each, and allocates nothing.
    /// - Throws: ``GameError`` if there are not as many actions as games; nothing is then played.
    mutating func step(_ actions: [GameAction]) throws

    /// Writes the last pictures of all games, `[count, frames, height, width]`, and allocates nothing. Before an
    /// episode has that many steps its first picture stands for those that are missing.
    /// - Throws: ``GameError`` if there is not room for exactly that many numbers.
    func writePixels(into pixels: UnsafeMutableBufferPointer<Float>) throws

    /// Writes the feature planes of all games, `[count, planes, rows, columns]`, and allocates nothing.
    /// - Throws: ``GameError`` if there is not room for exactly that many numbers.
    func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) throws
}
