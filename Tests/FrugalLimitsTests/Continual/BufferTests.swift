import FrugalTensor
import Testing

@testable import FrugalLimits

/// What is kept of what has come by.
@Suite struct BufferTests {
    /// Examples whose input is their own number.
    private static func numbered(_ range: Range<Int>, labels: (Int) -> Int = { $0 % 2 }) -> ContextExamples {
        ContextExamples(
            checked: Tensor(range.map { Float($0) }, shape: [range.count, 1]), range.map(labels))
    }

    /// Every example is as likely to be kept, the first as the last, whatever the portions.
    @Test func aReservoirIsAUniformSample() {
        var counts = [Double](repeating: 0, count: 20)
        let trials = 3000
        for trial in 0..<trials {
            var random = RandomStream(seed: UInt64(trial))
            var buffer = ReservoirBuffer(capacity: 5)
            for part in [0..<3, 3..<12, 12..<20] { buffer.add(Self.numbered(part), using: &random) }
            #expect(buffer.examples?.count == 5 && buffer.offered == 20)
            for value in buffer.examples?.inputs.floats() ?? [] { counts[Int(value)] += 1 }
        }
        // Binomial with p = 1/4: four standard deviations are 4 √(3000 · 3/16) = 95.
        #expect(counts.allSatisfy { abs($0 - 750) < 95 }, "\(counts)")
        #expect(counts.reduce(0, +) == Double(5 * trials))
    }

    @Test func aReservoirKeepsLabelsWithTheirExamples() {
        var random = RandomStream(seed: 1)
        var buffer = ReservoirBuffer(capacity: 4)
        buffer.add(Self.numbered(0..<3) { $0 * 7 }, using: &random)
        #expect(buffer.examples?.count == 3)
        buffer.add(Self.numbered(3..<40) { $0 * 7 }, using: &random)
        let kept = buffer.examples
        #expect(kept?.count == 4 && Set(kept?.labels ?? []).count == 4)
        #expect(kept?.inputs.ints().map { $0 * 7 } == kept?.labels)
    }

    @Test func aBalancedBufferKeepsAsManyOfEachClass() {
        var random = RandomStream(seed: 2)
        var buffer = ClassBalancedBuffer(perClass: 3)
        #expect(buffer.examples == nil)
        buffer.add(Self.numbered(0..<20), using: &random)
        let first = buffer.examples?.inputs.ints() ?? []
        #expect(buffer.examples?.labels == [0, 0, 0, 1, 1, 1] && Set(first).count == 6)
        buffer.add(Self.numbered(20..<30) { $0 < 22 ? 1 : 2 }, using: &random)
        // Class 1 is known; class 2 joins.
        #expect(buffer.examples?.labels == [0, 0, 0, 1, 1, 1, 2, 2, 2])
        #expect(buffer.examples?.inputs.ints().prefix(6).elementsEqual(first) == true)
        #expect(ClassBalancedBuffer(perClass: 0).perClass == 1)
    }
}
