import FrugalTrack
import Testing

@testable import FrugalLimits

/// `corruptions` whole, on a few pictures.
@Suite struct CorruptionsTests {
    @Test func theWholeExperimentOnAFewPictures() throws {
        let experiment = CorruptionsExperiment()
        var settings = experiment.settings(.quick)
        settings.sets = [try #require(settings.sets.first)]
        settings.sets[0].recipe = SmallNetwork.Recipe(
            pictures: nil, epochs: 12, batch: 16, rate: 0.01, widths: [3, 4, 4])
        let result = try TinyExperiment.run(settings) { try experiment.run($0, settings) }
        let clean = try #require(result.rows.first { $0.name == "MNIST, plain: clean" })
        #expect(clean.values.count == 2 && clean.summary.mean > 80)
        // The clean accuracy stands beside every figure of a network.
        let own = result.rows.filter { $0.unit == "% accuracy" }
        #expect(own.count == 12 && own.allSatisfy { $0.note.hasPrefix("clean ") })
        #expect(own.contains { $0.name == "MNIST, plain: brightness of severity 2, value + 0.2" })
        let gains = result.rows.filter { $0.unit == "points" }
        #expect(gains.count == 3 && gains.allSatisfy { $0.values.allSatisfy(\.isFinite) })
        let curves = try #require(result.illustrations.first)
        #expect(curves.series.map(\.name) == ["plain", "augmented"] && curves.series[0].y.count == 6)
        #expect(abs(curves.series[0].y[0] - clean.summary.mean) < 1e-9)
    }
}
