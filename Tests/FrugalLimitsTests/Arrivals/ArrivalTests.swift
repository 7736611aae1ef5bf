import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

@Suite struct ArrivalTests {
    private let examples = ArrivalExamples(
        old: Array(0..<20), new: [20, 21, 22], labels: (0..<23).map { $0 < 12 ? 0 : $0 < 18 ? 1 : 2 })

    @Test("each policy trains on what its name says")
    func trainsOn() {
        var random = RandomStream(seed: 1)
        for policy in [ArrivalPolicy.scratch, .warmStart, .shrinkPerturb(lambda: 0.6, sigma: 0.01)] {
            #expect(examples.training(policy, using: &random) == Array(0..<23))
        }
        #expect(examples.training(.newOnly, using: &random) == [20, 21, 22])
        let replayed = examples.training(.replay(buffer: 6), using: &random)
        #expect(replayed.count == 9 && replayed.suffix(3) == [20, 21, 22] && replayed.prefix(6).allSatisfy { $0 < 20 })
    }

    @Test("a policy keeps all old examples, a buffer of them or none")
    func keeps() {
        #expect(ArrivalPolicy.all(buffer: 6).map { $0.samplesKept(of: 20) } == [20, 20, 20, 6, 0])
        #expect(ArrivalPolicy.replay(buffer: 50).samplesKept(of: 20) == 20)
        #expect(
            ArrivalPolicy.all(buffer: 6).map(\.name) == ["scratch", "warm", "shrink-perturb", "replay", "new-only"])
    }

    @Test("a buffer is as even over the classes as they reach, without repetition, and another one for another seed")
    func buffer() {
        var random = RandomStream(seed: 1)
        for size in [1, 3, 6, 9, 20, 99] {
            let chosen = examples.buffer(size, using: &random)
            #expect(chosen.count == min(size, 20) && Set(chosen).count == chosen.count)
            let counts = [0, 1, 2].map { label in chosen.count { examples.labels[$0] == label } }
            // Class 2 has two old examples, class 1 six.
            if size <= 6 { #expect(counts.max()! - counts.min()! <= 1) }
            if size == 9 { #expect(counts[2] == 2 && abs(counts[0] - counts[1]) <= 1) }
        }
        let buffers = (0..<10).map { (seed: UInt64) -> [Int] in
            var random = RandomStream(seed: seed)
            return examples.buffer(6, using: &random)
        }
        #expect(Set(buffers).count > 5)
    }

    @Test("θ becomes λθ + N(0, σ²); running statistics stay")
    func shrinksAndPerturbs() {
        var random = RandomStream(seed: 3)
        var model = ConvBlock(8, 64, using: &random)
        model.norm.runningMean = Tensor.normal([64], using: &random)
        let shrunk = model.shrunk(by: 0.6, disturbedBy: 0.05, using: &random)
        #expect(shrunk.norm.runningMean.floats() == model.norm.runningMean.floats())
        let noise = zip(shrunk.parameters, model.parameters).flatMap { after, before in
            zip(after.floats(), before.floats()).map { Double($0) - 0.6 * Double($1) }
        }
        let summary = SampleSummary(noise)
        #expect(noise.count > 4000)
        let error = 0.05 / Double(noise.count).squareRoot()
        #expect(abs(summary.mean) < 4 * error)
        #expect(abs(summary.standardDeviation - 0.05) < 4 * error / 2.0.squareRoot())
        // The noise of one number says nothing about the next.
        let pairs = zip(noise, noise.dropFirst()).map { $0 * $1 }
        #expect(abs(SampleSummary(pairs).mean) < 4 * 0.05 * error)
        let exact = model.shrunk(by: 0.5, disturbedBy: 0, using: &random)
        let halved = model.conv.weight.floats().map { 0.5 * $0 }
        #expect(exact.conv.weight.floats() == halved)
    }

    @Test("scratch begins anew, the others with the trained parameters")
    func starts() {
        var random = RandomStream(seed: 4)
        let trained = Linear(3, 2, using: &random)
        for policy in ArrivalPolicy.all(buffer: 2) {
            var stream = RandomStream(seed: 5)
            let start = policy.start(from: trained, using: &stream) { Linear(3, 2, using: &$0) }
            let isTrained = start.weight.floats() == trained.weight.floats()
            #expect(isTrained == ["warm", "replay", "new-only"].contains(policy.name))
            #expect(policy.keepsParameters == (policy != .scratch))
        }
    }

    @Test("impossible settings are named")
    func faults() {
        #expect(ArrivalPolicy.all(buffer: 3).allSatisfy { $0.fault == nil })
        #expect(ArrivalPolicy.replay(buffer: 0).fault?.contains("0 examples") == true)
        #expect(ArrivalPolicy.shrinkPerturb(lambda: 1.5, sigma: 0).fault?.contains("1.5") == true)
        #expect(ArrivalPolicy.shrinkPerturb(lambda: 0.5, sigma: -.infinity).fault != nil)
    }

    @Test("what a policy draws does not depend on which others are tried, and its outcome has its cost")
    func applies() {
        var random = RandomStream(seed: 6)
        let arrival = Arrival(trained: Linear(3, 2, using: &random), examples: examples, seed: 7)
        func outcome(_ policy: ArrivalPolicy) -> (Arrival<Linear>.Outcome, [Int]) {
            var seen: [Int] = []
            let outcome = arrival.apply(policy, fresh: { Linear(3, 2, using: &$0) }) { model, indices in
                seen = indices
                return .init(model: model, epochs: 2, multiplyAdds: 5, seconds: 0.5)
            }
            return (outcome, seen)
        }
        let (alone, first) = outcome(.replay(buffer: 4))
        _ = outcome(.scratch)
        let (again, second) = outcome(.replay(buffer: 4))
        #expect(first == second && alone.examples == 7 && again.samplesKept == 4 && alone.training.multiplyAdds == 5)
        let weights = [outcome(.scratch), outcome(.scratch)].map { $0.0.training.model.weight.floats() }
        #expect(weights[0] == weights[1])
    }

    @Test("training ends at the threshold, at the limit, and counts what it did")
    func threshold() throws {
        let pixels = (0..<40).flatMap { row in [UInt8](repeating: row % 2 == 0 ? 20 : 220, count: 16) }
        let images = try LabelledImages(
            pixels: pixels, height: 4, width: 4, channels: 1, labels: (0..<40).map { $0 % 2 }, classes: ["a", "b"],
            names: (0..<40).map { "\($0)" })
        let source = try ImageSource(
            images, pipeline: Pipeline(normalisation: Normalisation(mean: [0.5], deviation: [0.5])))
        var random = RandomStream(seed: 8)
        let model = Sequential([Flatten(), Linear(16, 2, using: &random)])
        var training = ThresholdTraining(maximumEpochs: 50)
        training.batchSize = 10
        training.learningRate = 0.05
        let known = try training.run(model, on: source, at: Array(0..<40), seed: 1)
        #expect(known.epochs < 10)
        #expect(known.seconds > 0)
        training.threshold = 2
        training.maximumEpochs = 3
        let limited = try training.run(model, on: source, at: Array(0..<40), seed: 1)
        #expect(limited.epochs == 3)
        // Forward, and the gradient of the weights: 16 x 2 products each, 40 examples, 3 epochs.
        #expect(limited.multiplyAdds == 2 * 16 * 2 * 40 * 3)
        #expect(throws: DataError.self) { try training.run(model, on: source, at: [], seed: 1) }
        struct Stop: Error {}
        #expect(throws: Stop.self) { try training.run(model, on: source, at: [0, 1], seed: 1) { throw Stop() } }
    }
}
