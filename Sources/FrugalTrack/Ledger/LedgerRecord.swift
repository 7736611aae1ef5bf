/// What a model or a run cost, as written to files and shown in tables. A quantity that was not measured is nil.
public struct LedgerRecord: Codable, Sendable, Equatable {
    /// Trained numbers in the model.
    public var parameters: Int?
    /// Multiply-adds of one forward pass, per example.
    public var multiplyAdds: Int?
    /// Multiply-adds of the whole training, forward and backward.
    public var trainingMultiplyAdds: Int?
    /// Synaptic operations (additions caused by spikes) of one forward pass, per example.
    public var synapticOperations: Int?
    /// The most memory in use at one time, in bytes.
    public var peakMemoryBytes: Int?
    /// Wall-clock seconds.
    public var seconds: Double?
    /// Estimated energy of one forward pass, in joules, from the operation counts and ``energyConstants``.
    public var energyJoules: Double?
    /// The constants behind ``energyJoules``.
    public var energyConstants: EnergyConstants?

    /// A ledger of the given quantities.
    public init(
        parameters: Int? = nil, multiplyAdds: Int? = nil, trainingMultiplyAdds: Int? = nil,
        synapticOperations: Int? = nil, peakMemoryBytes: Int? = nil, seconds: Double? = nil
    ) {
        self.parameters = parameters
        self.multiplyAdds = multiplyAdds
        self.trainingMultiplyAdds = trainingMultiplyAdds
        self.synapticOperations = synapticOperations
        self.peakMemoryBytes = peakMemoryBytes
        self.seconds = seconds
    }

    /// This ledger with the energy that `constants` give its operations; unchanged where no operations are known.
    public func estimatingEnergy(with constants: EnergyConstants = .horowitz45nm) -> LedgerRecord {
        guard multiplyAdds != nil || synapticOperations != nil else { return self }
        var ledger = self
        ledger.energyJoules = constants.joules(
            multiplyAdds: multiplyAdds ?? 0, synapticOperations: synapticOperations ?? 0)
        ledger.energyConstants = constants
        return ledger
    }

    /// Name and human value of each known quantity, in a fixed order: the rows of a table.
    public var rows: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("parameters", parameters.map(Humanise.count)),
            ("multiply-adds per example", multiplyAdds.map(Humanise.count)),
            ("multiply-adds of training", trainingMultiplyAdds.map(Humanise.count)),
            ("synaptic operations per example", synapticOperations.map(Humanise.count)),
            ("peak memory", peakMemoryBytes.map(Humanise.bytes)),
            ("time", seconds.map(Humanise.duration)),
            ("energy per example (estimated)", energyJoules.map(Humanise.energy)),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The first quantity that cannot be: negative, or not finite. Nil in an honest ledger.
    var fault: String? {
        let counts = [
            ("parameters", parameters), ("multiplyAdds", multiplyAdds), ("trainingMultiplyAdds", trainingMultiplyAdds),
            ("synapticOperations", synapticOperations), ("peakMemoryBytes", peakMemoryBytes),
        ]
        if let bad = counts.first(where: { ($0.1 ?? 0) < 0 }) { return "\(bad.0) is negative" }
        let measures = [("seconds", seconds), ("energyJoules", energyJoules)]
        if let bad = measures.first(where: { !(($0.1 ?? 0) >= 0 && ($0.1 ?? 0).isFinite) }) {
            return "\(bad.0) is not a finite, non-negative number"
        }
        return nil
    }
}

/// The energy of one operation, as an estimate's stated assumption.
///
/// Arithmetic only: fetching a weight from memory costs 20 to 100 additions more, so that figures of different
/// estimators must never be compared.
public struct EnergyConstants: Codable, Sendable, Equatable {
    /// Energy of one multiply-add, in picojoules.
    public var picojoulesPerMultiplyAdd: Double
    /// Energy of one synaptic operation, in picojoules.
    public var picojoulesPerSynapticOperation: Double
    /// Where the figures come from.
    public var source: String

    /// Constants with their `source`.
    public init(picojoulesPerMultiplyAdd: Double, picojoulesPerSynapticOperation: Double, source: String) {
        self.picojoulesPerMultiplyAdd = picojoulesPerMultiplyAdd
        self.picojoulesPerSynapticOperation = picojoulesPerSynapticOperation
        self.source = source
    }

    /// Float32 arithmetic in a 45 nm process: 4.6 pJ a multiply-add, 0.9 pJ an addition (Horowitz, ISSCC 2014).
    public static let horowitz45nm = EnergyConstants(
        picojoulesPerMultiplyAdd: 4.6, picojoulesPerSynapticOperation: 0.9,
        source: "Horowitz, ISSCC 2014: float32 in 45 nm, arithmetic only")

    /// The energy of so many operations, in joules.
    public func joules(multiplyAdds: Int, synapticOperations: Int) -> Double {
        (Double(multiplyAdds) * picojoulesPerMultiplyAdd + Double(synapticOperations) * picojoulesPerSynapticOperation)
            * 1e-12
    }
}
