import FrugalNN
import FrugalTensor
import FrugalTrack

/// How a classifier, spiking or not, is trained on labelled pictures.
public struct SpikeTrainingRecipe: Codable, Sendable, Equatable {
    /// What the loss is taken of.
    public enum Loss: String, Codable, Sendable, CaseIterable {
        /// The cross entropy of the answer after the last step.
        case last
        /// The mean over the steps of the cross entropy of the answer so far, so that it is right early: latency-aware.
        case everyStep
    }

    /// Passes over the training examples.
    public var epochs = 5
    /// Examples a step.
    public var batchSize = 128
    /// Adam's rate.
    public var learningRate = 1e-3
    /// Whether the rate falls to zero along a cosine.
    public var anneals = true
    /// What the loss is taken of.
    public var loss = Loss.last
    /// What is added to the loss where an example costs as many operations as the network without spikes.
    public var activityPenalty = 0.0
    /// What is added for the sum of the weights' magnitudes.
    public var l1 = 0.0
    /// What is added for the sum of the weights' squares.
    public var l2 = 0.0
    /// The share of hidden neurons held back at the first step.
    public var firstDropout = 0.0
    /// The share at the last step, with a straight line between.
    public var lastDropout = 0.0

    /// The standard settings.
    public init() {}

    /// The share of hidden neurons held back at a step.
    func dropout(at step: Int, of steps: Int) -> Double {
        let share = steps > 1 ? Double(step) / Double(steps - 1) : 0
        return firstDropout + share * (lastDropout - firstDropout)
    }

    /// Refuses settings that cannot be.
    /// - Throws: ``FrugalError`` of kind `usage` that names the setting.
    public func check() throws {
        let rules: [(String, Double, Bool)] = [
            ("epochs", Double(epochs), (1...100_000).contains(epochs)),
            ("batch size", Double(batchSize), (1...65_536).contains(batchSize)),
            ("learning rate", learningRate, learningRate > 0 && learningRate.isFinite),
            ("activity penalty", activityPenalty, activityPenalty >= 0 && activityPenalty.isFinite),
            ("l1", l1, l1 >= 0 && l1.isFinite), ("l2", l2, l2 >= 0 && l2.isFinite),
            ("dropout", firstDropout, firstDropout >= 0 && firstDropout < 1),
            ("dropout", lastDropout, lastDropout >= 0 && lastDropout < 1),
        ]
        if let broken = rules.first(where: { !$0.2 }) {
            throw FrugalError(.usage, broken.0, "\(broken.1) cannot be", remedy: "choose a value that can")
        }
    }
}
