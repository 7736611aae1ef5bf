import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct FrozenFeaturesTests {
    /// Centred, brought to length 1, class means, squared distances: step by step in plain Swift.
    @Test func centroidsAreWorkedOutByHand() {
        var random = RandomStream(seed: 4)
        let (support, query) = (Tensor.normal([5, 3], using: &random), Tensor.normal([2, 3], using: &random))
        let labels = [0, 0, 1, 2, 2]
        let mean = [0.3, -0.2, 0.1]
        func unit(_ vector: [Double]) -> [Double] {
            let moved = zip(vector, mean).map { $0 - $1 }
            let length = Plain.dot(moved, moved).squareRoot()
            return moved.map { $0 / length }
        }
        let expected = rows(query).map { vector in
            (0..<3).map { label -> Double in
                let members = zip(rows(support), labels).filter { $0.1 == label }.map { unit($0.0) }
                let centre = (0..<3).map { i in members.reduce(0) { $0 + $1[i] } / Double(members.count) }
                return -zip(unit(vector), centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
        }
        let head = CentroidHead(baseMean: Tensor(mean.map { Float($0) }))
        let found = head.logits(support: support, membership: .membership(labels, way: 3), query: query)
        #expect(largestDifference(rows(found), expected) < 1e-5)
    }

    /// At the minimum the gradient of the regularised log loss is zero, by a plain loop.
    @Test func logisticRegressionIsAtItsMinimum() {
        var random = RandomStream(seed: 5)
        let inputs = Tensor.normal([12, 4], using: &random)
        let labels = (0..<12).map { $0 % 3 }
        let found = LogisticRegression(strength: 0.1).fit(inputs, labels: labels, classes: 3, shouldStop: { false })
        let (weights, bias) = (rows(found.weight), found.bias.doubles())
        for label in 0..<3 {
            for feature in 0..<4 {
                let gradient = zip(rows(inputs), labels).reduce(0.1 * weights[label][feature]) { sum, example in
                    let scores = (0..<3).map { Plain.dot(weights[$0], example.0) + bias[$0] }
                    let error = Plain.softmax(scores)[label] - (example.1 == label ? 1 : 0)
                    return sum + error * example.0[feature] / 12
                }
                #expect(abs(gradient) < 2e-3)
            }
        }
    }

    /// Noisy features around class centres: five pictures a class beat one, for either head.
    @Test(arguments: FrozenFeatures.Head.allCases) func moreShotsHelp(_ head: FrozenFeatures.Head) throws {
        let pool = patternPool(classes: 12, perClass: 12, side: 8, seed: 11)
        let learner = try FrozenFeatures.learner(on: Flatten(), head: head, base: pool)
        func accuracy(_ shot: Int) throws -> Double {
            let sampler = try EpisodeSampler(pool, EpisodeShape(way: 10, shot: shot, queries: 3), seed: 3)
            return try learner.evaluate(on: sampler, episodes: 20).mean
        }
        let (one, five) = (try accuracy(1), try accuracy(5))
        #expect(five > 0.95)
        #expect(five >= one)
    }
}
