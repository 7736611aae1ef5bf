import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct RateSearchTests {
    @Test func ratesHaveEqualRatios() {
        let rates = RateSearch.spaced(from: 1e-3, through: 10)
        #expect(rates.count == 14 && rates[0] == 1e-3 && abs(rates[13] - 10) < 1e-9)
        for (low, high) in zip(rates, rates.dropFirst()) { #expect(abs(high / low - rates[1] / rates[0]) < 1e-9) }
        for optimizer in BaselineOptimizer.allCases { #expect(optimizer.rates.count == 14) }
    }

    @Test func theBestMeanIsChosenAndDivergedRunsNever() {
        let table: [Double: [Double]] = [1: [3, 5], 2: [1, 6], 3: [0, .nan], 4: [.infinity, 0]]
        let search = RateSearch(rates: [1, 2, 3, 4], seeds: [0, 1]) { table[$0]?[Int($1)] ?? .nan }
        #expect(search.bestRate == 2 && search.bestLosses == [1, 6] && !search.isBestAtEdge)
        #expect(RateSearch(rates: [1, 2], losses: [[1], [1]]).isBestAtEdge)
        #expect(RateSearch(rates: [], losses: []).bestLosses.isEmpty)
    }

    @Test func theMedianIsTheMiddle() {
        #expect(Median.of([3, 1, 2]) == 2 && Median.of([4, 1, 2, 3]) == 2.5)
        #expect(Median.of([.nan, 1, 2]) == 2 && Median.of([]).isNaN)
    }

    @Test func comparisonsGiveEveryOptimiserTheSameProblems() throws {
        var random = RandomStream(seed: 1)
        let learned = LearnedOptimizer(CoordinateLSTM(units: 4, using: &random))
        var ticks = 0
        let comparison = try OptimizerComparison(
            Parabolas(), [learned, learned], seeds: [5, 6], marks: [3, 6]
        ) { done, total in
            ticks += 1
            #expect(done == ticks && total == (4 * 14 + 1) * 2)
        }
        #expect(comparison.baselines.count == 4)
        for baseline in comparison.baselines {
            #expect(baseline.curves.map { $0[0] } == comparison.learned.map { $0.losses[0] })
            #expect(baseline.searches[6]?.bestLosses.count == 2)
        }
        // Plain descent on x² with its best rate is far below a network that never learned.
        #expect(comparison.wins(over: .sgd, at: 6) == 0)
        #expect(comparison.csv.split(separator: "\n").count == 7)
    }
}
