import FrugalTensor

/// Pong: two paddles, the player's on the right, send a ball to each other until one of them misses it.
///
/// **Court.** The paddles are 2 by 8 pixels, two columns from the border; the player's is `paddleOffset` columns nearer
/// to the middle in the variant. The ball is 2 by 2 pixels and bounces off the upper and the lower border.
///
/// **Play.** `up` and `down` move the player's paddle by 3 pixels; other actions are `stay`. The ball moves two pixels
/// a step to the right or to the left. Where it meets a paddle decides its angle: level in the middle, 45 degrees at
/// the ends. The opponent follows a ball that comes nearer, by a pixel a step, and aims with a random part of its
/// paddle, so that a steep ball passes it. A ball rests for 8 steps in the middle before it goes in a random direction.
///
/// **Rewards.** 1 for a ball that the opponent misses, -1 for one that the player misses.
///
/// **End.** With the fifth point of either, or after 2,000 steps.
///
/// **Grays.** Ball 1, the player 0.6, the opponent 0.4. **Planes.** `player`, `ball`, `trail`; `target` the opponent.
///
/// **Variants.** Paddle offset, brightness, speed (of ball and opponent).
public struct Pong: Game {
    /// Pong.
    public static let name = GameName.pong
    /// Paddle offset, brightness and speed.
    public static let options: Set<GameVariant.Option> = [.paddleOffset, .brightness, .speed]
    /// 2,000 steps.
    public static let maximumSteps = 2_000

    static let points = 5
    static let servePause = 8

    /// How this game differs from the standard one.
    public let variant: GameVariant
    var random: RandomStream
    var pace: Pace
    var stepCount = 0
    /// The points of the player.
    var won = 0
    /// The points of the opponent.
    var lost = 0
    /// The upper row of the player's paddle.
    var paddle = 16
    /// The upper row of the opponent's paddle.
    var opponent = 16
    /// How many pixels from its middle the opponent means to meet the ball.
    var aim = 0
    var ball = PongBall()
    /// The steps until the ball goes.
    var pause = 0
    /// Where the ball was before the last step.
    var trail = Box(x: 0, y: 0, width: 0, height: 0)

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
        serve()
        trail = ball.box
    }

    /// Begins the next episode; the stream of random numbers goes on.
    public mutating func reset() { self = Pong(checked: variant, random) }

    /// Whether the episode is over.
    public var hasEnded: Bool {
        won >= Self.points || lost >= Self.points || stepCount >= Self.maximumSteps
    }

    /// Plays one step.
    public mutating func step(_ action: GameAction) -> GameOutcome {
        guard !hasEnded else { return .over }
        stepCount += 1
        paddle = min(max(paddle + 3 * action.vertical, 0), GamePicture.side - 8)
        trail = ball.box
        var reward: Float = 0
        let isResting = pause > 0
        if isResting { pause -= 1 }
        for tick in 0..<pace.ticks(standard: 2) {
            // The opponent moves in every second tick, also while the ball rests.
            if !tick.isMultiple(of: 2) { moveOpponent() }
            if !isResting, pause == 0 { reward += moveBall() }
        }
        return GameOutcome(reward: reward, hasEnded: hasEnded)
    }

    /// Puts the ball in the middle, to go in a random direction after a pause.
    mutating func serve() {
        ball = PongBall(
            x: 19, y: 4 * random.below(GamePicture.side - 1), velocityX: random.below(2) == 0 ? -1 : 1,
            velocityY: random.below(5) - 2)
        aim = random.below(7) - 3
        pause = Self.servePause
    }
}
