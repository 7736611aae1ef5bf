import FrugalTensor

/// An arcade game: a value with its own stream of random numbers, so that a copy goes its own way and a seed gives the
/// same games again.
///
/// Every game is played on a picture of ``GamePicture/side`` rows and columns, with the actions of ``GameAction``. A
/// step is one decision of the player. A game holds no arrays, so that a copy of it is a copy of some hundred bytes.
public protocol Game: Sendable, Hashable, Codable {
    /// What the game is called.
    static var name: GameName { get }
    /// The options of a variant that the game honours; others are refused.
    static var options: Set<GameVariant.Option> { get }
    /// The step in which an episode ends at the latest.
    static var maximumSteps: Int { get }

    /// How this game differs from the standard one.
    var variant: GameVariant { get }
    /// Whether the episode is over. A step then changes nothing until ``reset()``.
    var hasEnded: Bool { get }
    /// What a player does who knows the rules and the state of the game: a reference for scores, not the best there is.
    var expertAction: GameAction { get }

    /// The beginning of a first episode; all later draws come from `random`.
    /// - Throws: ``GameError`` for a variant with an option that the game does not honour, or out of its range.
    init(variant: GameVariant, random: RandomStream) throws

    /// Begins the next episode; the stream of random numbers goes on.
    mutating func reset()

    /// Plays one step. An action that the game does not use acts like `stay`.
    mutating func step(_ action: GameAction) -> GameOutcome

    /// Draws everything that is in the game, later things over earlier ones.
    func draw(on surface: inout some GameSurface)

    // The next two have one implementation for all games. They are requirements, so that each game has its own
    // compiled copy of them, even for callers in other modules who know it only as a `Game`.

    /// Writes the picture, ``GamePicture/count`` numbers from `pixels` on, without a check.
    func writePixels(at pixels: UnsafeMutablePointer<Float>)

    /// Writes the feature planes, ``GameFeatures/count`` numbers from `features` on, without a check.
    func writeFeatures(at features: UnsafeMutablePointer<Float>)
}

extension Game {
    /// The beginning of a first episode, wholly given by the variant and a seed.
    /// - Throws: ``GameError`` for a variant with an option that the game does not honour, or out of its range.
    public init(variant: GameVariant = .standard, seed: UInt64) throws {
        try self.init(variant: variant, random: RandomStream(seed: seed))
    }
}
