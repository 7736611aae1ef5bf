import FrugalTensor

/// Breakout: a paddle at the bottom sends a ball against a wall of bricks.
///
/// **Court.** 60 bricks of 4 by 2 pixels in six rows from row 8 on. The ball is 2 by 2 pixels, the paddle 8 by 2 with
/// its top in row 36, `paddleOffset` rows higher in the variant. The middle wall of the variant is 12 by 2 pixels and
/// hangs between bricks and paddle.
///
/// **Play.** `left` and `right` move the paddle by 3 pixels; other actions are `stay`. The ball moves two pixels a step
/// up or down, three from the first hit on the two upper rows until it is lost. Where it meets the paddle decides its
/// angle: straight up in the middle, 45 degrees at the ends. A new ball rests for 8 steps in a random column below the
/// bricks, and then falls. When all bricks are gone there is a new wall as the ball leaves the paddle.
///
/// **Rewards.** A brick of the two upper rows 7, of the two middle ones 4, of the two lower ones 1: 240 for a wall.
///
/// **End.** With the third lost ball, or after 5,000 steps.
///
/// **Grays.** Ball 1, middle wall 0.7, paddle 0.6, bricks 0.5, 0.4 and 0.3 from the top. **Planes.** All six: `target`
/// the rows 1, 3 and 5 of bricks, `otherTarget` the rows 2, 4 and 6, `obstacle` the middle wall.
///
/// **Variants.** All options.
public struct Breakout: Game {
    /// Breakout.
    public static let name = GameName.breakout
    /// All options.
    public static let options = Set(GameVariant.Option.allCases)
    /// 5,000 steps.
    public static let maximumSteps = 5_000

    /// A bit for each brick, ten to a row, from the upper left one on.
    static let fullWall: UInt64 = 1 << 60 - 1
    static let wallTop = 8
    static let brickRows = 6
    static let brickColumns = 10
    static let middleWall = Box(x: 14, y: 23, width: 12, height: 2)
    static let servedRow = 26
    static let servePause = 8

    /// How this game differs from the standard one.
    public let variant: GameVariant
    var random: RandomStream
    var pace: Pace
    var stepCount = 0
    var lives = 3
    var bricks = Self.fullWall
    /// The first column of the paddle.
    var paddle = 16
    var ball = BreakoutBall()
    /// Whether an upper brick has been hit with this ball.
    var isFast = false
    /// The steps until the ball begins to fall.
    var pause = 0
    /// Where the ball was before the last step.
    var trail = Box(x: 0, y: 0, width: 0, height: 0)

    /// The beginning of a first episode; all later draws come from `random`.
    /// - Throws: ``GameError`` for a variant out of its range.
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
    public mutating func reset() { self = Breakout(checked: variant, random) }

    /// Whether the episode is over.
    public var hasEnded: Bool { lives <= 0 || stepCount >= Self.maximumSteps }

    /// Plays one step.
    public mutating func step(_ action: GameAction) -> GameOutcome {
        guard !hasEnded else { return .over }
        stepCount += 1
        paddle = min(max(paddle + 3 * action.horizontal, 0), GamePicture.side - 8)
        trail = ball.box
        var reward: Float = 0
        if pause > 0 {
            pause -= 1
        } else {
            for _ in 0..<pace.ticks(standard: isFast ? 3 : 2) where pause == 0 { reward += moveBall() }
        }
        return GameOutcome(reward: reward, hasEnded: hasEnded)
    }

    /// Puts a ball in a random place below the bricks, to fall in a random direction after a pause.
    mutating func serve() {
        let speeds = SIMD4(-2, -1, 1, 2)
        ball = BreakoutBall(
            x: 4 * random.below(GamePicture.side - 1), y: Self.servedRow, velocityX: speeds[random.below(4)],
            velocityY: 1)
        isFast = false
        pause = Self.servePause
    }
}
