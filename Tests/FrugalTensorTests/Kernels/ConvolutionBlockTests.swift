import FrugalTensor
import FrugalTesting
import Testing

/// The block as one operation against its parts, which PyTorch's own tests stand behind.
@Suite("Convolution block")
struct ConvolutionBlockTests {
    /// Sizes that matter: odd heights and widths, channels that do not fill the vector lanes, one input channel.
    static let sizes = [
        [4, 3, 9, 7, 5], [2, 1, 8, 8, 64], [3, 64, 21, 21, 64], [2, 5, 6, 6, 40], [1, 2, 3, 3, 33],
    ]

    struct Case {
        var inputs: [Tensor]
        let statistics: (mean: Tensor, variance: Tensor)?
        let gradient: Tensor

        init(_ size: [Int], usesRunning: Bool, dtype: DType = .float32) {
            var random = RandomStream(seed: 5)
            let (n, c, h, w, k) = (size[0], size[1], size[2], size[3], size[4])
            inputs = [
                Tensor.normal([n, c, h, w], using: &random).to(dtype).channelsLast(),
                (Tensor.normal([k, c, 3, 3], using: &random) * 0.2).to(dtype),
                Tensor.normal([k], using: &random), Tensor.normal([k], using: &random),
                Tensor.normal([k], using: &random),
            ].map { $0.recordingGradients() }
            statistics =
                usesRunning
                ? (Tensor.normal([k], using: &random), Tensor.uniform([k], in: 0.5..<1.5, using: &random)) : nil
            gradient = Tensor.normal([n, k, h / 2, w / 2], using: &random)
        }

        func fused() -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
            inputs[0].convolutionBlock(
                weight: inputs[1], bias: inputs[2], scale: inputs[3], shift: inputs[4], statistics: statistics)
        }

        func parts() -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
            let y = inputs[0].conv2d(weight: inputs[1], bias: inputs[2].to(inputs[1].dtype), padding: 1)
            if let statistics {
                let normal = y.batchNorm(
                    weight: inputs[3], bias: inputs[4], mean: statistics.mean, variance: statistics.variance)
                return (normal.relu().maxPool2d(2), nil)
            }
            let batch = y.batchNorm(weight: inputs[3], bias: inputs[4])
            return (batch.output.relu().maxPool2d(2), (batch.mean, batch.variance))
        }
    }

    @Test(arguments: sizes, [false, true])
    func agreesWithItsParts(size: [Int], usesRunning: Bool) throws {
        let example = Case(size, usesRunning: usesRunning)
        let (fused, parts) = (example.fused(), example.parts())
        #expect(relativeDistance(fused.output, parts.output) < 1e-5)
        if let ours = fused.statistics, let theirs = parts.statistics {
            #expect(relativeDistance(ours.mean, theirs.mean) < 1e-5)
            #expect(relativeDistance(ours.variance, theirs.variance) < 1e-5)
        } else {
            #expect(usesRunning && fused.statistics == nil)
        }
        let ours = gradients(of: fused.output, withRespectTo: example.inputs, seed: example.gradient)
        let theirs = gradients(of: parts.output, withRespectTo: example.inputs, seed: example.gradient)
        for (index, (our, their)) in zip(ours, theirs).enumerated() where index != 2 || usesRunning {
            #expect(relativeDistance(our, their) < 1e-5, "gradient \(index)")
        }
        if !usesRunning {
            // A bias in front of batch statistics changes nothing, so its gradient is zero; the parts give rounding noise.
            #expect(ours[2].floats().allSatisfy { $0 == 0 })
        }
    }

    /// Pictures themselves need no gradient: then the convolution's output is never stored (thin_block.hpp). The
    /// last case is far from zero, as pixels that nobody normalised are.
    @Test(arguments: [
        [4, 3, 9, 7, 5, 0], [2, 1, 8, 8, 64, 0], [3, 2, 21, 21, 40, 0], [2, 3, 40, 37, 144, 0],
        [2, 3, 12, 12, 64, 100],
    ])
    func agreesWithItsPartsOnPictures(size: [Int]) throws {
        let level = Double(size[5])
        var example = Case(size, usesRunning: false)
        example.inputs[0] = withoutGradients { (example.inputs[0] + level).channelsLast() }
        let (fused, parts) = (example.fused(), example.parts())
        let tolerance = level == 0 ? 1e-5 : 1e-3
        #expect(relativeDistance(fused.output, parts.output) < tolerance)
        let ours = try #require(fused.statistics), theirs = try #require(parts.statistics)
        #expect(relativeDistance(ours.mean, theirs.mean) < 1e-5)
        #expect(relativeDistance(ours.variance, theirs.variance) < tolerance)
        let places = Array(example.inputs.dropFirst())
        let our = gradients(of: fused.output, withRespectTo: places, seed: example.gradient)
        let their = gradients(of: parts.output, withRespectTo: places, seed: example.gradient)
        for index in [0, 2, 3] {
            #expect(relativeDistance(our[index], their[index]) < tolerance, "gradient \(index)")
        }
        #expect(our[1].floats().allSatisfy { $0 == 0 })
    }

    /// Of a function of all first derivatives, with respect to all inputs, beside the parts in float64.
    @Test(arguments: [[2, 3, 6, 6, 8], [3, 2, 7, 9, 5], [2, 64, 14, 14, 64]], [false, true])
    func givesSecondDerivatives(size: [Int], ofPictures: Bool) throws {
        let example = Case(size, usesRunning: false)
        var random = RandomStream(seed: 8)
        let weights = example.inputs.map { Tensor.normal($0.shape, using: &random) }
        func second(_ example: Case, _ dtype: DType, _ output: (Case) -> Tensor) -> [Tensor] {
            var example = example
            example.inputs = example.inputs.enumerated().map { place, input in
                let same = withoutGradients { place == 0 ? input.to(dtype).channelsLast() : input.to(dtype) }
                return place == 0 && ofPictures ? same.detached() : same.recordingGradients()
            }
            let places = [1, 3, 4] + (ofPictures ? [] : [0])
            let inputs = places.map { example.inputs[$0] }
            let output = output(example)
            // The gradient that reaches the block depends on its output, as that of a loss does.
            let loss = (output * output * example.gradient.to(dtype)).sum()
            let first = gradients(of: loss, withRespectTo: inputs, createGraph: true)
            let sum = zip(first, places).reduce(Tensor(0, dtype: dtype)) { sum, part in
                sum + (part.0 * part.0 * weights[part.1].to(dtype)).sum()
            }
            return gradients(of: sum, withRespectTo: inputs, createGraph: true)
        }
        let ours = second(example, .float32) { $0.fused().output }
        let theirs = second(example, .float64) { $0.parts().output }
        for (our, their) in zip(ours, theirs) {
            #expect(their.doubles().contains { abs($0) > 1e-3 })
            #expect(relativeDistance(our, their) < 1e-4)
        }
        #expect(ours.count == (ofPictures ? 3 : 4))
    }

    /// A third derivative takes the library's own operations from where the fused ones end.
    @Test func givesThirdDerivatives() {
        let example = Case([2, 3, 6, 6, 8], usesRunning: false)
        func third(_ output: Tensor) -> Tensor {
            let weight = [example.inputs[1]]
            var found = (output * output * example.gradient).sum()
            for _ in 0..<2 {
                let next = gradients(of: found, withRespectTo: weight, createGraph: true)[0]
                found = (next * next).sum()
            }
            return gradients(of: found, withRespectTo: weight)[0]
        }
        let (ours, theirs) = (third(example.fused().output), third(example.parts().output))
        #expect(theirs.floats().contains { abs($0) > 1e-3 })
        #expect(relativeDistance(ours, theirs) < 1e-3)
    }

    @Test func staysNearInBfloat16() {
        let exact = Case([2, 8, 12, 12, 32], usesRunning: false).fused().output
        let example = Case([2, 8, 12, 12, 32], usesRunning: false, dtype: .bfloat16)
        let output = example.fused().output
        #expect(output.dtype == .bfloat16)
        #expect(relativeDistance(output.to(.float32), exact) < 0.02)
        let found = gradients(of: output.to(.float32), withRespectTo: [example.inputs[1]], seed: example.gradient)[0]
        let whole = Case([2, 8, 12, 12, 32], usesRunning: false)
        let wanted = gradients(of: whole.fused().output, withRespectTo: [whole.inputs[1]], seed: whole.gradient)[0]
        #expect(relativeDistance(found.to(.float32), wanted) < 0.05)
    }

    /// On pictures of one channel, and on many of three, only what goes in and comes out is rounded, nothing between.
    @Test(arguments: [[2, 1, 12, 12, 32], [40, 3, 82, 82, 64]])
    func roundsOnlyAtTheEndsOnPicturesInBfloat16(size: [Int]) {
        var half = Case(size, usesRunning: false, dtype: .bfloat16)
        half.inputs[0] = withoutGradients { (half.inputs[0] + 0).channelsLast() }
        var whole = half
        for place in 0..<2 { whole.inputs[place] = withoutGradients { half.inputs[place].to(.float32) } }
        whole.inputs[1] = whole.inputs[1].recordingGradients()
        let (output, exact) = (half.fused().output, whole.parts().output)
        #expect(output.dtype == .bfloat16)
        #expect(relativeDistance(output.to(.float32), exact) < 0.004)
        let found = gradients(of: output.to(.float32), withRespectTo: [half.inputs[1]], seed: half.gradient)[0]
        let wanted = gradients(of: exact, withRespectTo: [whole.inputs[1]], seed: whole.gradient)[0]
        #expect(relativeDistance(found.to(.float32), wanted) < 0.01)
    }

    @Test func recordsNothingWithoutGradients() {
        let example = Case([2, 3, 6, 6, 8], usesRunning: false)
        let output = withoutGradients { example.fused().output }
        #expect(!output.requiresGradient)
        #expect(relativeDistance(output, example.fused().output) == 0)
    }

    @Test func refusesWhatDoesNotFit() {
        let x = Tensor.zeros([2, 3, 8, 8]), weight = Tensor.zeros([4, 5, 3, 3]), ones = Tensor.ones([4])
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                x.convolutionBlock(weight: weight, bias: nil, scale: ones, shift: ones, statistics: nil).output
            }
        }
    }
}
