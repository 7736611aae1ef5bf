import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

private let environment = ProcessInfo.processInfo.environment

@Suite(.enabled(if: environment["FRUGAL_DATA"] != nil, "needs FRUGAL_DATA")) struct TabularTests {
    private func path(_ name: String) throws -> String {
        "\(try #require(environment["FRUGAL_DATA"]))/nas-bench/\(name)"
    }

    @Test func macroTableIsWholeAndItsBestNetworkIsThePublishedOne() throws {
        let table = try NASBenchMacro.read(path("nas-bench-macro_cifar10.json"))
        #expect(table.entries.count == 6561)
        let best = try #require(table.entries.values.map(\.searchScore).max())
        #expect(abs(best - 93.127) < 0.001)
        // The identity of the last stage may come before or after its blocks: two strings for one network.
        let winners = table.entries.filter { $0.value.searchScore == best }
        #expect(Set(winners.keys) == [[2, 2, 2, 1, 2, 2, 2, 0], [2, 2, 2, 1, 2, 2, 0, 2]])
        let sorted = table.entries.values.map(\.searchScore).sorted()
        #expect(abs(sorted[3280] - 90.99) < 0.01)
    }

    @Test func cellTableIsWholeAndItsBestCellIsTheKnownOne() throws {
        let table = try NASBench201.read(path("nas-bench-201-extract.csv.gz"))
        #expect(table.entries.count == 15_625)
        #expect(abs(try #require(table.entries.values.map(\.reportedScore).max()) - 89.16) < 0.001)
        let chosen = try #require(table.entries.values.max { $0.searchScore < $1.searchScore })
        #expect(abs(chosen.reportedScore - 89.03) < 0.001)
    }

    @Test func randomSearchAndEvolutionGiveTheReferenceMeans() throws {
        let table = try NASBenchMacro.read(path("nas-bench-macro_cifar10.json"))
        var random: [Double] = []
        var evolved: [Double] = []
        for seed in UInt64(1)...30 {
            random.append(try table.run(RandomSearch(table.space, seed: seed), queries: 200)[199])
            evolved.append(try table.run(RegularizedEvolution(table.space, seed: seed), queries: 200)[199])
        }
        // Four standard errors: this is a test, and the experiment is the measurement.
        #expect(abs(SampleSummary(random).mean - 92.95) < 4 * 0.11 / 5.5)
        #expect(abs(SampleSummary(evolved).mean - 93.12) < 4 * 0.02 / 5.5 + 0.01)
    }

    @Test func aCellOfAnotherFormIsRefused() {
        #expect(
            NASBench201.tokens(of: "|none~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|") == [0, 0, 0, 0, 0, 1])
        #expect(NASBench201.tokens(of: "|none~0|+|none~1|none~0|+|none~0|none~1|none~2|") == nil)
        #expect(NASBench201.tokens(of: "|none~0|") == nil)
        #expect(NASBench201.tokens(of: "|what~0|+|none~0|none~1|+|none~0|none~1|none~2|") == nil)
    }
}
