import FrugalNN
import FrugalTensor

/// A network of the space `mobile`: a 3x3 convolution, inverted residuals, the mean over all places, a classifier.
public struct MobileNetwork: SearchedNetwork {
    /// The first convolution.
    public var stem: NormalizedConv2d
    /// The blocks of all stages.
    public var blocks: [InvertedResidual]
    /// The classifier.
    public var classifier: Linear
    /// It has no paths to drop.
    public var dropPath = 0.0
    private let stemName: String
    private let width: Int

    init(stem: NormalizedConv2d, stemName: String, blocks: [InvertedResidual], classifier: Linear, width: Int) {
        self.stem = stem
        self.stemName = stemName
        self.blocks = blocks
        self.classifier = classifier
        self.width = width
    }

    /// Shows the parts under names that say what their weights depend on, as ``WeightStore`` needs.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child(stemName, &stem)
        for index in blocks.indices { visitor.child(blocks[index].name, &blocks[index]) }
        visitor.child("classifier \(width)", &classifier)
    }

    /// Pictures `[N, C, H, W]` become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        (classifier(features(x, pass), pass), nil)
    }

    /// What the classifier sees of pictures: the mean over all places of what the last block gives, `[N, width]`.
    public func features(_ x: Tensor, _ pass: Pass) -> Tensor {
        blocks.reduce(stem(x, pass)) { x, block in block(x, pass) }.globalAveragePool()
    }
}

/// An inverted residual: 1x1 convolution to more channels, depthwise convolution, 1x1 convolution to few without a
/// rectifier, beside a shortcut where the shape stays (Sandler et al. 2018, figure 3).
public struct InvertedResidual: Layer {
    /// To more channels; nil where the expansion is 1.
    public var expand: NormalizedConv2d?
    /// Each channel apart; takes the stride.
    public var depthwise: NormalizedConv2d
    /// To few channels.
    public var project: NormalizedConv2d
    private let hasShortcut: Bool
    let name: String

    init(
        name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, expansion: Int,
        using stream: inout RandomStream
    ) {
        let inner = inputs * expansion
        expand = expansion == 1 ? nil : NormalizedConv2d(inputs, inner, kernel: 1, using: &stream)
        depthwise = NormalizedConv2d(inner, inner, kernel: kernel, stride: stride, groups: inner, using: &stream)
        project = NormalizedConv2d(inner, outputs, kernel: 1, rectified: false, using: &stream)
        hasShortcut = stride == 1 && inputs == outputs
        self.name = "\(name) k\(kernel) e\(expansion) \(inputs)->\(outputs)"
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("expand", &expand)
        visitor.child("depthwise", &depthwise)
        visitor.child("project", &project)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H', W']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let hidden = project(depthwise(expand?(x, pass) ?? x, pass), pass)
        return hasShortcut ? hidden + x : hidden
    }
}
