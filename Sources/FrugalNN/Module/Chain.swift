import FrugalTensor

/// A layer that is nothing but other layers, applied one after the other.
///
/// What turns a network into something else layer by layer (a spiking network, a file of another format) must see every
/// operation, also those that a ``Layer/forward(_:_:)`` writes as functions. A layer that conforms says that its links
/// in their order give what it gives in an evaluation pass.
public protocol Chain: Layer {
    /// The layers in the order in which they are applied.
    var links: [any Layer] { get }
}

extension Layer {
    /// The layer as those it is made of, chains within chains opened.
    public var openedLinks: [any Layer] {
        guard let chain = self as? any Chain else { return [self] }
        return chain.links.flatMap(\.openedLinks)
    }
}

extension Sequential: Chain {
    /// The layers themselves.
    public var links: [any Layer] { layers }
}

extension Perceptron: Chain {
    /// Dense layers with the activation between them.
    public var links: [any Layer] {
        layers.enumerated().flatMap { index, layer -> [any Layer] in
            index + 1 < layers.count ? [layer, activation] : [layer]
        }
    }
}

extension ConvBlock: Chain {
    /// Convolution, normalisation, rectifier, pooling.
    public var links: [any Layer] { [conv, norm, ReLU(), MaxPool2d(2)] }
}

extension ConvFeatures: Chain {
    /// The blocks, then everything laid out flat.
    public var links: [any Layer] { blocks + [Flatten()] }
}

extension Conv4: Chain {
    /// The blocks and the dense layer.
    public var links: [any Layer] { [backbone, head] }
}

extension SeparableConv2d: Chain {
    /// Each channel apart, then all channels pixel by pixel.
    public var links: [any Layer] { [depthwise, pointwise] }
}
