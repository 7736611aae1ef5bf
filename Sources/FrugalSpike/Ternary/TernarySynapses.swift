import FrugalNN
import FrugalTensor
import FrugalTrack

extension Tensor {
    /// -1, 0 or 1, whichever is nearest. Gradients pass straight through (Bengio, Léonard and Courville 2013).
    func ternary() -> Tensor {
        let nearest = withoutGradients { clamped(to: -1...1).rounded() }
        return self + (nearest - self).detached()
    }
}

/// Every input to every neuron by weights of -1, 0 or 1 times a scale.
public struct TernaryLinear: Synapses {
    /// The shadow weights, `[outputs, inputs]`.
    public var weight: Tensor
    /// `[outputs]`.
    public var bias: Tensor
    /// What a weight of 1 counts.
    public let scale: Double

    /// Synapses from `inputs` to `outputs` numbers. Half of the weights are zero at first.
    public init(_ inputs: Int, _ outputs: Int, using random: inout RandomStream) {
        weight = .uniform([outputs, inputs], in: -1..<1, using: &random)
        bias = .zeros([outputs])
        scale = TernaryScale.standard(inputs)
    }

    /// Shows the shadow weights and the bias.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// `[…, inputs]` becomes `[…, outputs]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.linear(weight: weight.ternary() * scale, bias: bias)
    }

    /// Adds the weights of those that spiked.
    public func carry(_ spikes: Tensor, _ pass: Pass) -> Tensor {
        spikes.spikeLinear(weight: weight.ternary() * scale, bias: bias)
    }

    /// True.
    public var takesVectors: Bool { true }

    /// Every input to every neuron, with the ternary weights.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        .dense(
            DenseSynapses(
                inputs: weight.shape[1], outputs: weight.shape[0], weights: (weight.ternary() * scale).floats(),
                bias: bias.floats()))
    }
}

/// A convolution with weights of -1, 0 or 1 times a scale.
public struct TernaryConv2d: Synapses, GroupedSynapses {
    /// The shadow weights, `[filters, channels / groups, kernel, kernel]`.
    public var weight: Tensor
    /// `[filters]`.
    public var bias: Tensor
    /// What a weight of 1 counts.
    public let scale: Double
    let stride: Int
    let padding: Int
    let groups: Int

    /// A convolution from `channels` to `filters` pictures. Half of the weights are zero at first.
    public init(
        _ channels: Int, _ filters: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1,
        using random: inout RandomStream
    ) {
        let shape = [filters, channels / max(1, groups), kernel, kernel]
        weight = Tensor.uniform(shape, in: -1..<1, using: &random).channelsLast()
        bias = .zeros([filters])
        scale = TernaryScale.standard(shape[1] * kernel * kernel)
        self.stride = stride
        self.padding = padding
        self.groups = groups
    }

    /// Shows the shadow weights and the bias.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// `[N, channels, H, W]` becomes `[N, filters, H', W']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.channelsLast().conv2d(
            weight: weight.ternary() * scale, bias: bias, stride: Extent(stride),
            padding: Extent(padding), groups: groups)
    }

    /// False.
    public var takesVectors: Bool { false }

    /// A convolution with the ternary weights.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        try Conv2d.connection(
            weight: weight.ternary() * scale, bias: bias, shape: shape, stride: Extent(stride),
            padding: Extent(padding), dilation: Extent(1), groups: groups)
    }
}

enum TernaryScale {
    /// The scale that lets a sum over binary inputs, a quarter of them ones, spread about as wide as a threshold is
    /// high.
    static func standard(_ fanIn: Int) -> Double { (4 / Double(max(1, fanIn))).squareRoot() }
}
