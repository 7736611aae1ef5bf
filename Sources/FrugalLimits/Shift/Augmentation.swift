import FrugalNN
import FrugalTensor

/// Changes of light, noise and place that a training pass draws anew for every batch: what a person would try first
/// against a shift. Which corruptions it trains for, and which are left to find out whether it helps beyond them, is stated.
public struct Augmentation: Codable, Hashable, Sendable {
    /// The most that is added to all samples of a picture, either way, on the scale of 0 to 1.
    public var light = 0.3
    /// The most by which a picture's samples are drawn from or to their mean: factors from 1 - this to 1 + this.
    public var contrast = 0.6
    /// The largest deviation of normal noise.
    public var noise = 0.15
    /// The farthest move in each direction, in pixels; black comes in.
    public var shift = 2
    /// The share of the pictures that are changed; the others stay as they are.
    public var share = 0.75

    /// The usual amounts.
    public init() {}

    /// The kinds of corruption that it is akin to. A gain on any other kind was not trained for.
    public static let akin: Set<CorruptionKind> = [
        .brightness, .brightnessPlus20, .brightnessTimes120, .contrast, .gaussianNoise, .shotNoise, .impulseNoise,
        .speckleNoise, .translate,
    ]

    /// Changed pictures `[N, C, H, W]` of samples from 0 to 1. Light, contrast and noise are drawn once a picture, the move
    /// once a batch.
    public func applied(to x: Tensor, using random: inout RandomStream) -> Tensor {
        let each = [x.size(of: 0), 1, 1, 1]
        func drawn(_ range: Range<Double>) -> Tensor { Tensor.uniform(each, in: range, using: &random).to(x.device) }
        let isChanged = drawn(0..<1) .< share
        let mean = x.mean(along: 1, 2, 3, keepingDimensions: true)
        var changed = (x - mean) * drawn((1 - contrast)..<(1 + contrast)) + mean + drawn(-light..<light)
        changed =
            changed.clamped(to: 0...1)
            + Tensor.normal(x.shape, using: &random).to(x.device) * drawn(0..<max(noise, 1e-9))
        let reach = max(0, min(shift, x.size(of: 2) - 1, x.size(of: 3) - 1))
        let (down, right) = (random.below(2 * reach + 1) - reach, random.below(2 * reach + 1) - reach)
        // What is cut off on one side comes in black on the other.
        changed = changed.clamped(to: 0...1).padded([(before: down, after: -down), (before: right, after: -right)])
        return Tensor.choose(changed, where: isChanged, otherwise: x)
    }
}

/// A network whose training passes see augmented pictures; in any other pass it is that network.
public struct AugmentedNetwork: Layer {
    /// The network.
    public var body: any Layer
    /// How pictures are changed.
    public let augmentation: Augmentation
    private let mean: Tensor
    private let deviation: Tensor

    /// A network that takes samples of 0 to 1, less `mean` and then divided by `deviation`, channel by channel.
    public init(_ body: any Layer, _ augmentation: Augmentation, mean: [Float] = [0], deviation: [Float] = [1]) {
        self.body = body
        self.augmentation = augmentation
        self.mean = Tensor(mean, shape: [1, mean.count, 1, 1])
        self.deviation = Tensor(deviation, shape: [1, deviation.count, 1, 1])
    }

    /// Shows the network as if nothing were around it.
    public mutating func visit(_ visitor: inout Visitor) { body.visit(&visitor) }

    /// The scores of a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        guard pass.isTraining else { return body(x, pass) }
        let (mean, deviation) = (mean.to(x.device), deviation.to(x.device))
        let changed = augmentation.applied(to: x * deviation + mean, using: &pass.random)
        return body((changed - mean) / deviation, pass)
    }
}
