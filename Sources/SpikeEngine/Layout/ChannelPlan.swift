/// A kind of input of a population: all its synapses with the same time course and effect add to one number a neuron.
///
/// One rule serves all kinds. A jump is a current that is gone after a step, a direct current one that never decays.
struct ChannelPlan: Sendable {
    /// What each neuron has of it now.
    let level: Region<Float>
    /// What makes the level rise, for alpha functions; otherwise empty.
    let rise: Region<Float>
    /// What of both is left after a step.
    let decay: Float
    /// What the rise adds to the level in a step, before the decay.
    let climb: Float
    /// Where it acts.
    let effect: Effect
    /// What the level does to the membrane, or the reversal potential from rest.
    let coupling: Float
    /// What the rise does to the membrane in the step.
    let riseCoupling: Float

    enum Effect: Sendable {
        /// Moves the membrane by a known amount in the step.
        case membrane
        /// Pushes the membrane during the step.
        case drive
        /// Pulls the membrane to the reversal potential during the step.
        case conductance
    }

    /// Where arrivals are added.
    var inbox: Region<Float> { rise.count > 0 ? rise : level }
}
