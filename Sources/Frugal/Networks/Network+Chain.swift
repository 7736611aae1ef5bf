import FrugalNN
import FrugalTensor

// Which layers the networks of a fit are made of, for what reads them layer by layer. Residual networks are no chains.

extension Network: Chain {
    /// The network itself.
    public var links: [any Layer] { [body] }
}

extension LinearNetwork: Chain {
    /// Squares averaged, everything laid out flat, the map.
    public var links: [any Layer] {
        (pooling > 1 ? [AveragePool2d(Extent(pooling))] : []) + [Flatten(), map]
    }
}

extension FlatPerceptron: Chain {
    var links: [any Layer] { [Flatten(), perceptron] }
}

extension ConvolutionalNetwork: Chain {
    /// The stages, the mean over all places, the linear map.
    public var links: [any Layer] { stages + [GlobalAveragePool(), dropout, head] }
}

extension ConvolutionStage: Chain {
    /// The convolutions with their normalisation.
    public var links: [any Layer] { blocks }
}

extension NormalisedConvolution: Chain {
    /// Convolution, normalisation, rectifier, and pooling where the picture is halved.
    public var links: [any Layer] { [conv, norm, ReLU()] + (halves ? [MaxPool2d(2)] : []) }
}
