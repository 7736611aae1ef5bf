import FrugalTensor

/// Catch: fruits fall one after the other, and a paddle at the bottom catches them.
///
/// **Court.** A fruit is 2 by 2 pixels and begins at the top in a random column. The paddle is 8 by 2 pixels with its
/// top in row 36, `paddleOffset` rows higher in the variant.
///
/// **Play.** `left` and `right` move the paddle by 3 pixels; other actions are `stay`. A fruit falls two pixels a step.
/// When it reaches the paddle's top it is caught or lost, and the next one begins.
///
/// **Rewards.** 1 for a fruit that is caught, -1 for one that is lost.
///
/// **End.** After ten fruits, or after 400 steps.
///
/// **Grays.** Fruit 1, paddle 0.6. **Planes.** `player` the paddle, `ball` and `trail` the fruit.
///
/// **Variants.** Paddle offset, brightness, speed.
public struct Catch: Game {
    /// Catch.
    public static let name = GameName.catch
    /// Paddle offset, brightness and speed.
    public static let options: Set<GameVariant.Option> = [.paddleOffset, .brightness, .speed]
    /// 400 steps: more than ten fruits need at half the speed.
    public static let maximumSteps = 400

    /// How this game differs from the standard one.
    public let variant: GameVariant
    var random: RandomStream
    var pace: Pace
    var stepCount = 0
    /// The fruits that have not been caught or lost.
    var fruits = 10
    /// The first column of the paddle.
    var paddle = 16
    var fruit = Box(x: 0, y: 0, width: 2, height: 2)
    /// Where the fruit was before the last step.
    var trail = Box(x: 0, y: 0, width: 2, height: 2)

    /// The beginning of a first episode; all later draws come from `random`.
    /// - Throws: ``GameError`` for a middle wall, and for a variant out of its range.
    public init(variant: GameVariant, random: RandomStream) throws {
        try variant.check(for: Self.self)
        self.init(checked: variant, random)
    }

    private init(checked variant: GameVariant, _ random: RandomStream) {
        self.variant = variant
        self.random = random
        pace = Pace(variant)
        drop()
        trail = fruit
    }

    /// Begins the next episode; the stream of random numbers goes on.
    public mutating func reset() { self = Catch(checked: variant, random) }

    /// Whether the episode is over.
    public var hasEnded: Bool { fruits <= 0 || stepCount >= Self.maximumSteps }

    /// The paddle's pixels.
    var paddleBox: Box { Box(x: paddle, y: 36 - variant.paddleOffset, width: 8, height: 2) }

    /// Plays one step.
    public mutating func step(_ action: GameAction) -> GameOutcome {
        guard !hasEnded else { return .over }
        stepCount += 1
        paddle = min(max(paddle + 3 * action.horizontal, 0), GamePicture.side - 8)
        trail = fruit
        fruit.y += pace.ticks(standard: 2)
        guard fruit.bottom > paddleBox.y else { return GameOutcome(reward: 0, hasEnded: hasEnded) }
        let isCaught = fruit.x < paddleBox.right && paddleBox.x < fruit.right
        fruits -= 1
        drop()
        return GameOutcome(reward: isCaught ? 1 : -1, hasEnded: hasEnded)
    }

    /// Puts a fruit at the top.
    private mutating func drop() {
        fruit.x = random.below(GamePicture.side - 1)
        fruit.y = 0
    }
}
