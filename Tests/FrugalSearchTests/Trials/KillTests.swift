import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

/// Kills processes of a study at random moments, until it has come to its end.
///
/// The same moments in every run cannot be had; the seed only spreads them. What must hold holds at any moment.
private struct Killing {
    let searcher: String
    let trials: Int
    let width = 2
    let steps = 4
    let milliseconds: Int

    private func start(in folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(ScriptedWorker.path))
        process.arguments = [
            "study", folder.path, "\(trials)", "\(width)", searcher, "\(steps)", "\(milliseconds)",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The study that nobody disturbs.
    func undisturbed() throws -> [Trial] {
        try withFolder { folder in
            let process = try start(in: folder)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            return try TrialStore(in: folder).ended()
        }
    }

    /// Kills so many times while the study runs and starts it again where it has ended, then lets it come to its end.
    /// - Returns: its trials, how many kills hit a parent, a worker and a trial, and how many steps were run more than once.
    func disturbed(kills: Int, seed: UInt64) throws -> (trials: [Trial], hits: [Int], repeated: Int) {
        try withFolder { folder in
            var stream = RandomStream(seed: seed)
            var hits = [0, 0, 0]
            var process = try start(in: folder)
            while hits.reduce(0, +) < kills {
                usleep(UInt32.random(in: 0..<250_000, using: &stream))
                if !process.isRunning {
                    process.waitUntilExit()
                    // A study at its end is killed while it opens, finds nothing to do and closes.
                    process = try start(in: folder)
                    usleep(UInt32.random(in: 0..<400_000, using: &stream))
                }
                let parent = process.processIdentifier
                let workers = children(of: parent)
                let forked = workers.flatMap(children)
                let victims = [[parent], workers, forked]
                let kind = Int.random(in: 0..<3, using: &stream)
                guard let victim = victims[kind].randomElement(using: &stream), process.isRunning else { continue }
                kill(victim, SIGKILL)
                hits[kind] += 1
                if kind == 0 {
                    process.waitUntilExit()
                    process = try start(in: folder)
                }
            }
            for _ in 0..<3 {
                process.waitUntilExit()
                if process.terminationStatus == 0, process.terminationReason == .exit { break }
                process = try start(in: folder)
            }
            #expect(process.terminationStatus == 0)
            let store = try TrialStore(in: folder)
            #expect(try store.lateResults().isEmpty)
            return (try store.ended(), hits, try repeatedSteps(in: folder, kills: kills))
        }
    }

    /// How many steps of trials were run more than once.
    private func repeatedSteps(in folder: URL, kills: Int) throws -> Int {
        let places = folder.appendingPathComponent("trials")
        var repeated = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: places.path) {
            let log = places.appendingPathComponent(name).appendingPathComponent("steps.txt")
            guard let text = try? String(contentsOf: log, encoding: .utf8) else { continue }
            let run = text.split(separator: "\n").map { $0.split(separator: " ")[1] }
            repeated += run.count - Set(run).count
        }
        return repeated
    }

    /// The processes whose parent is `process`.
    private func children(of process: pid_t) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { number in
            guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
                let rest = text.split(separator: ")").last?.split(separator: " "), rest.count > 2
            else { return false }
            return pid_t(rest[1]) == process && rest[0] != "Z"
        }
    }
}

#if os(Linux)
    @Suite(.serialized, .enabled(if: ScriptedWorker.path != nil, "TrialWorker was not built beside the tests"))
    struct KillTests {
        @Test func aStudyKilledAnywhereIsTheUndisturbedOne() throws {
            let killing = Killing(searcher: "evolution", trials: 40, milliseconds: 15)
            let (trials, hits, repeated) = try killing.disturbed(kills: 10, seed: 1)
            #expect(try trials == killing.undisturbed())
            #expect(trials.count == 40)
            // A kill costs each of the trials under way at most the step that ran.
            #expect(repeated <= hits.reduce(0, +) * killing.width)
            print("killed: parent \(hits[0]), worker \(hits[1]), trial \(hits[2]) times; \(repeated) steps run again")
        }

        @Test(
            .enabled(
                if: ProcessInfo.processInfo.environment["FRUGAL_SLOW"] == "1", "takes minutes; FRUGAL_SLOW=1 runs it"),
            arguments: [("evolution", 70), ("asha", 70), ("reinforce", 30), ("random", 30)])
        func aStudyKilledTwoHundredTimesIsTheUndisturbedOne(_ searcher: String, _ kills: Int) throws {
            let killing = Killing(searcher: searcher, trials: 250, milliseconds: 25)
            let (trials, hits, repeated) = try killing.disturbed(kills: kills, seed: 7)
            #expect(try trials == killing.undisturbed())
            #expect(trials.count == 250)
            #expect(repeated <= hits.reduce(0, +) * killing.width)
            print(
                "\(searcher), killed: parent \(hits[0]), worker \(hits[1]), trial \(hits[2]) times; \(repeated) steps run again"
            )
        }
    }
#endif
