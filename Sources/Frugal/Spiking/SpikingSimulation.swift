import FrugalData
import FrugalSpike
import FrugalTrack

/// Presents labelled data to a spiking bundle: `frugal spike simulate`.
public struct SpikingSimulation: Codable, Sendable {
    /// The bundle.
    public var bundle: String
    /// The data.
    public var data: String
    /// The examples presented.
    public var examples: Int
    /// Accuracy over steps and operations, and what each layer did.
    public var curve: SpikingCurve
    /// Energy of an example by preset, in joules.
    public var energy: [Energy]

    /// The energy under a preset.
    public struct Energy: Codable, Sendable {
        /// The preset.
        public var preset: EnergyPreset
        /// The three columns.
        public var estimate: EnergyEstimate
    }

    /// Presents the first `limit` examples, all of them by default.
    /// - Throws: ``FrugalError`` for a bundle that is not spiking, `DataError` for data that do not fit.
    public init(
        bundle: String, data: String, limit: Int? = nil, steps: Int? = nil, seed: UInt64 = 0,
        check: @escaping @Sendable () throws -> Void = {}
    ) throws {
        let predictor = try Predictor(bundle: bundle)
        let network = try predictor.requiredSpikingNetwork(bundle)
        try EventNetwork.checkSteps(steps)
        let examples = try predictor.load(data)
        let chosen = try predictor.spikingExamples(examples, at: Array(0..<min(limit ?? .max, examples.count)))
        curve = try network.curve(chosen, steps: steps, seed: seed, check: check)
        self.bundle = bundle
        self.data = data
        self.examples = chosen.count
        let ledger = curve.ledger
        energy = EnergyPreset.all.map { Energy(preset: $0, estimate: ledger.energy($0)) }
    }
}
