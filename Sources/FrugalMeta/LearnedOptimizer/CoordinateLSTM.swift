import FrugalNN
import FrugalTensor

/// The network of a learned optimiser: LSTM layers and a linear map to one number, the same for every coordinate of the
/// model that is trained; only the state differs between coordinates.
///
/// Andrychowicz et al., "Learning to learn by gradient descent by gradient descent", NeurIPS 2016, section 2.1. Two layers
/// of 20 units over two inputs have 5,141 numbers.
public struct CoordinateLSTM: Module {
    /// One LSTM layer, gates i, f, g, o, with one bias.
    public struct LayerWeights: Module {
        /// `[4 units, inputs]`.
        public var input: Tensor
        /// `[4 units, units]`.
        public var hidden: Tensor
        /// `[4 units]`.
        public var bias: Tensor

        init(_ inputs: Int, _ units: Int, using random: inout RandomStream) {
            let start = Initializer.uniform(bound: 1 / Double(max(1, units)).squareRoot())
            input = start([4 * units, inputs], using: &random)
            hidden = start([4 * units, units], using: &random)
            bias = start([4 * units], using: &random)
        }

        /// Shows the tensors under PyTorch's names; the two biases of its cell are one here.
        public mutating func visit(_ visitor: inout Visitor) {
            visitor.parameter("weight_ih", &input)
            visitor.parameter("weight_hh", &hidden)
            visitor.parameter("bias", &bias)
        }
    }

    /// The LSTM layers.
    public var layers: [LayerWeights]
    /// From the last hidden state to the output.
    public var output: Linear
    /// The width of a layer.
    public let units: Int

    /// A network begun as PyTorch begins its own.
    public init(inputs: Int = 2, units: Int = 20, layers: Int = 2, using random: inout RandomStream) {
        self.units = units
        self.layers = (0..<layers).map { LayerWeights($0 == 0 ? inputs : units, units, using: &random) }
        output = Linear(units, 1, using: &random)
    }

    /// Shows the layers, then the last map.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.children("layers", &layers)
        visitor.child("output", &output)
    }

    /// Numbers that are remembered of each coordinate: hidden state and cell of every layer.
    public var stateSize: Int { 2 * layers.count * units }

    /// The state before the first step, zeros, `[stateSize, coordinates]`.
    public func start(coordinates: Int) -> Tensor { .zeros([stateSize, coordinates]) }

    /// The outputs at every step, `[steps, coordinates]`, and the state after the last.
    /// - Parameters:
    ///   - inputs: `[steps, inputs, coordinates]`.
    ///   - state: `[stateSize, coordinates]`.
    public func callAsFunction(_ inputs: Tensor, state: Tensor) -> (outputs: Tensor, state: Tensor) {
        inputs.coordinateLSTM(state: state, parameters: parameters, layers: layers.count)
    }

    /// The gradients of a sum over all outputs, each weighted by its entry of `outputGradients` `[steps, coordinates]`.
    /// Inputs and the state before the first step count as constants: truncated backpropagation through time.
    public func gradients(_ inputs: Tensor, state: Tensor, outputGradients: Tensor) -> Gradients {
        Gradients(
            inputs.coordinateLSTMGradients(
                state: state, outputGradients: outputGradients, parameters: parameters, layers: layers.count))
    }
}
