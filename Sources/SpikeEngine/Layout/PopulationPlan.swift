/// A population as the engine sees it.
struct PopulationPlan: Sendable {
    /// How many neurons.
    let count: Int
    /// Distance of each membrane from ``rest``.
    let membrane: Region<Float>
    /// The second variable of two-variable models; otherwise empty.
    let recovery: Region<Float>
    /// The step from which each neuron may spike again; empty without a refractory period.
    let until: Region<Int32>
    /// The latest of these in each chunk, so that most chunks need not look; empty without a refractory period.
    let latest: Region<Int32>
    /// How the neurons go through a step.
    let dynamics: DynamicsPlan
    /// The input channels, places in ``Blueprint/channels``.
    let channels: Range<Int>
    /// The channel of direct currents, which is none of ``channels``, and whether any is not zero.
    let direct: Int
    let directIsOn: Region<Int32>
    /// Where membranes are counted from.
    let rest: Float
    /// The threshold, from rest.
    let threshold: Float
    /// What a spike does to the membrane.
    let reset: ResetPlan
    /// Steps without spikes after a spike.
    let refractorySteps: Int32
    /// What a spike adds to the second variable.
    let recoveryJump: Float
    /// How spikes raise the threshold.
    let adaptation: AdaptationPlan?
    /// A bit for each block of neurons that are at rest and need no update, a byte a chunk; empty where nobody rests.
    let asleep: Region<UInt8>
    /// Whether any of those bits is set.
    let anyAsleep: Region<Int32>
    /// Membranes at rest and all else as it is at first.
    let start: Start

    /// The values that membranes and second variables begin with.
    struct Start: Sendable {
        let membrane: Float
        let recovery: Float
    }

    /// Whether membranes go back to rest by themselves.
    var forgets: Bool {
        switch dynamics {
        case .exact(let dynamics): dynamics.loss < 0
        case .relaxing(let dynamics): dynamics.leak > 0
        case .adaptiveExponential, .izhikevich: true
        }
    }

    /// Whether the membrane stands still in the refractory period.
    var holds: Bool {
        if case .none = reset { return false }
        return true
    }
}

/// What a spike does to the membrane, counted from rest.
enum ResetPlan: Sendable {
    case to(Float)
    case subtracting
    case none
}

/// How spikes raise a threshold.
struct AdaptationPlan: Sendable {
    /// The raised part of each neuron's threshold, by the clock.
    let clock: DecayClock
    /// What all neurons have in common: the fall towards a target rate.
    let offset: Region<Double>
    /// What the offset falls by in a step.
    let fall: Double
    /// How far thresholds are raised at first.
    let initial: Float
    /// What a spike adds, or sets.
    let increment: Float
    /// Whether spikes add up.
    let accumulates: Bool
    /// Whether it stands still while learning is off.
    let isLearned: Bool
}

/// How neurons go through a step.
enum DynamicsPlan: Sendable {
    case exact(ExactDynamics)
    case relaxing(RelaxingDynamics)
    case adaptiveExponential(AdaptiveExponentialDynamics)
    case izhikevich(IzhikevichDynamics)
}
