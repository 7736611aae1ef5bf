/// How a game differs from the standard one: options with the same meaning in all games that honour them.
///
/// A policy is trained in the standard game and measured in a variant; Kansky et al., "Schema Networks" (ICML 2017),
/// introduced the offset paddle and the middle wall for this.
public struct GameVariant: Codable, Hashable, Sendable {
    /// By how many rows of the picture the player's paddle is nearer to the middle: 0 to 8, four of them to a cell of
    /// the feature planes.
    public var paddleOffset: Int
    /// Whether a wall that nothing breaks stands in the middle of the court.
    public var hasMiddleWall: Bool
    /// What is added to every pixel after the multiplication: -1 to 1. Pixels are then clipped to 0...1.
    public var brightnessShift: Float
    /// What every pixel is multiplied by: 0 to 10.
    public var brightnessFactor: Float
    /// The pace of all that moves by itself, as a multiple of the standard pace: 0.5 to 2, in hundredths. The player's
    /// own pace stays.
    public var speed: Double

    /// The standard game.
    public static let standard = GameVariant()

    /// A variant; what is left out is as in the standard game.
    public init(
        paddleOffset: Int = 0, hasMiddleWall: Bool = false, brightnessShift: Float = 0, brightnessFactor: Float = 1,
        speed: Double = 1
    ) {
        self.paddleOffset = paddleOffset
        self.hasMiddleWall = hasMiddleWall
        self.brightnessShift = brightnessShift
        self.brightnessFactor = brightnessFactor
        self.speed = speed
    }

    /// Something in which games can differ.
    public enum Option: String, CaseIterable, Codable, Sendable {
        /// ``GameVariant/paddleOffset``.
        case paddleOffset
        /// ``GameVariant/hasMiddleWall``.
        case middleWall
        /// ``GameVariant/brightnessShift`` and ``GameVariant/brightnessFactor``.
        case brightness
        /// ``GameVariant/speed``.
        case speed
    }

    /// The options in which this is not the standard game.
    public var changes: [Option] {
        let standard = Self.standard
        return Option.allCases.filter { option in
            switch option {
            case .paddleOffset: paddleOffset != standard.paddleOffset
            case .middleWall: hasMiddleWall != standard.hasMiddleWall
            case .brightness:
                brightnessShift != standard.brightnessShift || brightnessFactor != standard.brightnessFactor
            case .speed: speed != standard.speed
            }
        }
    }

    /// The value of a pixel in this variant: 0 to 1.
    func shade(_ intensity: Float) -> Float {
        min(max(intensity * brightnessFactor + brightnessShift, 0), 1)
    }
}
