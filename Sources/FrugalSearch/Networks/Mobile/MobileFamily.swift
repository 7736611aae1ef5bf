import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The space `mobile`: stages of convolutions or of inverted residuals, small enough for small data.
///
/// Sandler et al., "MobileNetV2", CVPR 2018, for the inverted residual; Tan et al., "MnasNet", CVPR 2019, for deciding
/// block, depth, width, kernel and expansion a stage. From about 1,000 parameters to about 300,000 on ten classes.
///
/// A stage halves its picture as long as the shorter side is at least 8; smaller pictures are left as they are, so that
/// every architecture fits every picture from 8x8 up. The first stage keeps what is below 40 pixels, and the stem halves
/// what has 64 or more.
public struct MobileFamily: NetworkFamily {
    /// The space.
    public let space: SearchSpace
    /// Stages.
    public var stageCount: Int { widths.count }
    private let widths: [[Int]]
    private let blocks: [MobileBlock]

    /// The family.
    /// - Parameters:
    ///   - widths: for each stage the channels it may have.
    ///   - depths: how many blocks a stage may have.
    ///   - kernels: the odd sizes that its kernels may have.
    ///   - blocks: what it may be made of.
    /// - Throws: `FrugalError` of kind `usage` for a space that cannot be.
    public init(
        widths: [[Int]] = [[4, 8, 12, 16], [8, 16, 24, 32], [16, 32, 48, 64]], depths: ClosedRange<Int> = 1...3,
        kernels: [Int] = [3, 5],
        blocks: [MobileBlock] = [.convolution] + [1, 3, 6].map { .inverted(expansion: $0) }
    ) throws {
        let expansions = blocks.map { block in if case .inverted(let expansion) = block { expansion } else { 1 } }
        guard widths.joined().allSatisfy({ $0 > 0 }), depths.lowerBound > 0, expansions.allSatisfy({ $0 > 0 }),
            kernels.allSatisfy({ $0 > 0 && !$0.isMultiple(of: 2) })
        else {
            throw FrugalError(
                .usage, "space mobile", "widths, depths and expansions must be positive, and kernels odd")
        }
        self.widths = widths
        self.blocks = blocks
        // The same decisions whatever the block, so that a change of one leaves the others as they are.
        space = try SearchSpace(
            "mobile", family: "mobile",
            widths.enumerated().flatMap { stage, widths in
                let place = "stage \(stage + 1)"
                return [
                    Decision("depth", at: place, depths), Decision("width", at: place, widths),
                    Decision("kernel", at: place, kernels), Decision("block", at: place, blocks.map(\.name)),
                ]
            })
    }

    /// Plain networks of 3x3 convolutions, narrow and wide: what learns most in a short time on a processor.
    public var starts: [Architecture] {
        (0..<(widths.map(\.count).min() ?? 0)).compactMap { place in
            let names = widths.enumerated().flatMap { stage, widths in
                // One convolution after the stem, two in between, one at the end: as the presets of a fit have it.
                let depth = stage == 0 || stage == stageCount - 1 ? "1" : "2"
                return [depth, "\(widths[place])", "3", MobileBlock.convolution.name]
            }
            // A space without such options has no such networks.
            return try? space.architecture(ofOptions: names)
        }
    }

    /// The choices of a stage.
    struct Stage {
        var depth: Int
        var width: Int
        var kernel: Int
        var block: MobileBlock
    }

    /// The stages of an architecture.
    /// - Throws: `FrugalError` of kind `usage` that names the position for an architecture that is not of the space.
    func stages(of architecture: Architecture) throws -> [Stage] {
        var choices = try ChoiceReader(architecture, in: space)
        return try (0..<stageCount).map { _ in
            let (depth, width) = (try choices.number("depth"), try choices.number("width"))
            let (kernel, name) = (try choices.number("kernel"), try choices.word("block"))
            guard let block = blocks.first(where: { $0.name == name }) else {
                throw FrugalError(.usage, "space mobile", "it has no block '\(name)'")
            }
            return Stage(depth: depth, width: width, kernel: kernel, block: block)
        }
    }

    /// The network of an architecture with fresh weights.
    public func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        guard case .image(let height, let picturesWidth, let channels) = shape, min(height, picturesWidth) >= 8 else {
            throw FrugalError(
                .usage, "space mobile", "it is for pictures of at least 8x8, and the examples are \(shape)",
                remedy: "enlarge the pictures, or take the space 'tables'")
        }
        let stages = try stages(of: architecture)
        var side = min(height, picturesWidth)
        var inputs = stages[0].width
        let stride = side >= 64 ? 2 : 1
        let stem = NormalizedConv2d(channels, inputs, kernel: 3, stride: stride, using: &stream)
        var parts = [MobileNetwork.Part(layer: stem, name: "stem \(channels)->\(inputs)")]
        side = (side + stride - 1) / stride
        for (number, stage) in stages.enumerated() {
            let halves = side >= (number == 0 ? 40 : 8)
            if halves {
                let pools = stage.block == .convolution
                parts[parts.count - 1].pools = pools
                side = pools ? side / 2 : (side + 1) / 2
            }
            for index in 0..<stage.depth {
                let block = stage.block.build(
                    inputs, stage.width, kernel: stage.kernel, stride: halves && index == 0 ? 2 : 1, using: &stream)
                let name = "k\(stage.kernel) \(stage.block.name) \(inputs)->\(stage.width)"
                parts.append(.init(layer: block, name: "stage \(number + 1).block \(index + 1) \(name)"))
                inputs = stage.width
            }
        }
        return MobileNetwork(parts, classifier: Linear(inputs, classes, using: &stream), width: inputs)
    }
}
