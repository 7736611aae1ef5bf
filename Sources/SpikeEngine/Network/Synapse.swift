/// What a spike does at its target, up to the factor that is its weight.
public struct Synapse: Codable, Hashable, Sendable {
    /// How the effect of a spike goes over time.
    public enum Course: Codable, Hashable, Sendable {
        /// At once: the membrane jumps by the weight.
        case jump
        /// Jumps to the weight and decays, with a time constant in milliseconds.
        case exponential(timeConstant: Double)
        /// Rises to the weight, which it reaches after the time constant, and decays: `t / tau exp(1 - t / tau)`.
        case alpha(timeConstant: Double)
    }

    /// How the effect goes over time.
    public var course: Course
    /// Where a conductance pulls the membrane to; nil for a current.
    public var reversal: Double?

    /// A synapse from its parts.
    public init(_ course: Course, reversal: Double? = nil) {
        self.course = course
        self.reversal = reversal
    }

    /// The membrane jumps by the weight.
    public static let jump = Synapse(.jump)

    /// A current that decays.
    public static func current(timeConstant: Double) -> Synapse { Synapse(.exponential(timeConstant: timeConstant)) }

    /// A current that rises and decays.
    public static func alphaCurrent(timeConstant: Double) -> Synapse { Synapse(.alpha(timeConstant: timeConstant)) }

    /// A conductance that decays.
    public static func conductance(timeConstant: Double, reversal: Double) -> Synapse {
        Synapse(.exponential(timeConstant: timeConstant), reversal: reversal)
    }

    /// A conductance that rises and decays.
    public static func alphaConductance(timeConstant: Double, reversal: Double) -> Synapse {
        Synapse(.alpha(timeConstant: timeConstant), reversal: reversal)
    }

    /// The time constant in milliseconds; nil for a jump.
    var timeConstant: Double? {
        switch course {
        case .jump: nil
        case .exponential(let time), .alpha(let time): time
        }
    }
}
