import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// Whole searches by the built command, counted and not timed, on a table of two rings.
@Suite(.serialized, .enabled(if: Command.path != nil, "the command was not built beside the tests"))
struct SearchCommandTests {
    private static let counted = [
        "--trials", "3", "--epochs", "1", "--final-epochs", "2", "--searches", "1", "--trainings", "2", "--threads",
        "2",
    ]

    /// 240 points around the origin, near or far.
    private func rings(in folder: URL) throws {
        var random = RandomStream(seed: 5)
        let rows = (0..<240).map { index in
            let radius = (index.isMultiple(of: 2) ? 1.0 : 2.0) + random.uniform(in: -0.3...0.3)
            let angle = random.uniform(in: 0...6.28)
            return "\(radius * cos(angle)),\(radius * sin(angle)),\(index.isMultiple(of: 2) ? "near" : "far")"
        }
        let text = "x,y,ring\n" + rows.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent("rings.csv"))
    }

    private func search(in folder: URL, out: String) throws -> DataSearchResult {
        let run = try Command.run(["search", "rings.csv", "--out", out, "--json"] + Self.counted, in: folder)
        #expect(run.status == 0, "\(run.err)")
        return try TrackJSON.decode(DataSearchResult.self, from: Array(run.out.utf8), path: "out")
    }

    /// What must be the same in every run: scores and architectures, and no seconds.
    private func essence(_ result: DataSearchResult) -> [String] {
        [result.architecture] + result.evidence.searches.flatMap { $0.trials.map { "\($0.proposal) \($0.outcome)" } }
            + result.evidence.finals.map { "\($0.name) \($0.trainings.map { "\($0.validation) \($0.test ?? -1)" })" }
    }

    @Test func aCountedSearchIsTheSameTwiceAndItsBundlePredicts() throws {
        try withTemporaryFolder { folder in
            try rings(in: folder)
            let one = try search(in: folder, out: "one.frugal")
            let other = try search(in: folder, out: "other.frugal")
            #expect(essence(one) == essence(other))
            #expect(one.evidence.testReads == 1)
            #expect(one.evidence.searches.map(\.searcher) == ["evolution", "random"])
            #expect(one.evidence.searches.allSatisfy { $0.trials.count == 3 })
            #expect(one.evidence.finals[0].trainings.count == 2)
            #expect(one.evidence.finals.contains { $0.group == "preset" })
            let evaluation = try Command.run(["evaluate", "one.frugal", "rings.csv", "--json"], in: folder)
            #expect(evaluation.status == 0, "\(evaluation.err)")
            let list = try Command.run(["search", "list"], in: folder)
            #expect(list.out.contains("one.frugal.search") && list.out.contains("finished"))
            let shown = try Command.run(["search", "show", "one.frugal.search"], in: folder)
            #expect(shown.out.contains("test part read once"))
            let trials = try Command.run(
                ["search", "show", "one.frugal.search", "--study", "search-1-random"], in: folder)
            #expect(trials.out.split(separator: "\n").count == 5)
            let page = try Command.run(["search", "report", "one.frugal.search", "--out", "page.html"], in: folder)
            #expect(page.status == 0 && FileManager.default.fileExists(atPath: "\(folder.path)/page.html"))
            let again = try Command.run(["search", "resume", "one.frugal.search", "--json"], in: folder)
            #expect(again.err.contains("finished"))
        }
    }

    @Test func sharedWeightsAreSearchedBesideRandomSearch() throws {
        try withTemporaryFolder { folder in
            try writePictures(to: folder.appendingPathComponent("data"))
            let counted = [
                "--trials", "2", "--epochs", "1", "--final-epochs", "1", "--searches", "1", "--trainings", "1",
                "--threads", "2", "--json",
            ]
            let run = try Command.run(
                ["search", "data", "--searcher", "enas", "--out", "a.frugal"] + counted, in: folder)
            #expect(run.status == 0, "\(run.err)")
            let result = try TrackJSON.decode(DataSearchResult.self, from: Array(run.out.utf8), path: "out")
            #expect(result.evidence.space.name == "enas-micro")
            #expect(result.evidence.searches.map(\.searcher) == ["enas", "random"])
            let enas = result.evidence.searches[0]
            #expect(enas.trials.count == 50)
            #expect(enas.entropies.count >= 2)
            #expect(enas.seconds > 0)
            #expect(result.evidence.finals.contains { $0.group == "enas" })
            let shown = try Command.run(["search", "show", "a.frugal.search"], in: folder)
            #expect(shown.out.contains("enas"), "\(shown.out)")
            let refused = try Command.run(
                ["search", "data", "--searcher", "random-shared", "--space", "mobile"], in: folder)
            #expect(refused.status == 64 && refused.err.contains("enas-micro"), "\(refused.err)")
        }
    }

    @Test func aGoalBringsCheaperNetworksToTheirEnd() throws {
        try withTemporaryFolder { folder in
            try rings(in: folder)
            let run = try Command.run(
                ["search", "rings.csv", "--out", "a.frugal", "--json", "--goal", "parameters"] + Self.counted,
                in: folder)
            #expect(run.status == 0, "\(run.err)")
            let result = try TrackJSON.decode(DataSearchResult.self, from: Array(run.out.utf8), path: "out")
            let smaller = result.evidence.finals.filter { $0.name.hasPrefix("smaller") }
            let costs = smaller.compactMap { $0.costs[.parameters] }
            // The best preset is trained for as long: it sets the mark.
            #expect(result.evidence.finals.contains { $0.name.hasSuffix(", as long") && $0.architecture == nil })
            #expect(!costs.isEmpty)
            #expect(costs == costs.sorted(by: >))
            #expect(result.evidence.seconds.contains { $0.name == "cheaper networks" && $0.seconds > 0 })
        }
    }

    @Test func aSearchThatIsKilledGoesOnAsIfItHadNotBeen() throws {
        try withTemporaryFolder { folder in
            try rings(in: folder)
            let undisturbed = try search(in: folder, out: "one.frugal")
            let files = (out: folder.appendingPathComponent("out"), err: folder.appendingPathComponent("err"))
            for delay in [1.0, 2.0] {
                let process = try Command.start(
                    ["search", "rings.csv", "--out", "two.frugal"] + Self.counted, in: folder, to: files)
                Thread.sleep(forTimeInterval: delay)
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            #expect(essence(try search(in: folder, out: "two.frugal")) == essence(undisturbed))
        }
    }

    /// Killed as soon as a study's result is there and what follows from it is not.
    @Test func aSearchThatIsKilledBetweenTwoStudiesGoesOn() throws {
        let goal = ["--goal", "parameters"] + Self.counted
        try withTemporaryFolder { folder in
            try rings(in: folder)
            let undisturbed = try Command.run(
                ["search", "rings.csv", "--out", "one.frugal", "--json"] + goal, in: folder)
            let files = (out: folder.appendingPathComponent("out"), err: folder.appendingPathComponent("err"))
            for result in ["finals.json", "smaller.json"] {
                let process = try Command.start(
                    ["search", "rings.csv", "--out", "two.frugal"] + goal, in: folder, to: files)
                let file = folder.appendingPathComponent("two.frugal.search/\(result)").path
                while process.isRunning, !FileManager.default.fileExists(atPath: file) {
                    Thread.sleep(forTimeInterval: 0.002)
                }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                #expect(FileManager.default.fileExists(atPath: file))
            }
            let resumed = try Command.run(["search", "rings.csv", "--out", "two.frugal", "--json"] + goal, in: folder)
            #expect(resumed.status == 0, "\(resumed.err)")
            let results = try [undisturbed, resumed].map {
                try TrackJSON.decode(DataSearchResult.self, from: Array($0.out.utf8), path: "out")
            }
            #expect(essence(results[0]) == essence(results[1]))
        }
    }

    @Test(arguments: [
        (["--for", "1s"], "--for"), (["--for", "1m", "--trials", "3"], "--for and --trials"),
        (["--space", "nowhere"], "--space"), (["--trials", "1"], "--trials"), (["--within", "-1"], "--within"),
        (["--searches", "0"], "--searches"), (["--space", "mobile", "--trials", "2"], "mobile"),
    ]) func whatCannotBeIsRefusedByName(options: [String], words: String) throws {
        try withTemporaryFolder { folder in
            try rings(in: folder)
            let run = try Command.run(["search", "rings.csv"] + options, in: folder)
            #expect(run.status != 0)
            #expect(run.err.contains(words), "\(run.err)")
        }
    }

    @Test func aFolderThatIsNoSearchIsRefused() throws {
        try withTemporaryFolder { folder in
            for name in ["show", "resume", "report"] {
                let run = try Command.run(["search", name, folder.path])
                #expect(run.status == 64)
                #expect(run.err.contains("not the folder of a search"))
            }
        }
    }
}
