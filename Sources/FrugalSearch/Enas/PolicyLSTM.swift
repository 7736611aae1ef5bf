import FrugalNN
import FrugalTensor

/// The LSTM of ENAS's controllers: one matrix for input and state together, no biases.
///
/// `stack_lstm` of ENAS's code: gates i, f, o, g.
struct PolicyLSTM: Module {
    /// `[2 units, 4 units]`: rows of the input, then of the hidden state; columns of the gates i, f, o, g.
    var weight: Tensor
    private let units: Int

    /// What is remembered between two steps, `[count, units]` each.
    struct State {
        var hidden: Tensor
        var cell: Tensor
    }

    init(units: Int, range: Double, using stream: inout RandomStream) {
        weight = .uniform([2 * units, 4 * units], in: -range..<range, using: &stream)
        self.units = units
    }

    mutating func visit(_ visitor: inout Visitor) { visitor.parameter("weight", &weight) }

    /// Zeros for `count` walks.
    func start(_ count: Int) -> State {
        let zeros = Tensor.zeros([count, units])
        return State(hidden: zeros, cell: zeros)
    }

    /// The state after `x`, `[count, units]`.
    func callAsFunction(_ x: Tensor, _ state: State) -> State {
        let next = Tensor.concatenated([x, state.hidden], along: 1).matmul(weight).lstmGates(cell: state.cell)
        return State(hidden: next.hidden, cell: next.cell)
    }
}

/// How a controller makes logits of scores: over a temperature, then bounded by a tangent.
struct LogitBound: Sendable {
    var temperature: Double?
    var constant: Double

    func callAsFunction(_ scores: Tensor) -> Tensor {
        (temperature.map { scores / $0 } ?? scores).tanh() * constant
    }
}
