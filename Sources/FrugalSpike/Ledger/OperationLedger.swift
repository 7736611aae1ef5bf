import FrugalTrack

/// What a network did, layer by layer: the one account of operations and memory for both engines.
///
///     784-1200-1200-10 without spikes: OperationLedger.dense([784, 1200, 1200, 10]).operations == 2_392_800
public struct OperationLedger: Codable, Hashable, Sendable {
    /// The layers from the input on.
    public var layers: [LayerOperations]

    /// A ledger of some layers.
    public init(_ layers: [LayerOperations] = []) {
        self.layers = layers
    }

    /// An ordinary network of fully connected layers without biases: `sizes` from the input to the output.
    public static func dense(_ sizes: [Int]) -> OperationLedger {
        OperationLedger(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, layer in
                .dense("layer \(index + 1)", multiplyAdds: Double(layer.0) * Double(layer.1))
            })
    }

    /// All layers as one.
    public var total: LayerOperations { layers.reduce(LayerOperations("all"), +) }

    /// Synaptic additions and multiply-adds of all layers.
    public var operations: Double { total.operations }

    /// Every count times `factor`: a mean over `n` examples is `scaled(by: 1 / n)`.
    public func scaled(by factor: Double) -> OperationLedger {
        OperationLedger(layers.map { $0.scaled(by: factor) })
    }

    /// The counts of two runs of the same network, or of other layers after these.
    public static func + (one: OperationLedger, other: OperationLedger) -> OperationLedger {
        guard one.layers.map(\.name) == other.layers.map(\.name) else {
            return OperationLedger(one.layers + other.layers)
        }
        return OperationLedger(zip(one.layers, other.layers).map(+))
    }

    /// A ledger as runs record it, with the energy of compute alone.
    public func record(parameters: Int? = nil, seconds: Double? = nil) -> LedgerRecord {
        let all = total
        return LedgerRecord(
            parameters: parameters, multiplyAdds: Int(all.multiplyAdds.rounded()),
            synapticOperations: Int(all.synapticAdditions.rounded()), seconds: seconds
        ).estimatingEnergy()
    }
}
