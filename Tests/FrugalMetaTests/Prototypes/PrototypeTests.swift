import Foundation
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct PrototypeTests {
    @Test func distancesByHand() {
        #expect(DistanceKernel.squaredEuclidean.distance([1, 2, 3], [3, 2, 0]) == 13)
        #expect(abs(DistanceKernel.cosine.distance([1, 0], [1, 1]) - (1 - 1 / 2.0.squareRoot())) < 1e-15)
        #expect(DistanceKernel.cosine.distance([2, 0], [5, 0]) == 0)
        #expect(DistanceKernel.cosine.distance([0, 0], [5, 0]) == 1)
        #expect(DistanceKernel.cosine.distance([1, 0], [-1, 0]) == 2)
    }

    @Test func normalisationByHand() {
        let both = EmbeddingNormalisation(centre: [1, 1], hasUnitLength: true)
        #expect(both([4, 5]) == [0.6, 0.8])
        #expect(both([1, 1]) == [0, 0])
        #expect(EmbeddingNormalisation()([4, 5]) == [4, 5])
    }

    @Test func thePrototypeIsTheMean() throws {
        let members = try PrototypeClass(
            "a", examples: [.init(source: "1"), .init(source: "2"), .init(source: "3")],
            embeddings: [1, 2, 3, 4, 8, 0], width: 2)
        #expect(members.prototype == [4, 2])
        #expect(members.prototype(leavingOut: [2]) == [2, 3])
        #expect(members.prototype(leavingOut: [0, 2]) == [3, 4])
        #expect(members.prototype(leavingOut: [0, 1, 2]) == nil)
    }

    @Test(arguments: DistanceKernel.allCases)
    func scoresAgainstPlainLoops(_ kernel: DistanceKernel) throws {
        var clusters = Clusters(seed: 3)
        let head = try clusters.head([3, 1, 5], kernel: kernel)
        let query = clusters.point(around: clusters.centre(far: 4))
        let answer = try #require(head.answer(query))
        for (place, members) in head.classes.enumerated() {
            var mean = [Double](repeating: 0, count: 6)
            for index in 0..<members.count {
                for element in 0..<6 { mean[element] += Double(members.embeddings[index * 6 + element]) }
            }
            for element in 0..<6 { mean[element] /= Double(members.count) }
            var expected = 0.0
            if kernel == .cosine {
                var (product, left, right) = (0.0, 0.0, 0.0)
                for element in 0..<6 {
                    product += Double(query[element]) * mean[element]
                    left += Double(query[element]) * Double(query[element])
                    right += mean[element] * mean[element]
                }
                expected = product / (left * right).squareRoot() - 1
            } else {
                for element in 0..<6 {
                    expected -= (Double(query[element]) - mean[element]) * (Double(query[element]) - mean[element])
                }
            }
            #expect(abs(answer.scores[place] - expected) < 1e-12)
        }
        #expect(answer.distance == -(answer.scores.max() ?? 0))
        #expect(answer.scores[answer.nearest] == answer.scores.max())
    }

    /// A class that comes or goes leaves every other score the same to the bit.
    @Test(arguments: DistanceKernel.allCases)
    func otherScoresStayTheSameToTheBit(_ kernel: DistanceKernel) throws {
        var clusters = Clusters(seed: 4)
        var head = try clusters.head([3, 1, 5, 2], kernel: kernel)
        let queries = (0..<50).map { _ in clusters.point(around: clusters.centre(far: 5)) }
        let before = try queries.map { try #require(head.answer($0)).scores.map(\.bitPattern) }
        try head.teach([
            clusters.members("new", around: clusters.centre(far: 4), count: 3),
            clusters.members("newer", around: clusters.centre(far: 4), count: 1),
        ])
        let after = try queries.map { try #require(head.answer($0)).scores.map(\.bitPattern) }
        #expect(after.map { Array($0.prefix(4)) } == before)
        #expect(after.allSatisfy { $0.count == 6 })
        try head.forget("class 1")
        let less = try queries.map { try #require(head.answer($0)).scores.map(\.bitPattern) }
        #expect(less == after.map { [$0[0], $0[2], $0[3], $0[4], $0[5]] })
    }

    @Test func theNearestExamplesExplainAnAnswer() throws {
        var clusters = Clusters(seed: 5)
        let head = try clusters.head([4, 4, 4])
        let query = head.classes[1].embedding(2).map { Float($0) }
        let answer = try #require(head.answer(query, neighbours: 4))
        var all: [(Double, String)] = []
        for members in head.classes {
            for index in 0..<members.count {
                let distance = head.kernel.distance(query.map(Double.init), members.embedding(index))
                all.append((distance, members.examples[index].source))
            }
        }
        all.sort { $0.0 < $1.0 }
        #expect(answer.neighbours.map(\.source) == all.prefix(4).map(\.1))
        #expect(answer.neighbours.map(\.distance) == all.prefix(4).map(\.0))
        #expect(answer.neighbours[0].source == "class 1/2.png")
        #expect(answer.neighbours[0].distance == 0)
    }

    @Test func collidingClassesAreNamed() throws {
        var clusters = Clusters(seed: 6)
        var head = try clusters.head([6, 6], far: 10)
        let near = head.classes[0].prototype.map { $0 + 0.1 }
        try head.teach([
            clusters.members("twin", around: near, count: 5),
            clusters.members("stranger", around: clusters.centre(far: 10), count: 5),
        ])
        let collisions = head.collisions(of: "twin")
        #expect(collisions.map(\.other) == ["class 0"])
        let collision = try #require(collisions.first)
        #expect(collision.asked == 5 && collision.askedOfOther == 6)
        #expect(collision.taken + collision.lost > 0)
        #expect(try collision.distance < #require(collision.expectedDistance))
        #expect(head.collisions(of: "stranger").isEmpty)
        #expect(head.collisions(of: "nobody").isEmpty)
    }
}
