import FrugalTrack

/// How an ordinary network becomes spiking.
public struct ConversionRecipe: Codable, Sendable, Hashable {
    /// What rate of spikes an activation becomes.
    public enum Normalisation: Codable, Sendable, Hashable {
        /// The largest activation that a layer shows on the examples becomes one spike a step (Diehl et al. 2015):
        /// nothing saturates, and one outlier makes a whole layer slow.
        case maximum
        /// So does this percentile of the activations above zero (Rueckauer et al. 2017): faster, and what lies above
        /// it saturates.
        case percentile(Double)
        /// Weights stay, and each threshold becomes this percentile of the currents that spikes bring to the layer,
        /// layer by layer (threshold balancing; Sengupta et al. 2019 take the largest).
        case balanced(Double)
        /// An activation of 1 becomes one spike a step: for networks that were trained so.
        case unit
    }

    /// What rate of spikes an activation becomes.
    public var normalisation: Normalisation
    /// What all rates are divided by: thresholds so many times as high cost fewer spikes and more steps.
    public var thresholdFactor: Double
    /// What a spike does to a membrane.
    public var reset: SpikingNeurons.Reset
    /// How an example becomes spikes.
    public var coding: InputCoding
    /// The steps of a presentation.
    public var steps: Int

    /// A recipe; by default that of Rueckauer et al. 2017.
    public init(
        _ normalisation: Normalisation = .percentile(99.9), thresholdFactor: Double = 1,
        reset: SpikingNeurons.Reset = .subtract, coding: InputCoding = .direct, steps: Int = 32
    ) {
        self.normalisation = normalisation
        self.thresholdFactor = thresholdFactor
        self.reset = reset
        self.coding = coding
        self.steps = steps
    }

    /// Finds settings that make no network.
    /// - Throws: ``FrugalError`` of kind `usage`.
    func check() throws {
        func refusal(_ problem: String, _ remedy: String) -> FrugalError {
            FrugalError(.usage, "conversion", problem, remedy: remedy)
        }
        switch normalisation {
        case .percentile(let percentile), .balanced(let percentile):
            guard percentile > 0, percentile <= 100 else {
                throw refusal("there is no percentile \(percentile)", "give one above 0 and up to 100")
            }
        case .maximum, .unit: break
        }
        guard thresholdFactor > 0, thresholdFactor.isFinite else {
            throw refusal("a threshold factor of \(thresholdFactor) makes no neuron", "give one above zero")
        }
        guard (1...1_000_000).contains(steps) else {
            throw refusal("\(steps) steps make no presentation", "give 1 to 1,000,000")
        }
    }
}

extension InputCoding {
    /// The number that one spike in every step stands for: an input of 1 at a rate of 0.25 spikes every fourth step.
    public func scale(steps: Int) -> Double {
        switch self {
        case .direct: 1
        case .poisson(let rate), .regular(let rate): 1 / Double(rate)
        case .latency: Double(steps)
        }
    }
}
