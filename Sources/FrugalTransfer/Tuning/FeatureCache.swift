import FrugalData
import FrugalNN
import FrugalTensor

/// What a frozen part of a network gives for examples, computed once: a head is then trained in seconds.
public struct FeatureCache: Sendable {
    /// The outputs, `[N, …]`.
    public let values: Tensor
    /// Multiply-adds of computing them.
    public let multiplyAdds: Int

    /// The outputs of a network for some examples.
    /// - Parameters:
    ///   - network: such as ``FeatureNetwork/featureExtractor``.
    ///   - rows: which examples of the source.
    ///   - batch: examples at a time.
    ///   - check: called between batches with the examples done; what it throws ends the work.
    /// - Throws: `DataError` for an index out of range, `TensorError` where examples do not fit, and what `check` throws.
    public init(
        of network: any Layer, for source: some BatchSource, _ rows: [Int], batch: Int = 16,
        on device: Device = .cpu, check: (_ done: Int) throws -> Void = { _ in }
    ) throws {
        guard !rows.isEmpty else {
            (values, multiplyAdds) = (.zeros([0]), 0)
            return
        }
        var epoch = try Batches(source, indices: rows, size: batch).epoch(0)
        var parts: [Tensor] = []
        let (_, cost) = try CostLedger.measure {
            var done = 0
            while let batch = try epoch.next() {
                try check(done)
                parts.append(
                    try Tensor.checking { withoutGradients { network(batch.inputs.to(device), .evaluation) } })
                done += batch.count
            }
        }
        values = Tensor.concatenated(parts)
        multiplyAdds = cost.multiplyAdds
    }
}
