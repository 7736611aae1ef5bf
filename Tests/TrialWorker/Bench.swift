import Foundation
import FrugalSearch

/// What trials cost beside their training. To be run in a release build: `TrialWorker bench FOLDER`.
struct Bench {
    let folder: URL
    private let clock = ContinuousClock()

    private func definition(_ space: SearchSpace) -> StudyDefinition {
        StudyDefinition(name: "bench", space: space, searcher: "random", seed: 1)
    }

    func run() throws {
        // As many tokens as a large space has.
        let space = try SearchSpace("bench", family: "test", (0..<40).map { Decision("digit", at: "\($0)", 0..<5) })
        try bookkeeping(space)
        for isolation in [TrialPool.Isolation.forked, .started] { try overhead(isolation) }
    }

    private func bookkeeping(_ space: SearchSpace) throws {
        let store = try TrialStore(in: folder.appendingPathComponent("store"), as: definition(space))
        var searcher = RandomSearch(space, seed: 1)
        let proposals = try (0..<10_000).map { try searcher.propose($0, after: [], pending: []) }
        let proposing = try clock.measure {
            for (number, proposal) in proposals.enumerated() { try store.propose(number, proposal) }
        }
        var leases: [TrialLease] = []
        let claiming = try clock.measure {
            while let lease = try store.claim("bench", for: 60) { leases.append(lease) }
        }
        let extending = try clock.measure { for lease in leases { _ = try store.extend(lease, for: 60) } }
        let finishing = try clock.measure {
            for lease in leases {
                try store.finish(lease, TrialRecord(score: 0.5, costs: [.parameters: 1e6, .latency: 2]))
            }
        }
        let listings = try (0..<5).map { _ in try clock.measure { _ = try store.ended() } }.sorted()
        for (name, took) in [("propose", proposing), ("claim", claiming), ("extend", extending), ("finish", finishing)]
        {
            print("\(name): \(Int(10_000 / (took / .seconds(1)))) a second")
        }
        print("list 10,000 ended trials: \(Int(listings[2] / .milliseconds(1))) ms (median of 5)")
    }

    private func overhead(_ isolation: TrialPool.Isolation) throws {
        let space = try SearchSpace("bench", family: "test", (0..<4).map { Decision("digit", at: "\($0)", 0..<2) })
        let trials = isolation == .forked ? 300 : 20
        let study = try Study(in: folder.appendingPathComponent("\(isolation)"), as: definition(space))
        let pool = TrialPool(width: 1, command: .same(["serve", "0", "0"]), isolation: isolation)
        if isolation == .forked {
            try pool.prepare()
            // The worker loads the engine once a search, whatever the number of trials.
            Thread.sleep(forTimeInterval: 3)
        }
        let took = try clock.measure {
            _ = try study.run(RandomSearch(space, seed: 1), budget: StudyBudget(trials: trials), in: pool)
        }
        print("overhead, \(isolation): \((took / .milliseconds(1)) / Double(trials)) ms a trial")
    }
}
