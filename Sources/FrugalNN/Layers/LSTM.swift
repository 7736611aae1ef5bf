import FrugalTensor

/// Long short-term memory over whole sequences, fused (Hochreiter and Schmidhuber 1997), with PyTorch's names.
///
/// As a ``Layer`` it begins from zeros and gives the last layer's output at every step. For second derivatives, step
/// with ``LSTMCell``.
public struct LSTM: Layer {
    /// What the layer remembers between two stretches of a sequence.
    public struct State: Sendable {
        /// `[layers * directions, batch, units]`.
        public var hidden: Tensor
        /// Of the same shape.
        public var cell: Tensor

        /// A state of these two.
        public init(hidden: Tensor, cell: Tensor) {
            self.hidden = hidden
            self.cell = cell
        }

        /// The same values without their history: truncated backpropagation through time cuts here.
        public func detached() -> State { State(hidden: hidden.detached(), cell: cell.detached()) }
    }

    private var stack: RecurrentStack

    /// The weights, layer by layer, forwards before backwards.
    public var weights: [RecurrentWeights] {
        get { stack.weights }
        set { stack.weights = newValue }
    }

    /// A memory of `units` units a layer and direction.
    /// - Parameters:
    ///   - shape: layers, directions, biases, and whether sequences lie batch first; time is first by default.
    ///   - dropout: the share of units dropped between layers in training.
    public init(
        _ inputs: Int, _ units: Int, shape: RecurrentShape = .init(), dropout: Double = 0,
        using stream: inout RandomStream
    ) {
        stack = RecurrentStack(gates: 4, inputs: inputs, units: units, shape: shape, dropout: dropout, using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { stack.visit(&visitor) }

    /// The last layer's output at every step, from a state of zeros: `[time, batch, features]` becomes
    /// `[time, batch, directions * units]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { run(x, nil, pass).output }

    /// Goes on from `state`; nil is zeros.
    /// - Returns: the last layer's output at every step, and the state after the last.
    public func callAsFunction(_ x: Tensor, state: State?, _ pass: Pass) -> (output: Tensor, state: State) {
        pass.observing(self) { run(x, state, pass) }
    }

    private func run(_ x: Tensor, _ state: State?, _ pass: Pass) -> (output: Tensor, state: State) {
        let state = state ?? { State(hidden: $0, cell: $0) }(stack.start(for: x))
        let (output, ends) = stack.run(x, states: [state.hidden, state.cell], in: pass) {
            x, states, parameters, shape in
            let result = x.lstm(hidden: states[0], cell: states[1], parameters: parameters, shape: shape)
            return (result.output, [result.hidden, result.cell])
        }
        return (output, State(hidden: ends[0], cell: ends[1]))
    }
}
