import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// The parts of `sanity-checks`.
@Suite struct SanityTests {
    /// Two rectified units, one for and one against the class: the plain derivative has both, the guided one only the first.
    @Test func guidedBackpropagationThrowsAwayWhatSpeaksAgainst() {
        var random = RandomStream(seed: 1)
        var (hidden, head) = (Linear(2, 2, bias: false, using: &random), Linear(2, 2, bias: false, using: &random))
        hidden.weight = Tensor([Float(2), 0, 0, 3], shape: [2, 2])
        head.weight = Tensor([Float(1), -1, 0, 0], shape: [2, 2])
        let network = Sequential([Flatten(), hidden, ReLU(), head])
        let x = Tensor([Float(1), 1], shape: [1, 1, 1, 2])
        #expect(GuidedBackpropagation.map(of: network, x, 0).floats() == [2, 0])
        // Without a rectifier it is the plain derivative.
        let linear = Sequential([Flatten(), hidden, head])
        #expect(GuidedBackpropagation.map(of: linear, x, 0).floats() == [2, 3])
    }

    /// A score of one pixel alone: blackening it first ends the class, blackening it last leaves it for long.
    @Test func pixelFlippingFallsWithThePixelThatCounts() {
        var random = RandomStream(seed: 2)
        var head = Linear(100, 2, bias: false, using: &random)
        var weights = [Float](repeating: 0, count: 200)
        weights[7] = 20
        head.weight = Tensor(weights, shape: [2, 100])
        let network = Sequential([Flatten(), head])
        let x = Tensor.ones([1, 1, 10, 10])
        let first = PixelFlipping.curve(network, x, label: 0, order: [7] + (0..<100).filter { $0 != 7 })
        let last = PixelFlipping.curve(network, x, label: 0, order: (0..<100).filter { $0 != 7 } + [7])
        #expect(first[0] > 0.99 && abs(first[1] - 0.5) < 1e-6 && last.allSatisfy { $0 > 0.99 })
        #expect(PixelFlipping.area(last) > 0.99 && PixelFlipping.area(first) < 0.52)
    }

    /// The whole experiment on a few pictures, twice: a finished part is read back.
    @Test func theWholeExperimentOnAFewPictures() throws {
        let experiment = SanityChecksExperiment()
        var settings = experiment.settings(.quick)
        settings.sets = [try #require(settings.sets.first)]
        settings.sets[0].recipe = SmallNetwork.Recipe(
            pictures: nil, epochs: 3, batch: 16, rate: 0.01, widths: [3, 4, 4])
        settings.pictures = 2
        let result = try TinyExperiment.run(settings) { try experiment.run($0, settings) }
        let completeness = try #require(result.rows.first)
        #expect(completeness.values.count == 2 && completeness.values.allSatisfy { $0 >= 0 && $0 < 20 })
        let linear = result.rows.filter { $0.name.contains("linear model") }
        #expect(linear.count == 2 && linear.allSatisfy { $0.verdict == .reached })
        // Five methods and the failing example, each with a curve from 1 on.
        let cascade = try #require(result.illustrations.first)
        #expect(cascade.series.count == 6)
        // Grad-CAM and guided backpropagation may find nothing that speaks for a class.
        let full = cascade.series.filter { !$0.y.isEmpty }
        #expect(full.count >= 4 && full.allSatisfy { $0.y.count == 5 && abs($0.y[0] - 1) < 1e-9 })
        #expect(result.illustrations.count == 2 && result.illustrations[1].series.count == 7)
    }
}
