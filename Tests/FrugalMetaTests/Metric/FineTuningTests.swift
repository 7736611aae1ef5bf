import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct FineTuningTests {
    private let pool = patternPool(classes: 6, side: 16, seed: 3)

    private func network() -> MetricNetwork {
        var random = RandomStream(seed: 5)
        return MetricNetwork(
            embedding: ConvFeatures(channels: 1, width: 8, using: &random), head: MatchingHead())
    }

    @Test func noStepsAndNoRateChangeNothing() throws {
        let task = FewShotTask(
            try EpisodeSampler(pool, EpisodeShape(way: 4, shot: 1, queries: 2), seed: 1).episode(0), of: pool)
        let plain = try network().logits(task)
        #expect(try FineTunedNetwork(network(), steps: 0).logits(task).elementsEqual(plain))
        #expect(try FineTunedNetwork(network(), steps: 3, learningRate: 0).logits(task).elementsEqual(plain))
        #expect(try !FineTunedNetwork(network(), steps: 3, learningRate: 0.1).logits(task).elementsEqual(plain))
    }

    /// A task does not disturb the next one: the network begins anew each time.
    @Test func everyTaskBeginsAnew() throws {
        let sampler = try EpisodeSampler(pool, EpisodeShape(way: 4, shot: 2, queries: 2), seed: 1)
        let learner = FineTunedNetwork(network(), steps: 2, learningRate: 0.1)
        let first = try learner.logits(FewShotTask(sampler.episode(0), of: pool))
        _ = try learner.logits(FewShotTask(sampler.episode(1), of: pool))
        #expect(try learner.logits(FewShotTask(sampler.episode(0), of: pool)).elementsEqual(first))
    }
}
