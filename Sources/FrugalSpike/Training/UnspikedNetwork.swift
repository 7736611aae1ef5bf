import FrugalNN
import FrugalTensor

/// The same synapses with rectifiers in place of spiking neurons: the ordinary network that a spiking one stands
/// beside.
public struct UnspikedNetwork: Layer, PictureClassifier {
    /// The shape of an example.
    public let inputShape: [Int]
    /// The synapses of each layer.
    public var layers: [any Synapses]
    /// After which layers a rectifier stands.
    private let rectifies: [Bool]
    private var dropout = 0.0

    /// The unspiked twin of `network`, with its weights.
    public init(of network: SurrogateNetwork) {
        inputShape = network.inputShape
        layers = network.layers.map(\.synapses)
        rectifies = network.layers.indices.map { $0 < network.layers.count - 1 && network.layers[$0].neurons != nil }
    }

    /// Shows the tensors as `layers.0.weight`.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in layers.indices { visitor.child("layers.\(index)", &layers[index]) }
    }

    /// Scores `[N, classes]` of examples `[N, …]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        var signal = x.reshaped([x.shape.first ?? 0] + inputShape)
        for (index, layer) in layers.enumerated() {
            signal = layer(layer.takesVectors && signal.shape.count > 2 ? signal.flattened(from: 1) : signal, pass)
            if rectifies[index] {
                signal = signal.relu()
                if pass.isTraining, dropout > 0 { signal = signal.dropout(dropout, using: &pass.random) }
            }
        }
        return signal
    }

    /// What goes in, and where rectifiers stand.
    public var form: String { "\(inputShape) without spikes, \(rectifies)" }

    /// The cross entropy of the scores.
    public func loss(_ x: Tensor, _ labels: Tensor, _ recipe: SpikeTrainingRecipe, _ pass: Pass) -> Tensor {
        crossEntropy(forward(x, pass), labels)
    }

    /// Scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> Tensor { forward(x, pass) }

    /// Sets the dropout after every rectifier.
    public mutating func setDropout(_ share: Double) { dropout = share }
}
