import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Reading a network layer by layer: nothing is lost, and what cannot be spiking is refused by its name.
@Suite struct AnalogReaderTests {
    private func sample(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
        var random = RandomStream(seed: seed)
        return Tensor.uniform(shape, using: &random)
    }

    private func problem(_ network: some Layer, _ shape: [Int]) -> String {
        do {
            _ = try AnalogNetwork(network, inputShape: shape)
            return "it was read"
        } catch { return "\(error)" }
    }

    @Test func everyLayerIsReadAndNormalisationFolded() throws {
        var random = RandomStream(seed: 1)
        var norm = BatchNorm(4)
        norm.runningMean = Tensor.normal([4], using: &random)
        norm.runningVariance = Tensor.uniform([4], using: &random) + 0.5
        norm.weight = Tensor.normal([4], using: &random)
        norm.bias = Tensor.normal([4], using: &random)
        let network = Sequential {
            Conv2d(2, 4, kernel: 3, stride: 1, padding: 1, using: &random)
            norm
            ReLU()
            MaxPool2d(2)
            Conv2d(4, 5, kernel: 3, stride: 2, using: &random)
            Activation.relu
            AveragePool2d(2, stride: 1)
            Flatten()
            Dropout(0.5)
            Perceptron(widths: [5, 7, 3], using: &random)
        }
        let analog = try AnalogNetwork(network, inputShape: [2, 10, 10])
        try analog.check(against: network, on: sample([6, 2, 10, 10]))
        #expect(
            analog.layers.map(\.name) == [
                "1 convolution", "2 max-pool", "3 convolution", "4 average-pool", "5 dense", "6 dense",
            ])
        #expect(analog.layers.map(\.isRectified) == [true, false, true, false, true, false])
    }

    @Test func readyModelsAreChains() throws {
        var random = RandomStream(seed: 1)
        var model = Conv4(channels: 1, size: 16, classes: 3, width: 4, using: &random)
        for block in model.backbone.blocks.indices {
            model.backbone.blocks[block].norm.runningMean = Tensor.normal([4], using: &random)
        }
        try AnalogNetwork(model, inputShape: [1, 16, 16]).check(against: model, on: sample([3, 1, 16, 16]))
        let pooled = Sequential {
            Conv2d(1, 4, kernel: 3, using: &random)
            ReLU()
            GlobalAveragePool()
            Linear(4, 2, using: &random)
        }
        try AnalogNetwork(pooled, inputShape: [1, 6, 6]).check(against: pooled, on: sample([3, 1, 6, 6]))
    }

    /// The multiply-adds of Figure 6, and of a convolution with padding, whose corner has 4 products and whose edges 6.
    @Test func multiplyAddsAreCounted() throws {
        var random = RandomStream(seed: 1)
        let dense = RectifiedPerceptron(widths: [784, 1200, 1200, 10], using: &random)
        #expect(try AnalogNetwork(dense, inputShape: [784]).multiplyAdds == 2_392_800)
        let padded = Conv2d(1, 2, kernel: 3, padding: 1, using: &random)
        let network = Sequential {
            padded
            ReLU()
            Flatten()
            Linear(18, 1, using: &random)
        }
        #expect(try AnalogNetwork(network, inputShape: [1, 3, 3]).multiplyAdds == 2 * (4 * 4 + 4 * 6 + 9) + 18)
    }

    @Test func whatCannotSpikeIsRefusedByItsName() {
        var random = RandomStream(seed: 1)
        let first = Linear(4, 4, using: &random)
        let last = Linear(4, 2, using: &random)
        #expect(problem(Sequential([first, Tanh(), last]), [4]).contains("Tanh after 1 dense"))
        #expect(problem(Sequential([first, GELU(), last]), [4]).contains("GELU"))
        #expect(problem(Sequential([first, Activation.sigmoid, last]), [4]).contains("Activation"))
        #expect(problem(Sequential([first, last]), [4]).contains("1 dense: no rectifier follows it"))
        #expect(problem(Sequential([first, ReLU(), BatchNorm(4), last]), [4]).contains("BatchNorm"))
        #expect(problem(Sequential([first, ReLU()]), [4]) == "it was read")
        #expect(problem(Sequential([ReLU(), first]), [4]).contains("ReLU"))
        #expect(problem(Sequential([]), [4]).contains("does not end in a layer with weights"))
        #expect(problem(last, [1, 2, 4]).contains("put a Flatten before it"))
        #expect(problem(last, [5]).contains("takes 4 numbers"))
        let depthwise = Conv2d(4, 4, kernel: 3, groups: 4, using: &random)
        #expect(problem(Sequential([depthwise, ReLU()]), [4, 8, 8]).contains("groups"))
        let padded = MaxPool2d(2, padding: 1)
        #expect(problem(Sequential([padded, Flatten(), last]), [1, 2, 2]).contains("MaxPool2d"))
        #expect(problem(ResidualBlock(4, 4, using: &random), [4, 8, 8]).contains("ResidualBlock"))
    }

    /// A chain that says less than it does, here a rectifier written as a function and a doubling, is found out.
    @Test func aFunctionThatNoLayerShowsIsFoundOut() throws {
        struct Sly: Chain {
            var first: Linear
            var last: Linear
            mutating func visit(_ visitor: inout Visitor) {
                visitor.child("first", &first)
                visitor.child("last", &last)
            }
            var links: [any Layer] { [first, ReLU(), last] }
            func forward(_ x: Tensor, _ pass: Pass) -> Tensor { last(first(x, pass).relu() * 2, pass).relu() }
        }
        var random = RandomStream(seed: 1)
        let network = Sly(first: Linear(4, 8, using: &random), last: Linear(8, 3, using: &random))
        let analog = try AnalogNetwork(network, inputShape: [4])
        do {
            try analog.check(against: network, on: sample([20, 4]))
            Issue.record("the function was not missed")
        } catch { #expect("\(error)".contains("Sly: it computes something beside the layers that it shows")) }
    }

    /// Raw pictures through the absorbed network give what normalised ones give through the other.
    @Test func normalisationMovesIntoTheWeights() throws {
        var random = RandomStream(seed: 3)
        let (means, deviations) = ([0.4, 0.2], [0.3, 0.6])
        let raw = sample([5, 2, 6, 6])
        let shape = [1, 2, 1, 1]
        let normalised =
            (raw - Tensor(means.map { Float($0) }, shape: shape)) / Tensor(deviations.map { Float($0) }, shape: shape)
        let convolution = Sequential {
            Conv2d(2, 3, kernel: 3, using: &random)
            ReLU()
            Flatten()
            Linear(48, 2, using: &random)
        }
        let dense = Sequential {
            AveragePool2d(2)
            Flatten()
            Linear(18, 4, using: &random)
        }
        for network in [convolution, dense] {
            let analog = try AnalogNetwork(network, inputShape: [2, 6, 6])
            let absorbed = try analog.absorbing(means: means, deviations: deviations)
            let difference = (absorbed.scores(raw) - analog.scores(normalised)).abs().max().item()
            #expect(difference < 1e-5)
        }
        let padded = Sequential([Conv2d(2, 3, kernel: 3, padding: 1, using: &random)])
        let analog = try AnalogNetwork(padded, inputShape: [2, 6, 6])
        #expect(throws: FrugalError.self) { try analog.absorbing(means: means, deviations: deviations) }
    }
}
