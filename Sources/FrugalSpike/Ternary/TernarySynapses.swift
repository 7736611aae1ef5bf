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
