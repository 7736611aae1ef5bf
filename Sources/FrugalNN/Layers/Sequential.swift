import FrugalTensor

/// Layers one after the other, named by their numbers as in PyTorch: `0.weight`, `2.bias`.
///
///     let model = Sequential {
///         Linear(784, 128, using: &stream)
///         ReLU()
///         Linear(128, 10, using: &stream)
///     }
public struct Sequential: Layer {
    /// The layers in the order in which they are applied.
    public var layers: [any Layer]

    /// The layers of a list.
    public init(_ layers: [any Layer]) {
        self.layers = layers
    }

    /// The layers that a block lists.
    public init(@LayerBuilder _ layers: () throws -> [any Layer]) rethrows {
        self.layers = try layers()
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in layers.indices { visitor.child(String(index), &layers[index]) }
    }

    /// Applies the layers in their order.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        layers.reduce(x) { x, layer in layer(x, pass) }
    }
}

/// Collects the layers that a block lists, with `if` and `for`.
@resultBuilder
public enum LayerBuilder {
    /// One layer.
    public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
    /// Layers made elsewhere.
    public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
    /// All layers of a block.
    public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
    /// Layers of an `if`.
    public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
    /// Layers of the first branch.
    public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
    /// Layers of the other branch.
    public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
    /// Layers of a `for`.
    public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
