import FrugalTensor
import FrugalTesting
import Testing

/// The convolution of the house for kernels that step over several pixels, against loops and against the library's in float64,
/// which it does not touch.
@Suite struct StridedTests {
    struct Example: Sendable, CustomTestStringConvertible {
        /// Images, channels, height and width.
        var images: [Int]
        var outputs: Int
        var kernel: Int
        var stride: Int
        var isChannelsLast: Bool

        var testDescription: String {
            "\(images), \(outputs) kernels of \(kernel) by \(stride), channels \(isChannelsLast ? "last" : "first")"
        }

        func values() -> (x: Tensor, weight: Tensor, bias: Tensor, gradient: Tensor) {
            var random = RandomStream(seed: 3)
            let x = Tensor.normal(images, using: &random)
            let result =
                [images[0], outputs] + images.suffix(2).map { ($0 - kernel) / stride + 1 }
            return (
                isChannelsLast ? x.channelsLast() : x,
                Tensor.normal([outputs, images[1], kernel, kernel], using: &random),
                Tensor.normal([outputs], using: &random), Tensor.normal(result, using: &random)
            )
        }
    }

    /// An agent's, rows and patches that fill nothing, pixels that no patch reaches, one patch, gradients that are the library's.
    static let examples = [
        Example(images: [3, 2, 40, 40], outputs: 16, kernel: 8, stride: 4, isChannelsLast: false),
        Example(images: [5, 16, 9, 9], outputs: 32, kernel: 4, stride: 2, isChannelsLast: true),
        Example(images: [2, 16, 9, 8], outputs: 32, kernel: 4, stride: 2, isChannelsLast: false),
        Example(images: [3, 3, 11, 7], outputs: 16, kernel: 5, stride: 2, isChannelsLast: true),
        Example(images: [1, 4, 6, 13], outputs: 32, kernel: 4, stride: 3, isChannelsLast: true),
        Example(images: [1, 20, 5, 5], outputs: 16, kernel: 5, stride: 2, isChannelsLast: true),
        Example(images: [130, 1, 9, 9], outputs: 16, kernel: 3, stride: 2, isChannelsLast: false),
    ]

    @Test(arguments: examples) func `agrees with a plain loop`(example: Example) {
        let (x, weight, bias, gradient) = example.values()
        let (kernel, stride, channels) = (example.kernel, example.stride, example.images[1])
        let (pixels, taps, offsets) = (x.doubles(), weight.doubles(), bias.doubles())
        let (height, width) = (example.images[2], example.images[3])
        var expected: [Double] = []
        for image in 0..<example.images[0] {
            for output in 0..<example.outputs {
                for top in Swift.stride(from: 0, through: height - kernel, by: stride) {
                    for left in Swift.stride(from: 0, through: width - kernel, by: stride) {
                        var sum = offsets[output]
                        for tap in 0..<(channels * kernel * kernel) {
                            let (channel, y, x) = (tap / (kernel * kernel), tap / kernel % kernel, tap % kernel)
                            sum +=
                                pixels[((image * channels + channel) * height + top + y) * width + left + x]
                                * taps[output * channels * kernel * kernel + tap]
                        }
                        expected.append(sum)
                    }
                }
            }
        }
        let found = x.conv2d(weight: weight, bias: bias, stride: Extent(stride))
        expectClose(found, expected, shape: gradient.shape, within: 1e-4)
        let bare = x.conv2d(weight: weight, stride: Extent(stride))
        #expect(relativeDistance(found - bias.reshaped(1, -1, 1, 1), bare) < 1e-5)
    }

    @Test(arguments: examples) func `gradients agree with the library's`(example: Example) {
        let (x, weight, bias, gradient) = example.values()
        func run(_ dtype: DType) -> [Tensor] {
            let leaves = [x, weight, bias].map { $0.to(dtype).recordingGradients() }
            let y = leaves[0].conv2d(weight: leaves[1], bias: leaves[2], stride: Extent(example.stride))
            let alone = gradients(of: (y * gradient.to(dtype)).sum(), withRespectTo: [leaves[1]], keepGraph: true)
            return [y] + alone + gradients(of: (y * gradient.to(dtype)).sum(), withRespectTo: leaves)
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) {
            #expect(ours.shape == theirs.shape)
            #expect(relativeDistance(ours, theirs) < 3e-6)
        }
    }

    @Test(arguments: [0, 1]) func `gradients can be differentiated again`(place: Int) {
        let example = Self.examples[place]
        let (x, weight, bias, _) = example.values()
        func run(_ dtype: DType) -> [Tensor] {
            let leaves = [x, weight, bias].map { $0.to(dtype).recordingGradients() }
            let y = leaves[0].conv2d(weight: leaves[1], bias: leaves[2], stride: Extent(example.stride))
            let first = gradients(of: y.squared().sum(), withRespectTo: leaves, createGraph: true)
            return gradients(of: first[0].squared().sum() + first[1].squared().sum(), withRespectTo: leaves)
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) {
            #expect(relativeDistance(ours, theirs) < 1e-5)
        }
    }

    @Test func `not a number stays where it is seen`() {
        var (x, weight, bias, _) = Self.examples[0].values()
        x[1, 0, 0, 0] = .nan
        let isHidden = .!x.conv2d(weight: weight, bias: bias, stride: 4).isFinite()
        #expect(isHidden.sum().item() == 16)
        #expect(isHidden[1, .all, 0, 0].all().item() == 1)
    }

    @Test func `threads change nothing but the order of sums`() {
        let (x, weight, bias, gradient) = Self.examples[6].values()
        let before = Engine.threads
        defer { Engine.threads = before }
        let runs = [1, 2].map { threads in
            Engine.threads = threads
            let leaf = weight.recordingGradients()
            let y = x.conv2d(weight: leaf, bias: bias, stride: 2)
            return [y] + gradients(of: (y * gradient).sum(), withRespectTo: [leaf])
        }
        #expect((runs[0][0] - runs[1][0]).abs().max().item() == 0)
        #expect(relativeDistance(runs[0][1], runs[1][1]) < 1e-6)
    }

    @Test func `the ledger counts it as the library's`() {
        let (x, weight, _, _) = Self.examples[1].values()
        let leaves = [x, weight].map { $0.recordingGradients() }
        let (sum, forward) = CostLedger.measure { leaves[0].conv2d(weight: leaves[1], stride: 2).sum() }
        let backward = CostLedger.measure { gradients(of: sum, withRespectTo: leaves) }.cost
        #expect(forward.multiplyAdds == 5 * 9 * 32 * 16 * 16)
        #expect(backward.multiplyAdds == 2 * forward.multiplyAdds)
    }
}
