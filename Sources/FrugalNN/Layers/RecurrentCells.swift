import FrugalTensor

/// One step of long short-term memory, from matrix products: it can be differentiated twice, as a learned optimiser
/// needs.
public struct LSTMCell: Module {
    /// What the cell remembers between two steps.
    public struct State: Sendable {
        /// `[batch, units]`: also the output.
        public var hidden: Tensor
        /// `[batch, units]`.
        public var cell: Tensor

        /// A state of these two.
        public init(hidden: Tensor, cell: Tensor) {
            self.hidden = hidden
            self.cell = cell
        }
    }

    /// The weights, gates i, f, g, o.
    public var weights: RecurrentWeights
    /// The width of the state.
    public let units: Int

    /// A cell from `inputs` numbers to `units` units.
    public init(_ inputs: Int, _ units: Int, bias hasBias: Bool = true, using stream: inout RandomStream) {
        weights = RecurrentWeights(gates: 4, inputs: inputs, units: units, hasBias: hasBias, using: &stream)
        self.units = units
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { weights.visit(&visitor, suffix: "") }

    /// The state before the first step, zeros, for a batch of this size.
    public func start(batch: Int) -> State {
        let zeros = Tensor.zeros([batch, units], dtype: weights.hidden.dtype, on: weights.hidden.device)
        return State(hidden: zeros, cell: zeros)
    }

    /// The state after `x`, `[batch, inputs]`.
    public func callAsFunction(_ x: Tensor, _ state: State, _ pass: Pass) -> State {
        pass.observing(self) {
            let next = x.lstmCell(
                hidden: state.hidden, cell: state.cell, inputWeight: weights.input, hiddenWeight: weights.hidden,
                inputBias: weights.inputBias, hiddenBias: weights.hiddenBias)
            return State(hidden: next.hidden, cell: next.cell)
        }
    }
}

/// One step of a gated recurrent unit, from matrix products: it can be differentiated twice.
public struct GRUCell: Module {
    /// The weights, gates r, z, n.
    public var weights: RecurrentWeights
    /// The width of the state.
    public let units: Int

    /// A cell from `inputs` numbers to `units` units.
    public init(_ inputs: Int, _ units: Int, bias hasBias: Bool = true, using stream: inout RandomStream) {
        weights = RecurrentWeights(gates: 3, inputs: inputs, units: units, hasBias: hasBias, using: &stream)
        self.units = units
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { weights.visit(&visitor, suffix: "") }

    /// The state before the first step, zeros, for a batch of this size.
    public func start(batch: Int) -> Tensor {
        .zeros([batch, units], dtype: weights.hidden.dtype, on: weights.hidden.device)
    }

    /// The state after `x`, `[batch, inputs]`; it is also the output.
    public func callAsFunction(_ x: Tensor, _ hidden: Tensor, _ pass: Pass) -> Tensor {
        pass.observing(self) {
            x.gruCell(
                hidden: hidden, inputWeight: weights.input, hiddenWeight: weights.hidden,
                inputBias: weights.inputBias, hiddenBias: weights.hiddenBias)
        }
    }
}
