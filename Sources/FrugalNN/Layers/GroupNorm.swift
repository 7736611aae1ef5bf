import FrugalTensor

/// Normalises each example over groups of its channels (Wu and He 2018): what batch normalisation does, without a batch.
public struct GroupNorm: Layer {
    /// How many groups the channels form; as many as channels make it instance normalisation.
    public let groups: Int
    /// `[C]`: what normalised channels are multiplied by.
    public var weight: Tensor?
    /// `[C]`: what is added to them.
    public var bias: Tensor?
    /// What keeps the division finite.
    public let epsilon: Double

    /// Normalisation of `channels` channels in `groups` groups.
    /// - Parameter isAffine: whether it scales and shifts each channel by learned numbers.
    public init(groups: Int, channels: Int, epsilon: Double = 1e-5, isAffine: Bool = true) {
        self.groups = groups
        weight = isAffine ? .ones([channels]) : nil
        bias = isAffine ? .zeros([channels]) : nil
        self.epsilon = epsilon
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// Normalises `[N, C, …]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.groupNorm(groups: groups, weight: weight, bias: bias, epsilon: epsilon)
    }
}
