/// How many steps pass between a spike and its arrival. A spike of step `t` arrives in step `t + delay`, and an arrival
/// acts on the membrane in the same step.
///
/// Zero is possible where no cycle of connections is without delay.
public enum Delay: Codable, Hashable, Sendable {
    /// The same number of steps for every spike.
    case steps(Int)
    /// Steps on the way out of each source neuron. Learning sees the arrival.
    case axonal([Int])
    /// Steps for each synapse, in the order of the weights. What they have in common is on the way out of the source,
    /// where learning sees it; the rest lies behind the synapse.
    case synaptic([Int])

    /// The steps that pass before any synapse is reached.
    var shortest: Int {
        switch self {
        case .steps(let steps): steps
        case .axonal(let steps), .synaptic(let steps): steps.min() ?? 0
        }
    }

    /// The most steps that pass.
    var longest: Int {
        switch self {
        case .steps(let steps): steps
        case .axonal(let steps), .synaptic(let steps): steps.max() ?? 0
        }
    }
}
