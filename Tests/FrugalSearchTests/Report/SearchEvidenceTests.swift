import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

/// A search with three seeds a searcher; the evolved networks are better by `gain` points.
private func sample(gain: Double) throws -> SearchEvidence {
    let space = try SearchSpace("digits", family: "test", (0..<6).map { Decision("digit", at: "\($0)", 0..<4) })
    var random = RandomStream(seed: 6)
    var searches: [SearchEvidence.Search] = []
    var finals: [SearchEvidence.Final] = []
    for (searcher, bonus) in [("evolution", gain), ("random", 0)] {
        for seed in UInt64(1)...3 {
            let trials = try (0..<20).map { number in
                let proposal = Proposal(try space.random(using: &random))
                let score = 0.8 + random.uniform(in: 0...0.1)
                return Trial(
                    number, proposal, number == 7 ? .failed("out of memory") : .scored(score),
                    costs: [.parameters: 1000])
            }
            searches.append(
                SearchEvidence.Search(
                    searcher, seed: seed, trials: trials, seconds: 100, failedSeconds: 5,
                    entropies: searcher == "evolution" ? [3, 2, 1] : []))
            let values = [0.90, 0.91, 0.92].map { $0 + bonus / 100 + Double(seed) / 1000 }
            finals.append(
                SearchEvidence.Final(
                    "\(searcher), seed \(seed)", group: searcher,
                    architecture: trials[0].proposal.architecture, searchScore: trials[0].score,
                    trainings: values.enumerated().map {
                        .init(seed: UInt64($0), validation: $1, test: $1 - 0.005, seconds: 60)
                    }, costs: [.parameters: 1000 * Double(seed), .operations: 20_000]))
        }
    }
    return SearchEvidence(
        space: SearchEvidence.Space(space), goal: "accuracy", searches: searches, finals: finals,
        rankings: [(0.8, 0.9), (0.81, 0.93), (0.82, 0.92), (0.83, 0.94)].map { .init(search: $0.0, final: $0.1) },
        seconds: [.init("search", 300), .init("random search", 300), .init("final training", 1080)], testReads: 1,
        chosen: 2)
}

@Suite struct SearchEvidenceTests {
    @Test func aDifferenceIsSaidAndATieIsCalledATie() throws {
        #expect(try sample(gain: 2).findings.first?.contains("2.00 points above random") == true)
        #expect(try sample(gain: 0).findings.first?.contains("no difference") == true)
        #expect(try sample(gain: -2).findings.first?.contains("2.00 points below random") == true)
    }

    @Test func tauIsThatOfTheRankings() throws {
        let evidence = try sample(gain: 0)
        // Of six pairs five agree; of the better two the one agrees.
        #expect(abs(evidence.tau - 4.0 / 6) < 1e-12)
        #expect(evidence.tauAtTheTop == 1)
    }

    @Test func searchScoreAndFinalScoreNeverShareAColumn() {
        #expect(!SearchEvidence.finalHeader.contains { $0.contains("search") })
        #expect(!SearchEvidence.searchHeader.contains { $0.contains("final") || $0.contains("test") })
    }

    @Test func textAndPageHoldEveryPartOfAFairReport() throws {
        let evidence = try sample(gain: 1)
        let text = evidence.text
        for words in ["4096 architectures", "random", "Kendall's tau", "test part read once", "cost: search"] {
            #expect(text.contains(words), "\(words)")
        }
        let page = evidence.report(title: "A search").html()
        for words in [
            "What was found", "The searches", "rank networks", "controller learn", "What it cost", "out of memory",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let folder = ProcessInfo.processInfo.environment["FRUGAL_PAGES"].map { URL(fileURLWithPath: $0) }
        if let folder { try evidence.report(title: "A search").write(to: folder.appendingPathComponent("search.html")) }
    }

    @Test func goesThroughJSON() throws {
        let evidence = try sample(gain: 1)
        let bytes = try TrackJSON.encode(evidence)
        #expect(try TrackJSON.decode(SearchEvidence.self, from: Array(bytes), path: "") == evidence)
    }
}
