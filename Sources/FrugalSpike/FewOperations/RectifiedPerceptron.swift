import FrugalNN
import FrugalTensor

/// Dense layers without biases and rectifiers between them: the network of the report's Figure 6, 784-1200-1200-10
/// (Neil, Pfeiffer and Liu 2016).
public struct RectifiedPerceptron: Chain {
    /// The dense layers.
    public var layers: [Linear]

    /// A network through these widths.
    public init(widths: [Int], using stream: inout RandomStream) {
        layers = zip(widths, widths.dropFirst()).map {
            Linear($0, $1, bias: false, initializer: .kaimingNormal(), using: &stream)
        }
    }

    /// Shows the layers in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("layers", &layers) }

    /// The layers with a rectifier between them.
    public var links: [any Layer] {
        layers.enumerated().flatMap { index, layer -> [any Layer] in
            index + 1 < layers.count ? [layer, ReLU()] : [layer]
        }
    }

    /// `[N, inputs]` becomes `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { links.reduce(x) { x, link in link(x, pass) } }
}
