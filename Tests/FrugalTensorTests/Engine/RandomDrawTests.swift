import Foundation
import FrugalTensor
import Testing

/// What splits and shuffles draw, which must not change between releases of Swift or of Frugal.
struct RandomDrawTests {
    @Test func theSequenceIsSplitMix64s() {
        // The first outputs of Vigna's splitmix64.c for the state 1234567.
        var stream = RandomStream(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in stream.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func numbersBelowABoundAreEven() {
        var stream = RandomStream(seed: 4)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
        // Chi-squared with 6 degrees of freedom stays below 22.5 in 999 of 1000 seeds.
        #expect(counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 } < 22.5)
        #expect(stream.below(0) == 0 && stream.below(-5) == 0 && stream.below(1) == 0)
        let values = (0..<10_000).map { _ in stream.uniform() }
        #expect(values.allSatisfy { $0 >= 0 && $0 < 1 } && abs(values.reduce(0, +) / 10_000 - 0.5) < 0.02)
        let inside = (0..<10_000).map { _ in stream.uniform(in: -3...5) }
        #expect(inside.allSatisfy { $0 >= -3 && $0 <= 5 } && abs(inside.reduce(0, +) / 10_000 - 1) < 0.16)
    }

    @Test func everyOrderIsEquallyLikely() {
        var stream = RandomStream(seed: 4)
        var orders: [[Int]: Int] = [:]
        for _ in 0..<6_000 { orders[stream.shuffled([0, 1, 2]), default: 0] += 1 }
        #expect(orders.count == 6 && orders.values.allSatisfy { (850...1150).contains($0) })
    }

    @Test func streamsOfOneSeedDiffer() {
        var firsts = Set<UInt64>()
        for epoch in 0..<50 as Range<UInt64> {
            for example in 0..<50 as Range<UInt64> {
                var stream = RandomStream(seed: 1, stream: epoch, example)
                firsts.insert(stream.next())
            }
        }
        #expect(firsts.count == 2500)
    }
}
