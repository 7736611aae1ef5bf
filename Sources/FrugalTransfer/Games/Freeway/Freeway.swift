import FrugalTensor

/// Freeway: a chicken crosses eight lanes of cars from the bottom to the top, as often as it can.
///
/// **Road.** Eight lanes of four rows from row 4 on, each with one car of 6 by 2 pixels in its middle. Cars go to the
/// right in even lanes, to the left in odd ones, and come back from the other side. Where they begin and how fast they
/// are, 0.5 to 1.5 pixels a step, is drawn for each episode. The chicken is 4 by 2 pixels in the middle of the width.
///
/// **Play.** `up` and `down` move the chicken by 2 pixels; other actions are `stay`. A chicken that is run over is back
/// at the bottom. It is as safe between lanes as behind a car.
///
/// **Rewards.** 1 for each crossing; the chicken is then back at the bottom.
///
/// **End.** After 500 steps.
///
/// **Grays.** Chicken 1, cars to the right 0.4, to the left 0.5. **Planes.** `player` the chicken, `target` cars to the
/// right, `otherTarget` cars to the left, `trail` where the cars were.
///
/// **Variants.** Brightness, speed.
public struct Freeway: Game {
    /// Freeway.
    public static let name = GameName.freeway
    /// Brightness and speed.
    public static let options: Set<GameVariant.Option> = [.brightness, .speed]
    /// 500 steps.
    public static let maximumSteps = 500

    /// The row where the chicken begins.
    static let start = 37
    /// Above this row the road is crossed.
    static let goal = 4
    /// The way of a car around, in quarters of a pixel: the picture and its own length.
    static let loop: Int32 = 4 * 46

    /// How this game differs from the standard one.
    public let variant: GameVariant
    var random: RandomStream
    var pace: Pace
    var stepCount = 0
    /// The upper row of the chicken.
    var chicken = Self.start
    /// Whether the chicken was run over in the last step.
    var isRunOver = false
    /// The left end of the car of each lane, in quarters of a pixel from where it is just out of the picture.
    var cars = SIMD8<Int32>()
    /// Quarters of a pixel that the car of each lane moves in a tick, to the right.
    var velocities = SIMD8<Int32>()
    /// Where the cars were before the last step.
    var trail = SIMD8<Int32>()

    /// The beginning of a first episode; all later draws come from `random`.
    /// - Throws: ``GameError`` for a paddle offset or a middle wall, and for a variant out of its range.
    public init(variant: GameVariant, random: RandomStream) throws {
        try variant.check(for: Self.self)
        self.init(checked: variant, random)
    }

    private init(checked variant: GameVariant, _ random: RandomStream) {
        self.variant = variant
        self.random = random
        pace = Pace(variant)
        for lane in 0..<8 {
            cars[lane] = Int32(self.random.below(Int(Self.loop)))
            velocities[lane] = Int32(2 + self.random.below(5)) * (lane.isMultiple(of: 2) ? 1 : -1)
        }
        trail = cars
    }

    /// Begins the next episode; the stream of random numbers goes on.
    public mutating func reset() { self = Freeway(checked: variant, random) }

    /// Whether the episode is over.
    public var hasEnded: Bool { stepCount >= Self.maximumSteps }

    /// Plays one step.
    public mutating func step(_ action: GameAction) -> GameOutcome {
        guard !hasEnded else { return .over }
        stepCount += 1
        chicken = min(chicken + 2 * action.vertical, Self.start)
        trail = cars
        isRunOver = isHit
        for _ in 0..<pace.ticks(standard: 1) {
            moveCars()
            isRunOver = isRunOver || isHit
        }
        if isRunOver { chicken = Self.start }
        let hasCrossed = chicken < Self.goal
        if hasCrossed { chicken = Self.start }
        return GameOutcome(reward: hasCrossed ? 1 : 0, hasEnded: hasEnded)
    }
}
