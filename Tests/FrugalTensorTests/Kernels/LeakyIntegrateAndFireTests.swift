import Foundation
import FrugalTensor
import FrugalTesting
import Testing

/// Neurons over all steps as one operation, against plain loops and against the library's operations in float64.
@Suite struct LeakyIntegrateAndFireTests {
    private static let all: [LeakyIntegrateAndFire] = (0..<5).flatMap { surrogate in
        [true, false].map { subtracts in
            LeakyIntegrateAndFire(
                steps: 7, decay: 0.8, threshold: 0.7, subtracts: subtracts, surrogate: surrogate,
                slope: surrogate == 0 ? 5 : 1.5)
        }
    }

    /// More neurons than are run through the steps at a time.
    private func current(steps: Int) -> Tensor {
        var random = RandomStream(seed: 3)
        return Tensor.normal([steps, 3, 211], mean: 0.3, deviation: 0.5, using: &random)
    }

    @Test(arguments: all, [7, 1]) func `spikes and membranes are those of a plain loop`(
        _ neurons: LeakyIntegrateAndFire, given: Int
    ) {
        let current = current(steps: given)
        let values = current.floats()
        let count = 3 * 211
        var membrane = [Float](repeating: 0, count: count)
        var (spikes, membranes) = ([Float](), [Float]())
        for step in 0..<7 {
            for neuron in 0..<count {
                var v = Float(neurons.decay) * membrane[neuron] + values[(given == 1 ? 0 : step) * count + neuron]
                let fires = v >= Float(0.7)
                if fires { v = neurons.subtracts ? v - Float(0.7) : 0 }
                membrane[neuron] = v
                spikes.append(fires ? 1 : 0)
                membranes.append(v)
            }
        }
        let found = current.leakyIntegrateAndFire(neurons, wantsMembranes: true)
        // Not nearly: a membrane that is rounded otherwise spikes otherwise.
        #expect(found.spikes?.floats() == spikes)
        #expect(found.membranes?.floats() == membranes)
        #expect(spikes.contains(1) && spikes.contains(0))
    }

    @Test(arguments: all, [7, 1]) func `gradients agree with those of the library's operations`(
        _ neurons: LeakyIntegrateAndFire, given: Int
    ) {
        var random = RandomStream(seed: 5)
        let (ofSpikes, ofMembranes) = (
            Tensor.normal([7, 3, 211], using: &random), Tensor.normal([7, 3, 211], using: &random)
        )
        for uses in [(true, true), (true, false), (false, true)] {
            func gradient(_ dtype: DType) -> Tensor {
                let input = current(steps: given).to(dtype).recordingGradients()
                let found = input.leakyIntegrateAndFire(neurons, wantsMembranes: uses.1)
                var loss = Tensor(0, dtype: dtype)
                if uses.0, let spikes = found.spikes { loss = loss + (spikes * ofSpikes.to(dtype)).sum() }
                if uses.1, let membranes = found.membranes {
                    loss = loss + (membranes * ofMembranes.to(dtype)).sum()
                }
                return gradients(of: loss, withRespectTo: [input])[0]
            }
            // Float64 is the library's own operations, one after the other.
            #expect(relativeDistance(gradient(.float32), gradient(.float64)) < 1e-5)
        }
    }

    /// The surrogates as the functions that their names say.
    @Test func `a spike's derivative is the surrogate at the membrane's distance`() {
        let distances: [Float] = [-2, -0.5, -0.1, 0.05, 0.3, 1.5]
        let formulas: [(Double) -> Double] = [
            { 1 / pow(1 + 2 * abs($0), 2) }, { 1 / (1 + pow(Double.pi * $0, 2)) }, { max(0, 1 - 2 * abs($0)) },
            { 2 * abs($0) <= 1 ? 1 : 0 },
            { 2 / (1 + exp(-2 * $0)) * (1 - 1 / (1 + exp(-2 * $0))) },
        ]
        for (surrogate, formula) in formulas.enumerated() {
            for dtype in [DType.float32, .float64] {
                let input = (Tensor(distances, shape: [1, 6]) + 1).to(dtype).recordingGradients()
                let neurons = LeakyIntegrateAndFire(
                    steps: 1, decay: 0.9, threshold: 1, surrogate: surrogate, slope: 2)
                let spikes = input.leakyIntegrateAndFire(neurons).spikes ?? input
                let found = gradients(of: spikes.sum(), withRespectTo: [input])[0]
                expectClose(found, distances.map { formula(Double($0)) }, within: 1e-5)
            }
        }
    }

    @Test(arguments: [1, 5]) func `silent neurons have the gradient of finite differences`(given: Int) {
        let neurons = LeakyIntegrateAndFire(steps: 5, decay: 0.7, threshold: nil)
        let start = sample([given, 4])
        let weights = sample([5, 4], seed: 11)
        func loss(_ x: Tensor) -> Tensor {
            let membranes = x.leakyIntegrateAndFire(neurons).membranes ?? x
            return (membranes.squared() * weights.to(x.dtype)).sum()
        }
        let input = start.to(.float32).recordingGradients()
        let found = gradients(of: loss(input), withRespectTo: [input])[0].doubles()
        for place in 0..<start.count {
            var (up, down) = (start.doubles(), start.doubles())
            up[place] += 1e-4
            down[place] -= 1e-4
            let difference =
                (loss(Tensor(up, shape: start.shape)).item() - loss(Tensor(down, shape: start.shape)).item()) / 2e-4
            #expect(abs(found[place] - difference) < 1e-4 * max(1, abs(difference)))
        }
    }

    @Test func `gradients can be differentiated again`() {
        let neurons = LeakyIntegrateAndFire(steps: 7, decay: 0.8, threshold: 0.7, surrogate: 1, slope: 2)
        func second(_ dtype: DType) -> Tensor {
            let input = current(steps: 1).to(dtype).recordingGradients()
            let spikes = input.leakyIntegrateAndFire(neurons).spikes ?? input
            let rate = spikes.mean(along: 0)
            let first = gradients(of: (rate * rate).sum(), withRespectTo: [input], createGraph: true)[0]
            return gradients(of: first.squared().sum(), withRespectTo: [input])[0]
        }
        #expect(relativeDistance(second(.float32), second(.float64)) < 1e-4)
    }

    /// Pictures laid out channels-last keep their layout, and mean the same.
    @Test func `the layout of pictures does not matter`() {
        var random = RandomStream(seed: 9)
        let current = Tensor.normal([14, 3, 5, 4], deviation: 0.8, using: &random)
        let neurons = Self.all[0]
        func run(_ x: Tensor) -> (Tensor, Tensor) {
            let input = x.recordingGradients()
            let steps = input.reshaped([7, 2, 3, 5, 4])
            let spikes = steps.leakyIntegrateAndFire(neurons).spikes ?? steps
            return (spikes, gradients(of: (spikes * spikes.cumulativeSum(along: 0)).sum(), withRespectTo: [input])[0])
        }
        let (plain, last) = (run(current), run(current.channelsLast()))
        #expect(plain.0.elementsEqual(last.0))
        #expect(relativeDistance(plain.1, last.1) < 1e-6)
    }

    @Test func `currents over other steps are refused`() {
        #expect(throws: TensorError.self) {
            try Tensor.checking { _ = Tensor.zeros([3, 4]).leakyIntegrateAndFire(Self.all[0]) }
        }
    }
}

/// Random spikes.
@Suite struct PoissonSpikeTests {
    @Test func `rates are those asked for and a seed means the same spikes`() {
        let numbers = Tensor([0, 0.1, 0.5, 1], shape: [4, 1]).expanded(to: [4, 500])
        func draw(_ seed: UInt64) -> Tensor {
            var random = RandomStream(seed: seed)
            return numbers.poissonSpikes(steps: 40, rate: 0.6, using: &random)
        }
        let spikes = draw(1)
        #expect(spikes.shape == [40, 4, 500])
        let rates = spikes.mean(along: [0, 2]).doubles()
        // Four standard errors of 20,000 draws.
        for (rate, wanted) in zip(rates, [0, 0.06, 0.3, 0.6]) {
            #expect(abs(rate - wanted) <= 4 * (wanted * (1 - wanted) / 20_000).squareRoot())
        }
        #expect(spikes.elementsEqual(draw(1)))
        #expect(!spikes.elementsEqual(draw(2)))
    }

    /// Neighbouring steps and neurons know nothing of each other.
    @Test func `spikes are independent of those before and beside them`() {
        var random = RandomStream(seed: 4)
        let spikes = Tensor.full([1000], 0.5).poissonSpikes(steps: 200, rate: 1, using: &random) - 0.5
        for (one, other) in [
            (spikes.narrowed(along: 0, from: 0, length: 199), spikes.narrowed(along: 0, from: 1, length: 199)),
            (spikes.narrowed(along: 1, from: 0, length: 999), spikes.narrowed(along: 1, from: 1, length: 999)),
        ] {
            let correlation = 4 * (one * other).mean().item()
            #expect(abs(correlation) < 4 / Double(one.count).squareRoot())
        }
    }
}
