import FrugalNN
import FrugalTrack

/// How a trained network is trained again.
public struct TuningSettings: Codable, Hashable, Sendable {
    /// What normalisation does while a network is tuned; whichever it is, what is printed says so.
    public enum Normalisation: String, Codable, Hashable, Sendable, CaseIterable {
        /// The statistics of the first training stay, in every block: safe for small batches of new data.
        case frozen
        /// Blocks that train use the statistics of their batches, which the kept ones follow; blocks that are held still
        /// keep theirs.
        case adapting

        var pass: Pass.Normalization { self == .frozen ? .running : .batchWhereTrained }
    }

    /// Which parts train.
    public var policy: TuningPolicy
    /// Epochs of gradient descent; a probe needs none.
    public var epochs = 10
    /// Pictures a step.
    public var batchSize = 32
    /// The highest learning rate of the head, reached after three tenths of a cycle (Smith and Topin 2019); nil for
    /// ``TuningPolicy/usualRate``.
    public var learningRate: Double?
    /// The share of that rate that the first block trains with where all do; between it and the head the rates rise
    /// geometrically.
    public var inputShare: Double
    /// What normalisation does.
    public var normalisation: Normalisation
    /// AdamW's decoupled weight decay.
    public var weightDecay = 0.01
    /// What the order of examples and dropout come from.
    public var seed: UInt64 = 1

    /// The usual settings of a policy.
    public init(_ policy: TuningPolicy = .probeThenTune) {
        self.policy = policy
        inputShare = policy.usualInputShare
        normalisation = policy.usualNormalisation
    }

    /// The highest learning rate of the head.
    public var rate: Double { learningRate ?? policy.usualRate }

    /// Refuses settings that cannot be.
    /// - Throws: ``FrugalError`` of kind `usage` that names the setting.
    public func check() throws {
        func refuse(_ name: String, _ problem: String) -> FrugalError {
            FrugalError(.usage, name, problem, remedy: "correct the setting")
        }
        guard (1...1_000_000).contains(epochs) else { throw refuse("epochs", "\(epochs) epochs are not possible") }
        guard (1...1_048_576).contains(batchSize) else {
            throw refuse("batch size", "a batch of \(batchSize) is not possible")
        }
        guard rate > 0, rate <= 100 else { throw refuse("learning rate", "a rate of \(rate) is not above 0") }
        guard inputShare > 0, inputShare <= 1 else {
            throw refuse("input share", "\(inputShare) is not above 0 and at most 1")
        }
        guard weightDecay >= 0, weightDecay.isFinite else {
            throw refuse("weight decay", "a decay of \(weightDecay) is not possible")
        }
    }
}
