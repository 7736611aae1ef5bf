import FrugalNN
import FrugalTensor

/// A stack of LSTMs with DropConnect on the weights from hidden state to hidden state: AWD-LSTM, and without DropConnect a
/// plain LSTM.
///
/// Merity, Keskar and Socher, "Regularizing and Optimizing LSTM Language Models", ICLR 2018, section 2. A mask of weights
/// holds for a window, so that every step uses the same ones. The layers between the first and the last are wider or narrower
/// than the embedding; the last gives the embedding's width, because it is tied to the softmax.
public struct LSTMCore: RecurrentCore {
    /// The sizes of a stack.
    public struct Shape: Codable, Hashable, Sendable {
        /// Layers, at least one.
        public var layers: Int
        /// Units of every layer but the last, over the width of the embedding: 2.875 in AWD-LSTM (1,150 over 400).
        public var inner: Double

        /// A stack of these sizes.
        public init(layers: Int, inner: Double = 1) {
            self.layers = layers
            self.inner = inner
        }

        /// Inputs and units, layer by layer.
        func sizes(width: Int) -> [(inputs: Int, units: Int)] {
            let units = max(1, Int((inner * Double(width)).rounded()))
            let count = max(1, layers)
            return (0..<count).map { ($0 == 0 ? width : units, $0 == count - 1 ? width : units) }
        }

        /// Learned numbers of the stack, both biases of each layer counted.
        public func parameterCount(width: Int) -> Int {
            sizes(width: width).reduce(0) { $0 + 4 * $1.units * ($1.inputs + $1.units + 2) }
        }
    }

    /// The layers, from the words up.
    public var layers: [LSTM]
    /// The width of the embedding.
    public let width: Int

    /// A stack with weights drawn as PyTorch draws them.
    public init(_ shape: Shape, width: Int, using stream: inout RandomStream) {
        layers = shape.sizes(width: width).map { LSTM($0.inputs, $0.units, using: &stream) }
        self.width = width
    }

    /// Shows the layers in order.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("layers", &layers) }

    /// Zeros: of every layer hidden state and cell, `[1, batch, units]` each.
    public func start(batch: Int) -> [Tensor] {
        layers.flatMap { layer -> [Tensor] in
            let hidden = layer.weights[0].hidden
            let zeros = Tensor.zeros([1, batch, hidden.size(of: 1)], dtype: hidden.dtype, on: hidden.device)
            return [zeros, zeros]
        }
    }

    /// Reads a window.
    public func read(
        _ x: Tensor, from state: [Tensor], dropping dropout: LanguageDropout, _ pass: Pass
    ) -> (output: Tensor, state: [Tensor]) {
        guard state.count == 2 * layers.count, x.shape.count == 3 else {
            return (.refused("LSTM", [x], because: "it reads [steps, batch, width] from two states a layer"), state)
        }
        var output = x
        var ends: [Tensor] = []
        for (index, layer) in layers.enumerated() {
            var layer = layer
            let hidden = layer.weights[0].hidden
            if let mask = LanguageDropout.mask(dropout.weight, hidden.shape, on: hidden.device, pass) {
                layer.weights[0].hidden = hidden * mask
            }
            if index > 0 {
                let shape = [1, output.size(of: 1), output.size(of: 2)]
                output = output.masked(LanguageDropout.mask(dropout.nodes, shape, on: output.device, pass))
            }
            let before = LSTM.State(hidden: state[2 * index], cell: state[2 * index + 1])
            let result = layer(output, state: before, pass)
            output = result.output
            ends += [result.state.hidden, result.state.cell]
        }
        return (output, ends)
    }
}
