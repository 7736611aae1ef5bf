import FrugalTensor
import FrugalTrack

/// One row of the leaderboard: a model that was tried, what it reached and what it cost, or why there is none.
public struct LeaderboardEntry: Codable, Sendable, Equatable {
    /// What a row stands for.
    public enum Role: String, Codable, Sendable {
        /// Always answers the most frequent class: a yardstick, never chosen.
        case yardstick
        /// A simple model without hidden layers.
        case baseline
        /// A rung of the ladder.
        case network
        /// The chosen rung with a longer schedule.
        case longRun
        /// The best network that could be, turned spiking.
        case spiking
        /// A network that was trained for something else, tuned.
        case transfer
    }

    /// The name, unique in the leaderboard.
    public var name: String
    /// What the row stands for.
    public var role: Role
    /// The architecture, nil for the yardstick.
    public var candidate: Candidate
    /// Right answers on the validation part; nil where training failed.
    public var validation: Proportion?
    /// Mean negative log-probability of the right class on validation, before calibration; nil where training failed.
    public var logLoss: Double?
    /// Epochs trained until the best validation loss; nil for models trained without epochs.
    public var bestEpoch: Double?
    /// Epochs that the learning rate's cycle was planned for.
    public var plannedEpochs: Double?
    /// ``bestEpoch`` in steps of the optimiser.
    public var bestStep: Int?
    /// ``plannedEpochs`` in steps of the optimiser.
    public var plannedSteps: Int?
    /// Whether more time would have meant more epochs.
    public var stoppedByClock = false
    /// Seconds of training.
    public var seconds = 0.0
    /// Threads that training used.
    public var threads = 1
    /// Learned numbers; nil where the model could not be built.
    public var parameters: Int?
    /// Multiply-adds of one example; nil where not measured.
    public var multiplyAdds: Int?
    /// Additions that spikes cause in one example, the mean over the validation part; nil for a network without spikes.
    public var synapticAdditions: Int?
    /// Seconds to predict one example on one thread, the median of several; nil where not measured.
    public var latency: Double?
    /// Why there is no model, as a clause; nil where there is one.
    public var failure: String?
    /// The search that found the architecture; nil for one made by hand.
    public var search: FitSearch?
    /// The tuning that made it of a trained network; nil for one that began anew.
    public var tuning: TuningRecord?

    /// What an example costs in words: multiply-adds, and the additions of a spiking network; nil where not measured.
    public var operationsText: String? {
        multiplyAdds.map { products in
            Humanise.count(products) + (synapticAdditions.map { " + \(Humanise.count($0)) additions" } ?? "")
        }
    }

    /// A row without results yet.
    public init(_ candidate: Candidate, role: Role) {
        self.name = candidate.name
        self.role = role
        self.candidate = candidate
    }

    /// What the row costs under `goal`; nil where that was not measured, or where cost is no matter.
    public func cost(under goal: Goal) -> Double? {
        switch goal {
        case .accuracy: nil
        case .parameters: parameters.map(Double.init)
        case .operations: multiplyAdds.map { Double($0 + (synapticAdditions ?? 0)) }
        case .latency: latency
        case .energy:
            multiplyAdds.map {
                EnergyConstants.horowitz45nm.joules(multiplyAdds: $0, synapticOperations: synapticAdditions ?? 0)
            }
        }
    }
}
