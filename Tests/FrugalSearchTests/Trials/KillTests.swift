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

    /// Kills parents, workers and trials so many times in all, in one study after another, and lets each come to its end.
    /// - Returns: what each study found, how many kills hit a parent, a worker and a trial, and how many steps were run
    ///   more than once.
    func disturbed(kills: Int, seed: UInt64) throws -> (studies: [[Trial]], hits: [Int], repeated: Int) {
        var stream = RandomStream(seed: seed)
        var hits = [0, 0, 0]
        var repeated = 0
        var studies: [[Trial]] = []
        while hits.reduce(0, +) < kills {
            try withFolder { folder in
                var process = try start(in: folder)
                while hits.reduce(0, +) < kills {
                    // The parent is killed at any moment of its life, the others as soon as there is one, and some
                    // milliseconds more.
                    let kind = Int.random(in: 0..<3, using: &stream)
                    while process.isRunning, victims(of: process, kind: kind).isEmpty { usleep(2000) }
                    usleep(UInt32.random(in: 0..<(kind == 0 ? 900_000 : 50_000), using: &stream))
                    guard let victim = victims(of: process, kind: kind).randomElement(using: &stream) else {
                        if process.isRunning { continue }
                        break
                    }
                    kill(victim, SIGKILL)
                    hits[kind] += 1
                    guard kind == 0 else { continue }
                    process.waitUntilExit()
                    process = try start(in: folder)
                }
                process.waitUntilExit()
                #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
                let store = try TrialStore(in: folder)
                #expect(try store.lateResults().isEmpty)
                studies.append(try store.ended())
                repeated += try repeatedSteps(in: folder)
            }
        }
        return (studies, hits, repeated)
    }

    private func victims(of process: Process, kind: Int) -> [pid_t] {
        guard process.isRunning else { return [] }
        let parent = process.processIdentifier
        switch kind {
        case 0: return [parent]
        case 1: return children(of: parent)
        default: return children(of: parent).flatMap(children)
        }
    }

    /// How many steps of trials were run more than once.
    private func repeatedSteps(in folder: URL) throws -> Int {
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
            try check(Killing(searcher: "evolution", trials: 40, milliseconds: 15), kills: 9, seed: 1)
        }

        @Test(
            .enabled(
                if: ProcessInfo.processInfo.environment["FRUGAL_SLOW"] == "1", "takes minutes; FRUGAL_SLOW=1 runs it"),
            arguments: [("evolution", 70), ("asha", 70), ("reinforce", 30), ("random", 30)])
        func aStudyKilledTwoHundredTimesIsTheUndisturbedOne(_ searcher: String, _ kills: Int) throws {
            try check(Killing(searcher: searcher, trials: 150, milliseconds: 25), kills: kills, seed: 7)
        }

        private func check(_ killing: Killing, kills: Int, seed: UInt64) throws {
            let (studies, hits, repeated) = try killing.disturbed(kills: kills, seed: seed)
            let undisturbed = try killing.undisturbed()
            #expect(undisturbed.count == killing.trials)
            #expect(studies.allSatisfy { $0 == undisturbed })
            // A kill costs each of the trials under way at most the step that ran.
            #expect(repeated <= hits.reduce(0, +) * killing.width)
            print(
                "\(killing.searcher), killed: parent \(hits[0]), worker \(hits[1]), trial \(hits[2]) times in",
                "\(studies.count) studies; \(repeated) steps run again")
        }
    }
#endif
