import FrugalNN
import FrugalTensor

/// A loss that is a network: it sees a prediction and its target, and says how bad that is.
///
/// Bechtle et al., "Meta learning via learned loss" (ML3), ICPR 2021: by default 2-50-50-1 with ReLUs, a softplus at the end
/// and no biases, 2,650 weights. Of predictions with several parts (a score a class) it sees each part with its own target;
/// the losses of an example's parts are added.
public struct LearnedLoss: Module {
    /// The dense layers, without biases.
    public var layers: [Linear]

    /// A loss with hidden layers of these widths, begun by Glorot's uniform initialiser.
    public init(hidden: [Int] = [50, 50], using random: inout RandomStream) {
        let widths = [2] + hidden + [1]
        layers = zip(widths, widths.dropFirst()).map {
            Linear($0, $1, bias: false, initializer: .xavierUniform(), using: &random)
        }
    }

    /// Shows the layers.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("layers", &layers) }

    /// The mean loss over examples, one number.
    /// - Parameters:
    ///   - predictions: `[N, parts]`.
    ///   - targets: of the same shape.
    public func callAsFunction(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
        var x = Tensor.stacked([predictions, targets], along: -1)
        for (index, layer) in layers.enumerated() {
            x = x.linear(weight: layer.weight)
            if index < layers.count - 1 { x = x.relu() }
        }
        return x.softplus().sum() / Double(max(1, predictions.size(of: 0)))
    }
}
