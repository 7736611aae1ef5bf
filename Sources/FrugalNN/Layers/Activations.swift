import FrugalTensor

/// An activation by name: a setting that can be written to a file, and a layer.
public enum Activation: String, Layer, Codable, CaseIterable {
    /// The input itself.
    case identity
    /// The larger of zero and the input.
    case relu
    /// The input times the normal distribution function of it (Hendrycks and Gimpel 2016).
    case gelu
    /// The input times its sigmoid, also called swish.
    case silu
    /// The hyperbolic tangent.
    case tanh
    /// `1 / (1 + exp(-x))`.
    case sigmoid

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        switch self {
        case .identity: x
        case .relu: x.relu()
        case .gelu: x.gelu()
        case .silu: x.silu()
        case .tanh: x.tanh()
        case .sigmoid: x.sigmoid()
        }
    }
}

/// The larger of zero and the input.
public struct ReLU: Layer {
    /// The rectifier.
    public init() {}
    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}
    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.relu() }
}

/// The input times the normal distribution function of it (Hendrycks and Gimpel 2016).
public struct GELU: Layer {
    /// Whether the distribution function is taken by its usual approximation with a tangent.
    public let isApproximate: Bool
    /// The Gaussian error linear unit.
    public init(approximate: Bool = false) { isApproximate = approximate }
    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}
    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.gelu(approximate: isApproximate) }
}

/// The input times its sigmoid, also called swish.
public struct SiLU: Layer {
    /// The sigmoid linear unit.
    public init() {}
    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}
    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.silu() }
}

/// The hyperbolic tangent.
public struct Tanh: Layer {
    /// The hyperbolic tangent.
    public init() {}
    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}
    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.tanh() }
}

/// `1 / (1 + exp(-x))`.
public struct Sigmoid: Layer {
    /// The logistic function.
    public init() {}
    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}
    /// The activation of every element.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.sigmoid() }
}
