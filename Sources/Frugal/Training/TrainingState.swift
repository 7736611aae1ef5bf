import FrugalTrack

/// Where the training of a candidate stands, apart from its tensors.
///
/// The order of examples, their distortions and dropout are functions of the seed and the step, so that these few numbers
/// and the tensors are all that is needed to go on as if nothing had happened.
struct TrainingState: Codable, Equatable {
    /// Steps done.
    var step = 0
    /// Steps that the cycle of the learning rate has; 0 before the plan is made.
    var plannedSteps = 0
    /// Seconds that a step takes, looks at validation included, as measured when the plan was made; 0 without a measurement.
    var pace = 0.0
    /// Threads that one operation uses.
    var threads = 1
    /// The step with the best validation loss.
    var bestStep = 0
    /// The best log loss on validation.
    var bestLoss: Double?
    /// The accuracy at that step.
    var bestAccuracy: Proportion?
    /// The learning curve so far.
    var curve: [CurvePoint] = []
    /// The sum of the training losses since the last point of the curve.
    var lossSum = 0.0
    /// The steps behind `lossSum`.
    var lossCount = 0
    /// Seconds of training so far, in all processes.
    var seconds = 0.0
}

extension CheckpointKind {
    /// The training of a candidate.
    static let fit = CheckpointKind(
        stateKey: "frugal.state", model: "network", training: "a fit", remedy: "remove it, or give --fresh")
}
