import FrugalTensor

/// Dense layers with an activation between them.
public struct Perceptron: Layer {
    /// The dense layers.
    public var layers: [Linear]
    /// What stands between them.
    public let activation: Activation
    /// The share of hidden units dropped in training.
    public let dropout: Double

    /// A perceptron through these widths: `[784, 1200, 1200, 10]` has two hidden layers.
    public init(
        widths: [Int], activation: Activation = .relu, dropout: Double = 0, using stream: inout RandomStream
    ) {
        layers = zip(widths, widths.dropFirst()).map { Linear($0, $1, using: &stream) }
        self.activation = activation
        self.dropout = dropout
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("layers", &layers) }

    /// `[…, first width]` becomes `[…, last width]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { output(hidden(x, pass), pass) }

    /// What the last dense layer is given: `[…, first width]` becomes `[…, last width but one]`.
    public func hidden(_ x: Tensor, _ pass: Pass) -> Tensor {
        layers.dropLast().reduce(x) { x, layer in activation.forward(layer(x, pass), pass).dropped(dropout, in: pass) }
    }

    /// The last dense layer alone.
    public func output(_ hidden: Tensor, _ pass: Pass) -> Tensor { layers.last.map { $0(hidden, pass) } ?? hidden }
}
