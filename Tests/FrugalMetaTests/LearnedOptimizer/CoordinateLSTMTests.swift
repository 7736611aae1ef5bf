import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@testable import FrugalMeta

@Suite struct CoordinateLSTMTests {
    /// Neither the coordinates nor the units are multiples of what the kernel works on at once.
    private static let shapes: [(units: Int, layers: Int, coordinates: Int)] = [
        (20, 2, 37), (3, 1, 16), (5, 3, 1), (6, 2, 50),
    ]

    private func network(_ units: Int, _ layers: Int, seed: UInt64 = 3) -> CoordinateLSTM {
        var random = RandomStream(seed: seed)
        return CoordinateLSTM(units: units, layers: layers, using: &random)
    }

    @Test func thePaperSNetworkHasItsSize() {
        #expect(network(20, 2).parameterCount == 5141)
    }

    @Test(arguments: shapes) func outputsAreThoseOfPlainLoops(_ units: Int, _ layers: Int, _ count: Int) {
        let network = network(units, layers)
        var random = RandomStream(seed: 4)
        let inputs = Tensor.normal([6, 2, count], deviation: 2, using: &random)
        let found = network(inputs, state: network.start(coordinates: count))
        let expected = PlainLSTM(network).outputs(inputs).flatMap { $0 }
        #expect(found.outputs.shape == [6, count])
        #expect(zip(found.outputs.doubles(), expected).allSatisfy { abs($0 - $1) < 2e-6 })
        #expect(found.outputs.deviation().item() > 1e-3)
    }

    @Test func stepsOneByOneAreTheSameBits() {
        let network = network(20, 2)
        var random = RandomStream(seed: 5)
        let inputs = Tensor.normal([4, 2, 21], using: &random)
        let whole = network(inputs, state: network.start(coordinates: 21))
        var state = network.start(coordinates: 21)
        for step in 0..<4 {
            let one = network(inputs[step..<(step + 1)], state: state)
            #expect(one.outputs.flattened().elementsEqual(whole.outputs[step]))
            state = one.state
        }
        #expect(state.elementsEqual(whole.state))
    }

    /// Central differences of the plain loops, in double precision, for some entries of every parameter. Small shapes: the
    /// loops are slow.
    @Test(arguments: [(6, 2, 18), (3, 1, 16), (5, 3, 1)]) func gradientsAreThoseOfFiniteDifferences(
        _ units: Int, _ layers: Int, _ count: Int
    ) {
        let network = network(units, layers)
        var random = RandomStream(seed: 6)
        let inputs = Tensor.normal([3, 2, count], using: &random)
        let weights = Tensor.normal([3, count], using: &random)
        let found = network.gradients(
            inputs, state: network.start(coordinates: count), outputGradients: weights)
        let factors = weights.doubles()
        func value(_ plain: PlainLSTM) -> Double {
            zip(plain.outputs(inputs).flatMap { $0 }, factors).reduce(0) { $0 + $1.0 * $1.1 }
        }
        for (place, gradient) in found.values.enumerated() {
            let values = gradient?.doubles() ?? []
            for _ in 0..<3 {
                let entry = random.below(values.count)
                var (more, less) = (PlainLSTM(network), PlainLSTM(network))
                more.parameters[place][entry] += 1e-5
                less.parameters[place][entry] -= 1e-5
                let expected = (value(more) - value(less)) / 2e-5
                #expect(abs(values[entry] - expected) < 2e-4 * max(1, abs(expected)), "parameter \(place), \(entry)")
            }
        }
    }

    @Test func gradientsDoNotDependOnThreads() throws {
        let network = network(20, 2)
        var random = RandomStream(seed: 7)
        let (inputs, weights) = (
            Tensor.normal([3, 2, 500], using: &random), Tensor.normal([3, 500], using: &random)
        )
        let threads = Engine.threads
        defer { Engine.threads = threads }
        let found = [1, 2].map { count in
            Engine.threads = count
            return network.gradients(inputs, state: network.start(coordinates: 500), outputGradients: weights)
        }
        for (one, two) in zip(found[0].values, found[1].values) {
            #expect(try #require(one).elementsEqual(#require(two)))
        }
    }

    @Test func whatDoesNotFitIsRefusedByName() {
        let network = network(4, 1)
        #expect(throws: TensorError.self) {
            try Tensor.checking { network(.zeros([1, 3, 5]), state: network.start(coordinates: 5)).outputs }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking { network(.zeros([1, 2, 5]), state: network.start(coordinates: 4)).outputs }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                network(.zeros([1, 2, 5], dtype: .float64), state: network.start(coordinates: 5)).outputs
            }
        }
    }

    @Test func smallAndLargeGradientsLookAsThePaperSays() {
        let seen = LogAndSign(p: 10)(Tensor([1, Float(exp(-5.0)), 0, -Float(exp(-11.0)), -Float(exp(3.0))]))
        let expected = [0, -0.5, -1, -1, 0.3, 1, 1, 0, -exp(-1), -1]
        #expect(seen.shape == [2, 5])
        #expect(zip(seen.doubles(), expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }
}
