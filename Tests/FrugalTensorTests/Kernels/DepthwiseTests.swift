import FrugalTensor
import FrugalTesting
import Testing

/// The depthwise convolution of the house against loops, and against the library's in float64, which it does not touch.
@Suite struct DepthwiseTests {
    /// Images, channels, height, width, kernel: rows that fill vectors and rows that do not, channels that share a vector and
    /// channels that need several, one row, one column.
    static let sizes = [
        [3, 16, 8, 8, 3], [2, 20, 7, 9, 5], [2, 8, 5, 5, 3], [1, 40, 4, 6, 7], [2, 9, 6, 7, 5], [4, 36, 8, 8, 5],
        [1, 17, 1, 5, 3], [2, 33, 5, 1, 5], [5, 12, 3, 3, 7],
    ]

    private func example(_ size: [Int]) -> (x: Tensor, weight: Tensor, gradient: Tensor) {
        var random = RandomStream(seed: 3)
        let images = [size[0], size[1], size[2], size[3]]
        return (
            Tensor.normal(images, using: &random).channelsLast(),
            Tensor.normal([size[1], 1, size[4], size[4]], using: &random),
            Tensor.normal(images, using: &random)
        )
    }

    @Test(arguments: sizes) func `agrees with a plain loop`(size: [Int]) {
        let (x, weight, _) = example(size)
        let (count, channels, height, width, kernel) = (size[0], size[1], size[2], size[3], size[4])
        let (pixels, taps) = (x.doubles(), weight.doubles())
        var expected: [Double] = []
        for image in 0..<count {
            for channel in 0..<channels {
                for row in 0..<height {
                    for column in 0..<width {
                        var sum = 0.0
                        for tap in 0..<(kernel * kernel) {
                            let (y, x) = (row + tap / kernel - kernel / 2, column + tap % kernel - kernel / 2)
                            guard (0..<height).contains(y), (0..<width).contains(x) else { continue }
                            let place = ((image * channels + channel) * height + y) * width + x
                            sum += pixels[place] * taps[channel * kernel * kernel + tap]
                        }
                        expected.append(sum)
                    }
                }
            }
        }
        let found = x.conv2d(weight: weight, padding: Extent(kernel / 2), groups: channels)
        expectClose(found, expected, shape: [count, channels, height, width], within: 1e-5)
        #expect(found.isChannelsLast)
    }

    @Test(arguments: sizes, [false, true]) func `values and gradients agree with the library's`(
        size: [Int], isRectified: Bool
    ) {
        let (x, weight, gradient) = example(size)
        func run(_ dtype: DType) -> [Tensor] {
            let (x, weight) = (x.to(dtype).recordingGradients(), weight.to(dtype).recordingGradients())
            let padding = Extent(size[4] / 2)
            let y =
                isRectified && dtype == .float32
                ? x.rectifiedDepthwise(weight: weight)
                : (isRectified ? x.relu() : x).conv2d(weight: weight, padding: padding, groups: size[1])
            return [y] + gradients(of: (y * gradient.to(dtype)).sum(), withRespectTo: [x, weight])
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) {
            #expect(relativeDistance(ours, theirs) < 2e-6)
        }
    }

    @Test func `a bias is added`() {
        let (x, weight, _) = example(Self.sizes[0])
        let bias = Tensor.arange(to: 16)
        let with = x.conv2d(weight: weight, bias: bias, padding: 1, groups: 16)
        let without = x.conv2d(weight: weight, padding: 1, groups: 16)
        #expect(relativeDistance(with, without + bias.reshaped(1, 16, 1, 1)) < 1e-6)
    }

    @Test(arguments: [false, true]) func `gradients can be differentiated again`(isRectified: Bool) {
        let (x, weight, _) = example(Self.sizes[1])
        func run(_ dtype: DType) -> [Tensor] {
            let (x, weight) = (x.to(dtype).recordingGradients(), weight.to(dtype).recordingGradients())
            let y =
                isRectified && dtype == .float32
                ? x.rectifiedDepthwise(weight: weight)
                : (isRectified ? x.relu() : x).conv2d(weight: weight, padding: 2, groups: 20)
            let first = gradients(of: y.squared().sum(), withRespectTo: [x, weight], createGraph: true)
            return gradients(
                of: first[0].squared().sum() + first[1].squared().sum(), withRespectTo: [x, weight])
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) {
            #expect(relativeDistance(ours, theirs) < 1e-5)
        }
    }

    @Test func `not a number stays one where it is seen`() {
        var (x, weight, _) = example([1, 16, 4, 4, 3])
        x = x.replacing(with: .nan, where: (Tensor.arange(to: 256).reshaped(1, 16, 4, 4) .== 0))
        let found = x.rectifiedDepthwise(weight: weight)
        #expect(found[0, 0, 0, 0].item().isNaN)
        #expect(found.narrowed(along: 1, from: 1, length: 15).isFinite().all().item() == 1)
    }

    @Test func `kernels of even size are refused`() {
        let (x, _, _) = example(Self.sizes[0])
        #expect(throws: TensorError.self) {
            try Tensor.checking { x.rectifiedDepthwise(weight: .ones([16, 1, 2, 2])) }
        }
    }

    @Test func `the ledger counts it as the library's`() {
        let (x, weight, _) = example(Self.sizes[0])
        let cost = CostLedger.measure { _ = x.conv2d(weight: weight, padding: 1, groups: 16) }.cost.multiplyAdds
        #expect(cost == 3 * 16 * 8 * 8 * 9)
    }
}
