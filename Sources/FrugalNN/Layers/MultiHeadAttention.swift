import FrugalTensor

/// Attention in several heads (Vaswani et al. 2017), with PyTorch's names. Sequences lie `[batch, time, width]`.
///
/// As a ``Layer`` it is self-attention without a mask.
public struct MultiHeadAttention: Layer {
    /// `[3 width, width]`: the projections to query, key and value.
    public var inputWeight: Tensor
    /// `[3 width]`.
    public var inputBias: Tensor?
    /// The projection of what the heads give.
    public var output: Linear
    /// How many heads share the width.
    public let heads: Int
    /// The share of attention weights dropped in training.
    public let dropout: Double

    /// Attention over vectors of `width` numbers, which `heads` must divide.
    public init(
        _ width: Int, heads: Int, dropout: Double = 0, bias hasBias: Bool = true, using stream: inout RandomStream
    ) {
        let (rows, overflow) = width.multipliedReportingOverflow(by: 3)
        inputWeight = Initializer.xavierUniform()([overflow ? -1 : rows, width], using: &stream)
        inputBias = hasBias ? .zeros([overflow ? -1 : rows]) : nil
        output = Linear(width, width, bias: hasBias, using: &stream)
        // As in PyTorch: nothing is added before anything is learned.
        if hasBias { output.bias = .zeros([width]) }
        self.heads = heads
        self.dropout = dropout
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("in_proj_weight", &inputWeight)
        visitor.parameter("in_proj_bias", &inputBias)
        visitor.child("out_proj", &output)
    }

    /// Self-attention within `[batch, time, width]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { attend(x, x, x, nil, false, pass) }

    /// Attention from `query` `[batch, L, width]` to `key` and `value` `[batch, S, width]`.
    /// - Parameters:
    ///   - mask: broadcasts to `[batch, heads, L, S]`; truth values say what may be seen, numbers are added to the scores.
    ///   - isCausal: whether a position sees only itself and what came before; not together with `mask`.
    /// - Returns: `[batch, L, width]`.
    public func callAsFunction(
        query: Tensor, key: Tensor, value: Tensor, mask: Tensor? = nil, isCausal: Bool = false, _ pass: Pass
    ) -> Tensor {
        pass.observing(self) { attend(query, key, value, mask, isCausal, pass) }
    }

    private func attend(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, _ mask: Tensor?, _ isCausal: Bool, _ pass: Pass
    ) -> Tensor {
        let width = inputWeight.shape.last ?? 0
        guard query.rank == 3, key.rank == 3, value.rank == 3, heads > 0, width % heads == 0 else {
            return .refused(
                "attention", [query, key, value],
                because: "sequences must be [batch, time, \(width)], and \(heads) heads must divide \(width)")
        }
        let parts: [Tensor]
        if query.isSame(as: key), query.isSame(as: value) {
            parts = query.linear(weight: inputWeight, bias: inputBias).split(into: 3, along: -1)
        } else {
            let weights = inputWeight.split(into: 3)
            let biases = inputBias?.split(into: 3)
            parts = [query, key, value].enumerated().map { $1.linear(weight: weights[$0], bias: biases?[$0]) }
        }
        let split = parts.map { $0.unflattened(-1, into: [heads, width / heads]).transposed(1, 2) }
        let seen = split[0].attention(
            key: split[1], value: split[2], mask: mask, isCausal: isCausal,
            dropout: pass.isTraining ? dropout : 0, using: &pass.random)
        return output(seen.transposed(1, 2).flattened(from: 2), pass)
    }
}
