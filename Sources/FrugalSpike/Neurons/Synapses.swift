import FrugalNN
import FrugalTensor
import FrugalTrack

/// A layer of `FrugalNN` that can carry spikes: what stands before the neurons of a ``SurrogateLayer``.
public protocol Synapses: Layer {
    /// Whether examples go in as vectors; pictures are then flattened first.
    var takesVectors: Bool { get }

    /// What the layer computes where its input is spikes: the same, and quicker where it can be.
    func carry(_ spikes: Tensor, _ pass: Pass) -> Tensor

    /// The same as a plain value.
    /// - Parameter shape: of an example that goes in: `[features]`, or `[channels, height, width]`.
    /// - Throws: ``FrugalError`` of kind `model` where a ``SpikingNetwork`` has no such connection.
    func connection(for shape: [Int]) throws -> SpikingConnection
}

extension Synapses {
    /// The layer itself.
    public func carry(_ spikes: Tensor, _ pass: Pass) -> Tensor { callAsFunction(spikes, pass) }
}

extension Linear: Synapses {
    /// Adds the weights of those that spiked.
    public func carry(_ spikes: Tensor, _ pass: Pass) -> Tensor { spikes.spikeLinear(weight: weight, bias: bias) }

    /// True.
    public var takesVectors: Bool { true }

    /// Every input reaches every neuron.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        .dense(
            DenseSynapses(
                inputs: weight.shape[1], outputs: weight.shape[0], weights: weight.floats(),
                bias: bias?.floats() ?? []))
    }
}

extension Conv2d: Synapses {
    /// False.
    public var takesVectors: Bool { false }

    /// A convolution. Groups become a full kernel with zeros, because a plain value knows none.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        try Self.connection(
            weight: weight, bias: bias, shape: shape, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
    }

    /// The same for other weights of this form.
    static func connection(
        weight: Tensor, bias: Tensor?, shape: [Int], stride: Extent, padding: Extent, dilation: Extent, groups: Int
    ) throws -> SpikingConnection {
        guard shape.count == 3 else { throw unfit("it takes pictures, and gets \(shape)") }
        guard weight.shape[2] == weight.shape[3], stride.height == stride.width, padding.height == padding.width,
            dilation.height == 1, dilation.width == 1
        else { throw unfit("its kernel is not the same in both directions, or has gaps") }
        return .convolution(
            ConvolutionSynapses(
                channels: shape[0], height: shape[1], width: shape[2], filters: weight.shape[0],
                kernel: weight.shape[2], stride: stride.height, padding: padding.height,
                weights: withoutGroups(weight, groups).floats(), bias: bias?.floats() ?? []))
    }

    /// A full kernel that is zero between groups.
    private static func withoutGroups(_ weight: Tensor, _ groups: Int) -> Tensor {
        guard groups > 1 else { return weight.contiguous() }
        let (filters, channels) = (weight.shape[0] / groups, weight.shape[1])
        let parts = weight.contiguous().split(Array(repeating: filters, count: groups))
        return .concatenated(
            parts.enumerated().map { index, part in
                func empty(_ count: Int) -> Tensor {
                    .zeros([filters, count * channels, weight.shape[2], weight.shape[3]])
                }
                return .concatenated([empty(index), part, empty(groups - 1 - index)], along: 1)
            })
    }

    private static func unfit(_ problem: String) -> FrugalError {
        FrugalError(
            .model, "a convolution", problem, remedy: "use square kernels without dilation on pictures")
    }
}

extension AveragePool2d: Synapses {
    /// False.
    public var takesVectors: Bool { false }

    /// The mean of each window.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        guard shape.count == 3, window.height == window.width, stride.height == stride.width, padding.height == 0,
            padding.width == 0
        else {
            throw FrugalError(
                .model, "average pooling", "its windows are not square and without padding, or get no pictures",
                remedy: "pool pictures in square windows")
        }
        return .averagePool(
            PoolingWindow(
                channels: shape[0], height: shape[1], width: shape[2], kernel: window.height, stride: stride.height))
    }
}
