import FrugalData
import FrugalNN
import FrugalTensor

/// What a frozen part of a network gives for pictures, computed once: a head is then trained in seconds.
public struct FeatureCache: Sendable {
    /// The outputs, `[N, …]`.
    public let values: Tensor
    /// Multiply-adds of computing them.
    public let multiplyAdds: Double

    /// The outputs of the steps before `end` for some pictures, with normalisation folded into kernels.
    /// - Parameters:
    ///   - pictures: pictures of the network's size, channels in its order.
    ///   - normalisation: subtraction and division, ``PicturePreparation/normalisation()``.
    ///   - batch: pictures at a time.
    ///   - check: called between batches; what it throws ends the work.
    /// - Throws: `DataError` for an index out of range, `TensorError` where pictures do not fit, and what `check` throws.
    public init(
        of network: PlannedNetwork, upTo end: Int? = nil, for pictures: LabelledImages, _ rows: [Int],
        normalisation: Normalisation, batch: Int = 16, check: (_ done: Int) throws -> Void = { _ in }
    ) throws {
        let end = end ?? network.plan.headStart
        let folded = network.truncated(to: end).foldingNormalisation()
        let pipeline = Pipeline(normalisation: normalisation)
        var parts: [Tensor] = []
        for first in stride(from: 0, to: rows.count, by: batch) {
            try check(first)
            let x = try pipeline.tensor(pictures, indices: Array(rows[first..<min(first + batch, rows.count)]))
            parts.append(try Tensor.checking { withoutGradients { folded(x, .evaluation) } })
        }
        values = parts.isEmpty ? .zeros([0]) : Tensor.concatenated(parts)
        let shapes = try network.plan.shapes(height: pictures.height, width: pictures.width)
        let each = network.plan.steps[..<end].reduce(0) { $0 + (shapes.multiplyAdds[$1.output] ?? 0) }
        multiplyAdds = Double(each) * Double(rows.count)
    }
}
