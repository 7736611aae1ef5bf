import Foundation
import Testing

@testable import FrugalData

@Suite("Seeded generator")
struct SeededGeneratorTests {
    @Test("The sequence is SplitMix64's")
    func published() {
        // The first outputs of Vigna's splitmix64.c for the state 1234567.
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("It goes on from where it was written down")
    func codable() throws {
        var generator = SeededGenerator(seed: 3)
        _ = generator.next()
        var copy = try JSONDecoder().decode(SeededGenerator.self, from: JSONEncoder().encode(generator))
        #expect(copy.next() == generator.next())
    }

    @Test("Numbers below a bound are uniform, and shuffles even")
    func uniform() {
        var generator = SeededGenerator(seed: 4)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
        // Chi-squared with 6 degrees of freedom stays below 22.5 in 999 of 1000 seeds.
        #expect(counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 } < 22.5)
        #expect(generator.below(0) == 0 && generator.below(-5) == 0 && generator.below(1) == 0)
        var orders: [[Int]: Int] = [:]
        for _ in 0..<6_000 { orders[generator.shuffled([0, 1, 2]), default: 0] += 1 }
        #expect(orders.count == 6 && orders.values.allSatisfy { (850...1150).contains($0) })
        let values = (0..<10_000).map { _ in generator.uniform() }
        #expect(values.allSatisfy { $0 >= 0 && $0 < 1 } && abs(values.reduce(0, +) / 10_000 - 0.5) < 0.02)
    }

    @Test("Streams of one seed differ from one another")
    func streams() {
        var firsts = Set<UInt64>()
        for epoch in 0..<50 as Range<UInt64> {
            for example in 0..<50 as Range<UInt64> {
                var generator = SeededGenerator(seed: 1, stream: epoch, example)
                firsts.insert(generator.next())
            }
        }
        #expect(firsts.count == 2500)
    }
}
