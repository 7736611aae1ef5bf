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
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        var x = x
        for (index, layer) in layers.enumerated() {
            x = layer(x, pass)
            guard index < layers.count - 1 else { break }
            x = activation.forward(x, pass).dropped(dropout, in: pass)
        }
        return x
    }
}
