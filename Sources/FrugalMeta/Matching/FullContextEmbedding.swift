import FrugalNN
import FrugalTensor

/// Embeddings that know the whole task: g reads all labelled pictures, f looks at them again and again for each query.
///
/// Vinyals et al. 2016, appendix A. The support is a set, and a two-way LSTM reads it in some order: here the order of the
/// task, class by class as they were drawn. A task drawn in another order is another input; training sees random ones.
public struct FullContextEmbedding: Module {
    /// g: a two-way LSTM over the support (appendix A.2).
    public var support: SupportContext
    /// f: an LSTM with attention over the support (appendix A.1).
    public var query: AttentionLSTM

    /// Embeddings of `width` numbers; the query looks at the support `steps` times (the paper's K).
    public init(width: Int, steps: Int = 5, using stream: inout RandomStream) {
        support = SupportContext(width: width, using: &stream)
        query = AttentionLSTM(width: width, steps: steps, using: &stream)
    }

    /// Shows the tensors under `g` and `f`.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("g", &support)
        visitor.child("f", &query)
    }

    /// g(x, S) of every labelled picture: `[S, d]` stays `[S, d]`.
    public func embedded(support vectors: Tensor) -> Tensor { support(vectors) }

    /// f(x, S) of every query, given g of the support: `[Q, d]` stays `[Q, d]`.
    public func embedded(query vectors: Tensor, support: Tensor) -> Tensor { query(vectors, support: support) }
}

/// g(x, S) = h forward + h backward + g'(x), over the support in its order (Vinyals et al. 2016, appendix A.2).
public struct SupportContext: Module {
    /// Reads from the first picture to the last.
    public var forward: LSTMCell
    /// Reads from the last picture to the first.
    public var backward: LSTMCell

    /// Cells of `width` units for vectors of `width` numbers.
    public init(width: Int, using stream: inout RandomStream) {
        forward = LSTMCell(width, width, using: &stream)
        backward = LSTMCell(width, width, using: &stream)
    }

    /// Shows the tensors of both directions.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("forward", &forward)
        visitor.child("backward", &backward)
    }

    /// `[S, d]` stays `[S, d]`.
    public func callAsFunction(_ vectors: Tensor) -> Tensor {
        let rows = vectors.split(into: vectors.size(of: 0))
        let ahead = Self.run(forward, over: rows)
        let back = Array(Self.run(backward, over: rows.reversed()).reversed())
        return .concatenated(ahead) + .concatenated(back) + vectors
    }

    private static func run(_ cell: LSTMCell, over rows: some Sequence<Tensor>) -> [Tensor] {
        var state = cell.start(batch: 1)
        return rows.map { row in
            state = cell(row, state, .evaluation)
            return state.hidden
        }
    }
}

/// f(x, S): K steps of an LSTM whose input is f'(x) and whose memory is read from the support by attention (Vinyals et
/// al. 2016, appendix A.1, equations 3 to 6).
public struct AttentionLSTM: Module {
    /// `[4d, d]`: from f'(x) to the gates i, f, g, o.
    public var inputWeight: Tensor
    /// `[4d, 2d]`: from the state and what was read to the gates; equation 3 concatenates the two.
    public var stateWeight: Tensor
    /// `[4d]`.
    public var inputBias: Tensor
    /// `[4d]`. Redundant beside the other, kept because PyTorch's cells have both.
    public var stateBias: Tensor
    /// How often it looks, the paper's K.
    public let steps: Int

    /// A cell for vectors of `width` numbers, drawn as PyTorch draws its recurrent weights.
    public init(width: Int, steps: Int, using stream: inout RandomStream) {
        let start = Initializer.uniform(bound: 1 / Double(max(1, width)).squareRoot())
        inputWeight = start([4 * width, width], using: &stream)
        stateWeight = start([4 * width, 2 * width], using: &stream)
        inputBias = start([4 * width], using: &stream)
        stateBias = start([4 * width], using: &stream)
        self.steps = steps
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight_ih", &inputWeight)
        visitor.parameter("weight_hh", &stateWeight)
        visitor.parameter("bias_ih", &inputBias)
        visitor.parameter("bias_hh", &stateBias)
    }

    /// `[Q, d]` and `[S, d]` make `[Q, d]`.
    public func callAsFunction(_ query: Tensor, support: Tensor) -> Tensor {
        let fromInput = query.linear(weight: inputWeight, bias: inputBias)
        var hidden = Tensor.zeros(like: query)
        var cell = hidden
        for _ in 0..<steps {
            // Equations 5 and 6: read r from the support with the state as the key.
            let read = hidden.matmul(support.transposed()).softmax(along: 1).matmul(support)
            let state = Tensor.concatenated([hidden, read], along: 1)
            let gates = (fromInput + state.linear(weight: stateWeight, bias: stateBias)).split(into: 4, along: 1)
            cell = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh()
            // Equation 4: the skip connection is part of the state that reads next.
            hidden = gates[3].sigmoid() * cell.tanh() + query
        }
        return hidden
    }
}
