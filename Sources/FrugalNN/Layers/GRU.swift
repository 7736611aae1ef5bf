import FrugalTensor

/// Gated recurrent units over whole sequences, fused (Cho et al. 2014), with PyTorch's names.
///
/// As a ``Layer`` it begins from zeros and gives the last layer's output at every step. For second derivatives, step
/// with ``GRUCell``.
public struct GRU: Layer {
    private var stack: RecurrentStack

    /// The weights, layer by layer, forwards before backwards.
    public var weights: [RecurrentWeights] {
        get { stack.weights }
        set { stack.weights = newValue }
    }

    /// `units` units a layer and direction.
    /// - Parameters:
    ///   - shape: layers, directions, biases, and whether sequences lie batch first; time is first by default.
    ///   - dropout: the share of units dropped between layers in training.
    public init(
        _ inputs: Int, _ units: Int, shape: RecurrentShape = .init(), dropout: Double = 0,
        using stream: inout RandomStream
    ) {
        stack = RecurrentStack(gates: 3, inputs: inputs, units: units, shape: shape, dropout: dropout, using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { stack.visit(&visitor) }

    /// The last layer's output at every step, from a state of zeros: `[time, batch, features]` becomes
    /// `[time, batch, directions * units]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { run(x, nil, pass).output }

    /// Goes on from `hidden`, `[layers * directions, batch, units]`; nil is zeros.
    /// - Returns: the last layer's output at every step, and the state after the last.
    public func callAsFunction(_ x: Tensor, hidden: Tensor?, _ pass: Pass) -> (output: Tensor, hidden: Tensor) {
        pass.observing(self) { run(x, hidden, pass) }
    }

    private func run(_ x: Tensor, _ hidden: Tensor?, _ pass: Pass) -> (output: Tensor, hidden: Tensor) {
        let start = hidden ?? stack.start(for: x)
        let (output, ends) = stack.run(x, states: [start], in: pass) { x, states, parameters, shape in
            let result = x.gru(hidden: states[0], parameters: parameters, shape: shape)
            return (result.output, [result.hidden])
        }
        return (output, ends[0])
    }
}
