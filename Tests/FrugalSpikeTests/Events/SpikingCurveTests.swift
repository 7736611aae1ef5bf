import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Accuracy over operations.
@Suite struct SpikingCurveTests {
    private func curve(_ right: [Int]) -> SpikingCurve {
        SpikingCurve(
            examples: 10, points: right.enumerated().map { .init(operations: Double(100 * ($0 + 1)), right: $1) },
            ledger: OperationLedger())
    }

    /// An accuracy counts from where it is reached for good.
    @Test func anAccuracyCountsWhereItIsKept() {
        #expect(curve([5, 9, 8, 9, 10]).operations(keeping: 0.9) == 400)
        #expect(curve([9, 9]).operations(keeping: 0.9) == 100)
        #expect(curve([9, 10, 8]).operations(keeping: 0.9) == nil)
        #expect(curve([]).operations(keeping: 0.9) == nil)
    }

    /// Each point is the mean over examples of what single runs do, on any number of threads.
    @Test func aCurveIsTheMeanOfItsPresentations() throws {
        var random = RandomStream(seed: 2)
        let network = try EventNetwork(
            RandomNetworks.perceptron(
                coding: .poisson(rate: 0.8), neurons: SpikingNeurons(), bias: false, readout: .finalMembrane, seed: 4))
        let data = try SpikingExamples(
            values: RandomNetworks.numbers(9 * 11, in: 0...1, &random), labels: (0..<11).map { $0 % 3 })
        let one = try network.curve(data, seed: 5, threads: 1)
        #expect(try network.curve(data, seed: 5, threads: 2) == one)
        var (operations, right) = (0, 0)
        let run = EventRun(network)
        for example in 0..<11 {
            try run.begin(
                Array(data.values[(9 * example)..<(9 * example + 9)]),
                random: RandomStream(seed: 5, stream: UInt64(example)))
            for _ in 0..<7 { run.step() }
            operations += run.operations
            if run.choice == data.labels[example] { right += 1 }
        }
        #expect(abs(one.points[6].operations - Double(operations) / 11) < 1e-9)
        #expect(one.points[6].right == right)
        #expect(one.points.count == 12)
        #expect(abs(one.ledger.operations - one.points[11].operations) < 1e-9)
    }

    @Test func examplesOfAnotherShapeAreRefused() throws {
        let network = try EventNetwork(
            RandomNetworks.perceptron(
                coding: .direct, neurons: SpikingNeurons(), bias: false, readout: .spikeCount, seed: 4))
        #expect(throws: FrugalError.self) { try network.curve(SpikingExamples(values: [1, 2], labels: [0])) }
        #expect(throws: FrugalError.self) { try SpikingExamples(values: [1, 2, 3], labels: [0, 1]) }
    }
}
