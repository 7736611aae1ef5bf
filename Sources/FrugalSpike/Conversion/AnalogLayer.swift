import FrugalNN
import FrugalTensor

/// A layer of an ordinary network in the form in which it can become spiking: normalisation folded into its weights.
public struct AnalogLayer: Sendable {
    /// What ledgers and messages call it.
    public var name: String
    /// Its weights.
    public var connection: SpikingConnection
    /// Whether a rectifier follows.
    public var isRectified: Bool

    /// Whether it has weights, and not only windows.
    public var hasWeights: Bool {
        switch connection {
        case .dense, .convolution: true
        case .averagePool, .maxPool: false
        }
    }
}

extension AnalogLayer {
    /// What the layer makes of a batch: `[N, inputs]` or `[N, C, H, W]`.
    func forward(_ x: Tensor) -> Tensor {
        let sums: Tensor
        switch connection {
        case .dense(let dense):
            sums = x.flattened(from: 1).linear(
                weight: Tensor(dense.weights, shape: [dense.outputs, dense.inputs]),
                bias: dense.bias.isEmpty ? nil : Tensor(dense.bias))
        case .convolution(let convolution):
            let kernel = [convolution.filters, convolution.channels, convolution.kernel, convolution.kernel]
            sums = x.channelsLast().conv2d(
                weight: Tensor(convolution.weights, shape: kernel).channelsLast(),
                bias: convolution.bias.isEmpty ? nil : Tensor(convolution.bias), stride: Extent(convolution.stride),
                padding: Extent(convolution.padding))
        case .averagePool(let window):
            sums = x.averagePool2d(Extent(window.kernel), stride: Extent(window.stride))
        case .maxPool(let window):
            sums = x.maxPool2d(Extent(window.kernel), stride: Extent(window.stride))
        }
        return isRectified ? sums.relu() : sums
    }
}
