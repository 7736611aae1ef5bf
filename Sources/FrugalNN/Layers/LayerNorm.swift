import FrugalTensor

/// Normalises each example over its last dimensions (Ba, Kiros and Hinton 2016).
public struct LayerNorm: Layer {
    /// The lengths of those dimensions.
    public let shape: [Int]
    /// Of `shape`: what normalised elements are multiplied by.
    public var weight: Tensor?
    /// Of `shape`: what is added to them.
    public var bias: Tensor?
    /// What keeps the division finite.
    public let epsilon: Double

    /// Normalisation over the last dimensions, which are of `shape`.
    /// - Parameter isAffine: whether it scales and shifts by learned numbers.
    public init(_ shape: [Int], epsilon: Double = 1e-5, isAffine: Bool = true) {
        self.shape = shape
        weight = isAffine ? .ones(shape) : nil
        bias = isAffine ? .zeros(shape) : nil
        self.epsilon = epsilon
    }

    /// Normalisation over the last dimension, of `width` elements.
    public init(_ width: Int, epsilon: Double = 1e-5, isAffine: Bool = true) {
        self.init([width], epsilon: epsilon, isAffine: isAffine)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// Normalises `[…, shape]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.layerNorm(over: shape, weight: weight, bias: bias, epsilon: epsilon)
    }
}
