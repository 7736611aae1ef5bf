import FrugalNN
import FrugalTensor

/// A network after tuning, and how it went.
public struct TunedNetwork<Model: Layer>: Sendable {
    /// The network that was best on validation, or the last one where there is none.
    public internal(set) var network: Model
    /// Its blocks.
    public let blocks: TunedBlocks
    /// Where the tuning stands.
    var state: TuningState

    init(network: Model, blocks: TunedBlocks, plan: TuningPlan) {
        self.network = network
        self.blocks = blocks
        state = TuningState(plan)
        let head = Set(blocks.headPaths)
        state.trainedParameters = zip(network.parameterPaths, network.parameters).reduce(0) {
            $0 + (head.contains($1.0) ? $1.1.count : 0)
        }
    }

    /// A point after the probe, if there was one, and one after every epoch.
    public var curve: [TuningPoint] { state.curve }
    /// Which point of the curve the network is of.
    public var bestPoint: Int { state.bestPoint }
    /// How strongly the probe's squared weights were held down; nil where no probe was fitted.
    public var probeStrength: Double? { state.probeStrength }
    /// Multiply-adds of the features that the probe was fitted on.
    public var featureMultiplyAdds: Int { state.featureMultiplyAdds }
    /// Learned numbers that gradient descent moved; those of the head after a mere probe.
    public var trainedParameters: Int { state.trainedParameters }
    /// Multiply-adds of the whole tuning, looks at validation included.
    public var multiplyAdds: Int { state.multiplyAdds }
    /// Seconds of the whole tuning, in all processes that took part.
    public var seconds: Double { state.seconds }
}

/// A point of the curve of a tuning.
public struct TuningPoint: Codable, Hashable, Sendable {
    /// Epochs of gradient descent so far.
    public var epoch: Double
    /// The mean loss since the point before; nil for a probe.
    public var trainingLoss: Double?
    /// The log loss on the validation part; nil where there is none.
    public var validationLoss: Double?
    /// The share of right answers on the validation part.
    public var validationAccuracy: Double?

    init(epoch: Double, trainingLoss: Double?) {
        self.epoch = epoch
        self.trainingLoss = trainingLoss
    }
}

/// How far a tuning is.
public struct TuningProgress: Sendable {
    /// What is being done.
    public enum Phase: String, Sendable {
        /// Features are computed for the probe.
        case features
        /// Gradient descent.
        case tuning
    }

    /// What is being done.
    public var phase: Phase
    /// Examples or steps done.
    public var done: Int
    /// All of them.
    public var total: Int
    /// The best validation accuracy so far.
    public var bestAccuracy: Double?
}
