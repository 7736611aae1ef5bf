import FrugalNN
import FrugalTensor

/// A second classifier in the middle of a network, which sends the loss to the early layers on a short way.
///
/// `_build_model` of ENAS's micro child: average pooling 5x5 of stride 3, 1x1 convolution to 128 channels, a convolution over
/// all that is left to 768 channels, dense. Szegedy et al., "Going Deeper with Convolutions", 2015, had the idea.
public struct AuxiliaryHead: Layer {
    /// The 1x1 convolution.
    public var narrow: NormalizedConv2d
    /// The convolution over the whole of what is left, without padding.
    public var whole: Conv2d
    /// Normalisation after it.
    public var norm: BatchNorm
    /// The classifier.
    public var classifier: Linear

    /// The least height and width that the pooling takes.
    static let smallest = 5

    /// A head on `channels` channels.
    /// - Parameters:
    ///   - height: rows of its input, at least 5.
    ///   - width: columns of its input, at least 5.
    ///   - widths: channels of the two convolutions; 128 and 768 in ENAS.
    public init(
        _ channels: Int, height: Int, width: Int, classes: Int, widths: (Int, Int) = (128, 768),
        using stream: inout RandomStream
    ) {
        narrow = NormalizedConv2d(channels, widths.0, kernel: 1, using: &stream)
        let kernel = Extent(height: (height - Self.smallest) / 3 + 1, width: (width - Self.smallest) / 3 + 1)
        whole = Conv2d(
            widths.0, widths.1, kernel: kernel, bias: false, initializer: .kaimingNormal(), using: &stream)
        norm = BatchNorm(widths.1)
        classifier = Linear(widths.1, classes, using: &stream)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("narrow", &narrow)
        visitor.child("whole", &whole)
        visitor.child("norm", &norm)
        visitor.child("classifier", &classifier)
    }

    /// `[N, channels, height, width]` becomes scores `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let pooled = x.relu().averagePool2d(Extent(Self.smallest), stride: 3)
        let features = norm(whole(narrow(pooled, pass), pass), pass).relu()
        return classifier(features.flattened(from: 1), pass)
    }
}
