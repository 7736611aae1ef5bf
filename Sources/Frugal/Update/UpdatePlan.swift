import FrugalData
import FrugalLimits
import FrugalTrack

/// How each policy trains: a cycle of the learning rate whose length follows from a rule that was fixed beforehand.
///
/// Training from scratch takes as many epochs as `frugal fit` would. What begins with trained parameters needs fewer: a
/// quarter of them, and a half after they were shrunk and disturbed.
struct UpdatePlan {
    let candidate: Candidate
    let epochs: Int

    /// - Parameters:
    ///   - examples: how many old and new examples there are to learn from.
    ///   - epochs: those of training from scratch; nil for the rule of a fit.
    init(_ architecture: Architecture, shape: InputShape, examples: Int, epochs: Int?) {
        var training = Ladder.rungs(for: shape, examples: examples, seconds: nil).first?.training ?? TrainingSettings()
        if case .linear = architecture { training.distortion = nil }
        candidate = Candidate("update", architecture, training: training)
        self.epochs = epochs ?? training.maximumEpochs
    }

    /// The share of ``epochs`` that a policy trains for.
    static func share(of policy: ArrivalPolicy) -> Double {
        switch policy {
        case .scratch: 1
        case .shrinkPerturb: 0.5
        case .warmStart, .replay, .newOnly: 0.25
        }
    }

    /// Steps of a policy on so many examples.
    func steps(_ policy: ArrivalPolicy, examples: Int) -> Int {
        let epochs = max(1, Int((Double(epochs) * Self.share(of: policy)).rounded()))
        let (steps, overflow) = epochs.multipliedReportingOverflow(by: stepsPerEpoch(examples))
        return overflow ? .max : steps
    }

    /// Steps in an epoch of so many examples.
    func stepsPerEpoch(_ examples: Int) -> Int { max(1, examples / max(1, candidate.training.batchSize)) }
}
