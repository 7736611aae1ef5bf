import FrugalTensor

/// Self-attention and a perceptron, each beside a shortcut (Vaswani et al. 2017), with the names of PyTorch's
/// `TransformerEncoderLayer`. Sequences lie `[batch, time, width]`.
public struct TransformerBlock: Layer {
    /// Attention of every position to the others.
    public var attention: MultiHeadAttention
    /// Into the perceptron.
    public var linear1: Linear
    /// Out of it.
    public var linear2: Linear
    /// Normalisation beside the attention.
    public var norm1: LayerNorm
    /// Normalisation beside the perceptron.
    public var norm2: LayerNorm
    /// What stands within the perceptron.
    public let activation: Activation
    /// The share of numbers dropped in training.
    public let dropout: Double
    /// Whether a position sees only itself and what came before.
    public let isCausal: Bool
    /// Whether normalisation comes before each part, which trains without a warm-up, or after it, as in the paper.
    public let normalizesFirst: Bool

    /// A block over vectors of `width` numbers.
    /// - Parameter hidden: the width of the perceptron; nil for four times `width`.
    public init(
        _ width: Int, heads: Int, hidden: Int? = nil, activation: Activation = .gelu, dropout: Double = 0,
        isCausal: Bool = false, normalizesFirst: Bool = true, using stream: inout RandomStream
    ) {
        let hidden = hidden ?? 4 &* width
        attention = MultiHeadAttention(width, heads: heads, dropout: dropout, using: &stream)
        linear1 = Linear(width, hidden, using: &stream)
        linear2 = Linear(hidden, width, using: &stream)
        norm1 = LayerNorm(width)
        norm2 = LayerNorm(width)
        self.activation = activation
        self.dropout = dropout
        self.isCausal = isCausal
        self.normalizesFirst = normalizesFirst
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("self_attn", &attention)
        visitor.child("linear1", &linear1)
        visitor.child("linear2", &linear2)
        visitor.child("norm1", &norm1)
        visitor.child("norm2", &norm2)
    }

    /// `[batch, time, width]` stays what it is.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        if normalizesFirst {
            let seen = x + attend(norm1(x, pass), pass)
            return seen + think(norm2(seen, pass), pass)
        }
        let seen = norm1(x + attend(x, pass), pass)
        return norm2(seen + think(seen, pass), pass)
    }

    private func attend(_ x: Tensor, _ pass: Pass) -> Tensor {
        attention(query: x, key: x, value: x, isCausal: isCausal, pass).dropped(dropout, in: pass)
    }

    private func think(_ x: Tensor, _ pass: Pass) -> Tensor {
        let hidden = activation.forward(linear1(x, pass), pass).dropped(dropout, in: pass)
        return linear2(hidden, pass).dropped(dropout, in: pass)
    }
}
