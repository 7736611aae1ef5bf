import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The space `mobile`: stages of inverted residuals, small enough for small data.
///
/// Sandler et al., "MobileNetV2", CVPR 2018, for the block; Tan et al., "MnasNet", CVPR 2019, for deciding depth, width,
/// kernel and expansion a stage. From about 1,000 parameters to about 300,000 on ten classes.
///
/// A stage halves its picture as long as the shorter side is at least 8; smaller pictures are left as they are, so that
/// every architecture fits every picture from 8x8 up. The first stage keeps what is below 40 pixels, and the stem halves
/// what has 64 or more.
public struct MobileFamily: NetworkFamily {
    /// The space.
    public let space: SearchSpace
    /// Stages.
    public let stageCount: Int

    /// The family.
    /// - Parameters:
    ///   - widths: for each stage the channels it may have.
    ///   - depths: how many blocks a stage may have.
    ///   - kernels: the odd sizes that its depthwise kernels may have.
    ///   - expansions: by how much a block may widen what it is given.
    /// - Throws: `FrugalError` of kind `usage` for a space that cannot be.
    public init(
        widths: [[Int]] = [[4, 8, 12, 16], [8, 16, 24, 32], [16, 32, 48, 64]], depths: ClosedRange<Int> = 1...3,
        kernels: [Int] = [3, 5], expansions: [Int] = [1, 3, 6]
    ) throws {
        guard widths.joined().allSatisfy({ $0 > 0 }), depths.lowerBound > 0, expansions.allSatisfy({ $0 > 0 }),
            kernels.allSatisfy({ $0 > 0 && !$0.isMultiple(of: 2) })
        else {
            throw FrugalError(
                .usage, "space mobile", "widths, depths and expansions must be positive, and kernels odd")
        }
        stageCount = widths.count
        space = try SearchSpace(
            "mobile", family: "mobile",
            widths.enumerated().flatMap { stage, widths in
                let place = "stage \(stage + 1)"
                return [
                    Decision("depth", at: place, depths), Decision("width", at: place, widths),
                    Decision("kernel", at: place, kernels), Decision("expansion", at: place, expansions),
                ]
            })
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
        var choices = try ChoiceReader(architecture, in: space)
        var side = min(height, picturesWidth)
        var stem: NormalizedConv2d?
        var stemWidth = 0
        var (inputs, blocks) = (channels, [InvertedResidual]())
        for stage in 0..<stageCount {
            let depth = try choices.number("depth")
            let width = try choices.number("width")
            let kernel = try choices.number("kernel")
            let expansion = try choices.number("expansion")
            if stem == nil {
                let stride = side >= 64 ? 2 : 1
                stem = NormalizedConv2d(channels, width, kernel: 3, stride: stride, using: &stream)
                side = (side + stride - 1) / stride
                (inputs, stemWidth) = (width, width)
            }
            let halves = side >= (stage == 0 ? 40 : 8)
            if halves { side = (side + 1) / 2 }
            for block in 0..<depth {
                blocks.append(
                    InvertedResidual(
                        name: "stage \(stage + 1).block \(block + 1)", inputs, width, kernel: kernel,
                        stride: halves && block == 0 ? 2 : 1, expansion: expansion, using: &stream))
                inputs = width
            }
        }
        guard let stem else { throw FrugalError(.usage, "space mobile", "it has no stages") }
        return MobileNetwork(
            stem: stem, stemName: "stem \(channels)->\(stemWidth)", blocks: blocks,
            classifier: Linear(inputs, classes, using: &stream), width: inputs)
    }
}
