import Foundation
import FrugalTensor
import Testing

@testable import FrugalTrack

@Suite struct StatisticsTests {
    @Test func meanAndSpreadByHand() {
        // Deviations -3 -1 -1 -1 0 0 2 4: squares sum to 32, over 7.
        let sample = SampleSummary([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(sample.mean == 5)
        #expect(abs(sample.standardDeviation - (32.0 / 7).squareRoot()) < 1e-12)
        #expect(abs(sample.standardError - (32.0 / 7 / 8).squareRoot()) < 1e-12)
        #expect(SampleSummary([3]).standardDeviation.isNaN)
        #expect(SampleSummary(Array(repeating: 2571.264, count: 20)).standardDeviation == 0)
        #expect(SampleSummary([]).mean.isNaN)
    }

    @Test func tieRule() {
        // Both have standard error 1, the difference has 1.4142: a tie below 2.8284.
        let low = SampleSummary([-1, 1].map { $0 + 10 })
        let close = SampleSummary([-1, 1].map { $0 + 12.8 })
        let far = SampleSummary([-1, 1].map { $0 + 12.9 })
        #expect(low.standardError == 1)
        #expect(close.compared(to: low).verdict == .tie)
        #expect(far.compared(to: low).verdict == .higher)
        #expect(low.compared(to: far).verdict == .lower)
        #expect(SampleSummary([5]).compared(to: low).verdict == .unknown)
        #expect(SampleSummary([1, 1]).compared(to: SampleSummary([1, 1])).verdict == .tie)
    }

    @Test func wilsonIntervalAsPublished() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 15 of 148 gives 0.0624 to 0.1605;
        // 0 of 20 gives 0 to 0.1611; 1 of 29 gives 0.0061 to 0.1718.
        for (right, total, low, high) in [
            (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
        ] {
            let interval = Proportion(right, of: total).wilsonInterval()
            #expect(abs(interval.low - low) < 5e-5)
            #expect(abs(interval.high - high) < 5e-5)
        }
        #expect(Proportion(0, of: 0).wilsonInterval() == Interval(low: 0, high: 1))
        #expect(Proportion(5, of: 5).wilsonInterval().high == 1)
    }

    @Test func proportionsAreCompared() {
        #expect(Proportion(90, of: 100).compared(to: Proportion(85, of: 100)).verdict == .tie)
        #expect(Proportion(90, of: 100).compared(to: Proportion(70, of: 100)).verdict == .higher)
    }

    @Test func calibrationErrorByHand() {
        // Two bins of (0, 0.5] and (0.5, 1]: one prediction at 0.5, wrong; three at 0.8, two of them right.
        // 1/4 * 0.5 + 3/4 * (0.8 - 2/3) = 0.225.
        let calibration = Calibration(
            [(0.5, false), (0.8, true), (0.8, true), (0.8, false), (.nan, true)], binCount: 2)
        #expect(calibration.bins.map(\.count) == [1, 3])
        #expect(abs(calibration.expectedError - 0.225) < 1e-12)
        #expect(Calibration([(1.0, true), (0.0, false)]).bins.count == 15)
        #expect(Calibration([(1.0, true)]).bins.last?.count == 1)
        #expect(Calibration([(7.0, true), (-1, false)]).bins.map(\.count).reduce(0, +) == 2)
        #expect(Calibration([]).expectedError.isNaN)
    }

    @Test func confusionMatrixByHand() throws {
        let matrix = try ConfusionMatrix(
            classes: ["cat", "dog", "owl"], truth: [0, 0, 0, 1, 1, 1], predicted: [0, 0, 1, 0, 0, 1])
        #expect(matrix[1, 0] == 2)
        #expect(matrix.accuracy == Proportion(3, of: 6))
        #expect(matrix.recall(of: 0) == Proportion(2, of: 3))
        #expect(matrix.balancedAccuracy == 0.5)
        #expect(matrix.mostConfused(5).map { [$0.truth, $0.predicted, $0.count] } == [[1, 0, 2], [0, 1, 1]])
    }

    @Test func confusionMatrixRefusesWhatDoesNotFit() throws {
        #expect(throws: TrackError.self) { try ConfusionMatrix(classes: []) }
        #expect(throws: TrackError.self) { try ConfusionMatrix(classes: ["a"], truth: [0], predicted: [1]) }
        #expect(throws: TrackError.self) { try ConfusionMatrix(classes: ["a"], truth: [0, 0], predicted: [0]) }
        for text in [
            #"{"classes":["a","b"],"counts":[1,2,3]}"#, #"{"classes":["a"],"counts":[-1]}"#,
            #"{"classes":["a","b"],"counts":[9223372036854775807,1,0,0]}"#,
        ] {
            #expect(throws: TrackError.self) {
                try TrackJSON.decode(ConfusionMatrix.self, from: Array(text.utf8), path: "x")
            }
        }
        let matrix = try ConfusionMatrix(classes: ["a", "b"], truth: [0, 1], predicted: [1, 1])
        #expect(try TrackJSON.decode(ConfusionMatrix.self, from: TrackJSON.encode(matrix), path: "x") == matrix)
    }
}

@Suite struct HumaniseTests {
    @Test(arguments: [
        (0, "0"), (950, "950"), (9999, "9,999"), (12_345, "12.3 k"), (999_950, "1 M"), (1_200_000, "1.2 M"),
        (3_400_000_000, "3.4 G"), (123_456_789, "123 M"), (-20_000, "-20 k"), (Int.max, "9.2 E"), (Int.min, "-9.2 E"),
    ])
    func counts(value: Int, text: String) { #expect(Humanise.count(value) == text) }

    @Test(arguments: [
        ([], ""), ([1], "1"), ([1, 2, 3], "1, 2, 3"), ([1, 2, 3, 4], "1 to 4"),
        ([5, 7, 8, 9, 10, 3, 2], "5, 7 to 10, 3, 2"),
        ([UInt64.max - 1, .max, 0], "18446744073709551614, 18446744073709551615, 0"),
    ])
    func lists(numbers: [UInt64], text: String) { #expect(Humanise.list(numbers) == text) }

    @Test(arguments: [(0, "0 B"), (999, "999 B"), (1_500_000, "1.5 MB"), (2_000_000_000, "2 GB")])
    func sizes(value: Int, text: String) { #expect(Humanise.bytes(value) == text) }

    @Test(arguments: [
        (0, "0 s"), (0.0008, "800 µs"), (0.0125, "12.5 ms"), (0.9999, "1.0 s"), (12.34, "12.3 s"), (59.94, "59.9 s"),
        (59.96, "1 min 00 s"), (125, "2 min 05 s"), (3599.6, "1 h 00 min"), (11_040, "3 h 04 min"), (-5, "-5.0 s"),
        (.nan, "unknown"), (.infinity, "unknown"), (1e-30, "0 ns"),
    ])
    func durations(seconds: Double, text: String) { #expect(Humanise.duration(seconds) == text) }

    @Test(arguments: [(4.6e-12, "4.6 pJ"), (2.5e-6, "2.5 µJ"), (3, "3 J"), (0, "0 pJ")])
    func energies(joules: Double, text: String) { #expect(Humanise.energy(joules) == text) }

    @Test(arguments: [
        (0.00125, "0.00125"), (12.5, "12.5"), (3e-7, "3e-7"), (1.5e9, "1.5e9"), (0, "0"), (1000, "1000"),
        (-0.1, "-0.1"), (Double.leastNonzeroMagnitude, "5e-324"), (.nan, "nan"), (.infinity, "inf"),
    ])
    func compact(value: Double, text: String) { #expect(Humanise.compact(value) == text) }

    @Test func fixedRounds() {
        #expect(Humanise.fixed(0.05, 1) == "0.1")
        #expect(Humanise.fixed(-0.04, 1) == "0.0")
        #expect(Humanise.fixed(-1.25, 2) == "-1.25")
        #expect(Humanise.fixed(2, 0) == "2")
        #expect(Humanise.fixed(1e300, 2) == "1e+300")
        #expect(Humanise.percent(0.98345) == "98.3 %")
        #expect(Humanise.percent(.nan) == "unknown")
    }
}

@Suite struct LedgerTests {
    @Test func rowsNameWhatIsKnown() {
        var ledger = LedgerRecord(parameters: 112_000, multiplyAdds: 1_000_000, seconds: 75)
        #expect(ledger.rows.map(\.name) == ["parameters", "multiply-adds per example", "time"])
        #expect(ledger.rows.map(\.value) == ["112 k", "1 M", "1 min 15 s"])
        ledger = ledger.estimatingEnergy()
        // A million multiply-adds of 4.6 pJ.
        #expect(ledger.rows.last?.value == "4.6 µJ")
        #expect(ledger.energyConstants?.source.contains("Horowitz") == true)
        #expect(LedgerRecord(parameters: 3).estimatingEnergy().energyJoules == nil)
    }

    @Test func spikesCostAdditions() {
        let ledger = LedgerRecord(synapticOperations: 1000).estimatingEnergy()
        #expect(abs((ledger.energyJoules ?? 0) - 0.9e-9) < 1e-20)
    }
}

@Suite struct RankStatisticTests {
    @Test func againstCountingAllPairs() {
        var random = RandomStream(seed: 5)
        for (highs, lows, levels) in [(40, 60, 1000), (30, 20, 4), (1, 1, 2)] {
            let high = (0..<highs).map { _ in Double(random.below(levels)) + 0.3 * Double(levels) }
            let low = (0..<lows).map { _ in Double(random.below(levels)) + 0.3 * Double(random.below(2) * levels) }
            var wins = 0.0
            for one in high { for other in low { wins += one > other ? 1 : one == other ? 0.5 : 0 } }
            #expect(RankStatistic.areaUnderCurve(high: high, low: low) == wins / Double(highs * lows))
        }
        #expect(RankStatistic.areaUnderCurve(high: [2, 3], low: [0, 1]) == 1)
        #expect(RankStatistic.areaUnderCurve(high: [0, 1], low: [2, 3]) == 0)
        #expect(RankStatistic.areaUnderCurve(high: [1], low: []).isNaN)
    }
}
