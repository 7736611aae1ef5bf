/// What operations and accesses cost in joules, as a named assumption: figures of different presets are never compared.
public struct EnergyPreset: Codable, Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// Where its numbers come from.
    public var source: String
    /// Picojoules of a multiply-add.
    public var multiplyAdd: Double
    /// Picojoules of an addition.
    public var addition: Double
    /// Picojoules of reading or writing a weight.
    public var weightAccess: Double
    /// Picojoules of reading or writing a membrane.
    public var membraneAccess: Double

    /// A preset of one's own, in picojoules.
    public init(
        name: String, source: String, multiplyAdd: Double, addition: Double, weightAccess: Double,
        membraneAccess: Double
    ) {
        self.name = name
        self.source = source
        self.multiplyAdd = multiplyAdd
        self.addition = addition
        self.weightAccess = weightAccess
        self.membraneAccess = membraneAccess
    }

    /// Float32 in 45 nm, weights and membranes in one memory of 1 MB.
    public static let float32Large = EnergyPreset(
        name: "float32, 1 MB", source: "Horowitz, ISSCC 2014; 32-bit access of a 1 MB memory 100 pJ", multiplyAdd: 4.6,
        addition: 0.9, weightAccess: 100, membraneAccess: 100)

    /// Float32 in 45 nm, weights in 1 MB, membranes close by in 8 KB.
    public static let float32Local = EnergyPreset(
        name: "float32, membranes in 8 KB", source: "Horowitz, ISSCC 2014; 32-bit access of 8 KB 10 pJ, of 1 MB 100 pJ",
        multiplyAdd: 4.6, addition: 0.9, weightAccess: 100, membraneAccess: 10)

    /// Eight-bit integers in 45 nm, a quarter of a 32-bit access for each.
    public static let int8Local = EnergyPreset(
        name: "int8, membranes in 8 KB",
        source: "Horowitz, ISSCC 2014; a quarter of a 32-bit access of 1 MB for a weight, 32-bit membranes in 8 KB",
        multiplyAdd: 0.23, addition: 0.03, weightAccess: 25, membraneAccess: 10)

    /// All presets, in the order in which tables list them.
    public static let all = [float32Large, float32Local, int8Local]
}

/// The energy of a network in three columns: the first is what advertisements quote, the last is what a machine pays.
public struct EnergyEstimate: Codable, Hashable, Sendable {
    /// Joules of additions and multiply-adds.
    public var compute: Double
    /// Joules with the accesses of weights.
    public var withWeights: Double
    /// Joules with the accesses of weights and membranes.
    public var withState: Double
}

extension OperationLedger {
    /// The energy of these operations under a preset.
    public func energy(_ preset: EnergyPreset) -> EnergyEstimate {
        let all = total
        let compute = all.multiplyAdds * preset.multiplyAdd + all.synapticAdditions * preset.addition
        let weights = all.weightAccesses * preset.weightAccess
        let state = all.membraneAccesses * preset.membraneAccess
        return EnergyEstimate(
            compute: compute * 1e-12, withWeights: (compute + weights) * 1e-12,
            withState: (compute + weights + state) * 1e-12)
    }
}
