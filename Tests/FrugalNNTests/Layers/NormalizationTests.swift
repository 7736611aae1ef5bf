import FrugalNN
import FrugalTensor
import Testing

@Suite struct NormalizationTests {
    private let x = sample([4, 3, 5, 2]) * 2 + 1
    private let weight = sample([3], seed: 2), bias = sample([3], seed: 3)

    /// `(x - mean) / sqrt(variance + 1e-5)` of the elements at these places, in place.
    private func normalize(_ values: inout [Double], _ places: [Int]) {
        let mean = places.reduce(0) { $0 + values[$1] } / Double(places.count)
        let variance = places.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) } / Double(places.count)
        for place in places { values[place] = (values[place] - mean) / (variance + 1e-5).squareRoot() }
    }

    /// The places of `[4, 3, 5, 2]` by what `key` makes of example and channel.
    private func places(by key: (_ example: Int, _ channel: Int) -> Int) -> [[Int]] {
        Array(Dictionary(grouping: 0..<120) { key($0 / 30, $0 / 10 % 3) }.values)
    }

    private func scaled(_ values: [Double]) -> [Double] {
        let weight = weight.doubles(), bias = bias.doubles()
        return values.indices.map { values[$0] * weight[$0 / 10 % 3] + bias[$0 / 10 % 3] }
    }

    @Test("Batch normalisation by the batch is its definition")
    func batch() {
        var values = x.doubles()
        for channel in places(by: { $1 }) { normalize(&values, channel) }
        for input in [x, x.channelsLast()] {
            let found = input.batchNorm(weight: weight, bias: bias)
            #expect(distance(found.output.doubles(), scaled(values)) < 1e-12)
            #expect(distance(found.mean.doubles(), x.mean(along: 0, 2, 3).doubles()) < 1e-12)
            let mean = x.mean(along: 0, 2, 3, keepingDimensions: true)
            let variance = (x - mean).squared().sum(along: 0, 2, 3) / 39
            #expect(distance(found.variance.doubles(), variance.doubles()) < 1e-12)
        }
    }

    @Test("Batch normalisation by given statistics is its definition")
    func given() {
        let mean = sample([3], seed: 4), variance = sample([3], seed: 5).squared() + 0.1
        let found = x.batchNorm(weight: weight, bias: bias, mean: mean, variance: variance)
        let m = mean.doubles(), v = variance.doubles()
        let values = x.doubles().enumerated().map { index, value in
            let channel = index / 10 % 3
            return (value - m[channel]) / (v[channel] + 1e-5).squareRoot()
        }
        #expect(distance(found.doubles(), scaled(values)) < 1e-12)
    }

    @Test("Layer and group normalisation are their definitions")
    func eachExample() {
        var perExample = x.doubles()
        for example in places(by: { example, _ in example }) { normalize(&perExample, example) }
        let one = x.groupNorm(groups: 1, weight: weight, bias: bias)
        #expect(distance(one.doubles(), scaled(perExample)) < 1e-12)
        #expect(distance(x.layerNorm(over: [3, 5, 2]).doubles(), perExample) < 1e-12)

        var perChannel = x.doubles()
        for channel in places(by: { $0 * 3 + $1 }) { normalize(&perChannel, channel) }
        #expect(distance(GroupNorm(groups: 3, channels: 3).to(.float64)(x, .evaluation).doubles(), perChannel) < 1e-12)

        let gain = sample([5, 2], seed: 6), shift = sample([5, 2], seed: 7)
        var layer = LayerNorm([5, 2]).to(.float64)
        layer.weight = gain
        layer.bias = shift
        let expected = Tensor(perChannel, shape: x.shape) * gain + shift
        #expect(distance(layer(x, .evaluation).doubles(), expected.doubles()) < 1e-12)
    }

    @Test("Gradients are slopes")
    func slopes() {
        let x = sample([3, 2, 3]), weight = sample([2], seed: 2), bias = sample([2], seed: 3)
        let inputs = [x, weight, bias]
        #expect(gradientError(inputs) { $0[0].batchNorm(weight: $0[1], bias: $0[2]).output } < 1e-6)
        #expect(
            gradientError(inputs) {
                $0[0].batchNorm(
                    weight: $0[1], bias: $0[2], mean: .zeros([2], dtype: .float64),
                    variance: .ones([2], dtype: .float64))
            } < 1e-6)
        #expect(gradientError(inputs) { $0[0].groupNorm(groups: 2, weight: $0[1], bias: $0[2]) } < 1e-6)
        let row = [sample([3, 4]), sample([4], seed: 2), sample([4], seed: 3)]
        #expect(gradientError(row) { $0[0].layerNorm(over: [4], weight: $0[1], bias: $0[2]) } < 1e-6)
    }

    @Test("A training pass is absorbed, a batch-only pass leaves no trace")
    func modes() {
        var layer = BatchNorm(3, momentum: 0.25).to(.float64)
        let statistics = x.batchNorm()
        let untouched = layer

        let quiet = Pass(isTraining: true, normalization: .batchOnly, random: RandomStream(seed: 1))
        #expect(distance(layer(x, quiet).doubles(), statistics.output.doubles()) < 1e-12)
        layer.absorb(quiet)
        #expect(layer.runningMean.doubles() == [0, 0, 0])

        let pass = Pass.training(RandomStream(seed: 1))
        #expect(distance(layer(x, pass).doubles(), statistics.output.doubles()) < 1e-12)
        #expect(layer.runningMean.doubles() == [0, 0, 0])
        layer.absorb(pass)
        #expect(distance(layer.runningMean.doubles(), (statistics.mean * 0.25).doubles()) < 1e-12)
        #expect(distance(layer.runningVariance.doubles(), (statistics.variance * 0.25 + 0.75).doubles()) < 1e-12)
        #expect(untouched.runningMean.doubles() == [0, 0, 0])
        #expect(untouched.runningVariance.doubles() == [1, 1, 1])

        let seen = layer(x, .evaluation)
        let expected = x.batchNorm(
            weight: layer.weight, bias: layer.bias, mean: layer.runningMean, variance: layer.runningVariance)
        #expect(seen.doubles() == expected.doubles())
    }

    @Test("A layer applied twice in a pass follows both batches, as in PyTorch")
    func twice() {
        var layer = BatchNorm(3, momentum: 0.5).to(.float64)
        let pass = Pass.training(RandomStream(seed: 1))
        _ = layer(x, pass)
        _ = layer(x + 4, pass)
        layer.absorb(pass)
        let mean = x.batchNorm().mean
        #expect(distance(layer.runningMean.doubles(), (mean * 0.25 + (mean + 4) * 0.5).doubles()) < 1e-12)
    }

    @Test("Names are PyTorch's; without affine parameters there are none")
    func names() {
        var layer = BatchNorm(3)
        var paths: [String] = []
        layer.forEachTensor { path, _, _ in paths.append(path) }
        #expect(paths == ["weight", "bias", "running_mean", "running_var"])
        #expect(BatchNorm(3, isAffine: false).parameters.isEmpty)
        #expect(LayerNorm(3, isAffine: false).parameters.isEmpty)
        #expect(GroupNorm(groups: 1, channels: 3).parameterPaths == ["weight", "bias"])
    }

    @Test("Misuse is an error")
    func misuse() {
        let layer = BatchNorm(4)
        let pass = Pass.training(RandomStream(seed: 1))
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([2, 3]), pass) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([2, 3]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([4]), pass) } }
        // One value a channel has no variance.
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([1, 4]), pass) } }
        #expect(throws: TensorError.self) {
            try Tensor.checking { Tensor.zeros([2, 3]).groupNorm(groups: 2) }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking { Tensor.zeros([2, 3]).groupNorm(groups: 0) }
        }
        #expect(throws: TensorError.self) { try Tensor.checking { LayerNorm(4)(.zeros([2, 3]), .evaluation) } }
    }
}
