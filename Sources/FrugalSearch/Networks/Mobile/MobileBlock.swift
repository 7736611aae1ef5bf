import FrugalNN
import FrugalTensor

/// What the stages of a network of the space `mobile` are made of.
public enum MobileBlock: Hashable, Sendable {
    /// A convolution over all channels. On a processor it does several times as many multiply-adds a second as the parts of
    /// an inverted residual do, and learns more in a short time.
    case convolution
    /// An inverted residual that widens what it is given by so much.
    case inverted(expansion: Int)

    /// The option of a decision.
    var name: String {
        switch self {
        case .convolution: "convolution"
        case .inverted(let expansion): "expansion \(expansion)"
        }
    }

    /// A block from `inputs` to `outputs` channels. Only an inverted residual takes a stride: a stage of convolutions takes
    /// the largest of every 2x2 pixels before it begins.
    func build(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, using stream: inout RandomStream)
        -> any MobileLayer
    {
        switch self {
        case .convolution: NormalizedConv2d(inputs, outputs, kernel: kernel, using: &stream)
        case .inverted(let expansion):
            InvertedResidual(
                inputs, outputs, kernel: kernel, stride: stride, expansion: expansion, using: &stream)
        }
    }
}

/// A layer after which a picture can be halved.
public protocol MobileLayer: Layer {
    /// The layer, then the largest of every 2x2 pixels.
    func pooled(_ x: Tensor, _ pass: Pass) -> Tensor
}

extension NormalizedConv2d: MobileLayer {
    /// The convolution, then the largest of every 2x2 pixels: one operation where a rectifier follows a 3x3 convolution.
    public func pooled(_ x: Tensor, _ pass: Pass) -> Tensor {
        isRectified ? conv.pooled(x, normalisedBy: norm, pass) : forward(x, pass).maxPool2d(2)
    }
}

/// An inverted residual: 1x1 convolution to more channels, depthwise convolution, 1x1 convolution to few without a
/// rectifier, beside a shortcut where the shape stays (Sandler et al. 2018, figure 3).
public struct InvertedResidual: MobileLayer {
    /// To more channels; nil where the expansion is 1.
    public var expand: NormalizedConv2d?
    /// Each channel apart; takes the stride.
    public var depthwise: NormalizedConv2d
    /// To few channels.
    public var project: NormalizedConv2d
    private let hasShortcut: Bool

    init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, expansion: Int, using stream: inout RandomStream
    ) {
        let inner = inputs * expansion
        expand = expansion == 1 ? nil : NormalizedConv2d(inputs, inner, kernel: 1, using: &stream)
        depthwise = NormalizedConv2d(inner, inner, kernel: kernel, stride: stride, groups: inner, using: &stream)
        project = NormalizedConv2d(inner, outputs, kernel: 1, rectified: false, using: &stream)
        hasShortcut = stride == 1 && inputs == outputs
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

    /// The same, then the largest of every 2x2 pixels.
    public func pooled(_ x: Tensor, _ pass: Pass) -> Tensor { forward(x, pass).maxPool2d(2) }
}
