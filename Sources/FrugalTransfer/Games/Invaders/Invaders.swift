import FrugalTensor

/// Invaders: a fleet marches from side to side and comes lower at each border, a cannon at the bottom shoots it down.
///
/// **Field.** 24 invaders of 3 by 2 pixels in four rows of six, 5 columns and 4 rows apart. The cannon is 4 by 2 pixels
/// with its top in row 36. Shot and bombs are 1 by 2 pixels.
///
/// **Play.** `left` and `right` move the cannon by 2 pixels; `fire` shoots if no shot is under way; `up` and `down` are
/// `stay`. The shot rises three pixels a step and ends at the first invader. The fleet marches a pixel every five
/// steps, more often the fewer there are, and 2 pixels down at a border. Up to four bombs fall a pixel a step, from the
/// lowest invader of a random column. A fleet that is shot down is followed by one that begins 2 pixels lower, at most
/// 8.
///
/// **Rewards.** 1 for each invader.
///
/// **End.** With the third hit by a bomb, when the fleet reaches the cannon's rows, or after 2,000 steps.
///
/// **Grays.** Shot 1, bombs 0.8, cannon 0.6, fleet 0.4. **Planes.** `player` the cannon, `ball` the shot, `target` a
/// fleet that marches to the right, `otherTarget` one that marches to the left, `obstacle` the bombs.
///
/// **Variants.** Brightness, speed (of fleet and bombs; the shot is the player's).
public struct Invaders: Game {
    /// Invaders.
    public static let name = GameName.invaders
    /// Brightness and speed.
    public static let options: Set<GameVariant.Option> = [.brightness, .speed]
    /// 2,000 steps.
    public static let maximumSteps = 2_000

    static let columns = 6
    static let rows = 4
    /// A bit for each invader, six to a row, from the upper left one on.
    static let fullFleet: UInt32 = 1 << 24 - 1
    static let cannonRow = 36
    /// The row of a bomb or a shot that is not there.
    static let nowhere: Int32 = -9

    /// How this game differs from the standard one.
    public let variant: GameVariant
    var random: RandomStream
    var pace: Pace
    var stepCount = 0
    var lives = 3
    /// The fleets that have been shot down.
    var wave = 0
    var fleet = Self.fullFleet
    /// The upper left corner of the fleet, with those that are gone.
    var fleetX = 6
    var fleetY = 4
    /// 1 for a march to the right, -1 to the left.
    var direction = 1
    /// The ticks since the fleet last moved.
    var waited = 0
    /// The first column of the cannon.
    var cannon = 18
    var shotX = 0
    var shotY = Int(Self.nowhere)
    var bombX = SIMD4<Int32>()
    var bombY = SIMD4<Int32>(repeating: Self.nowhere)

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
        muster()
    }

    /// Begins the next episode; the stream of random numbers goes on.
    public mutating func reset() { self = Invaders(checked: variant, random) }

    /// Whether the episode is over.
    public var hasEnded: Bool { lives <= 0 || hasLanded || stepCount >= Self.maximumSteps }

    /// Plays one step.
    public mutating func step(_ action: GameAction) -> GameOutcome {
        guard !hasEnded else { return .over }
        stepCount += 1
        cannon = min(max(cannon + 2 * action.horizontal, 0), GamePicture.side - 4)
        if action == .fire, shotY < 0 {
            shotX = cannon + 2
            shotY = Self.cannonRow
        }
        let reward = moveShot()
        for _ in 0..<pace.ticks(standard: 1) {
            march()
            moveBombs()
            dropBomb()
        }
        return GameOutcome(reward: reward, hasEnded: hasEnded)
    }

    /// Puts a whole fleet at the top, in a random column and with a random direction.
    mutating func muster() {
        fleet = Self.fullFleet
        fleetX = random.below(13)
        fleetY = 4 + 2 * min(wave, 4)
        direction = random.below(2) == 0 ? -1 : 1
        waited = 0
    }
}
