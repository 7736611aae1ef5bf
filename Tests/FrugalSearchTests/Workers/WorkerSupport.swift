import Foundation
import FrugalTrack
import Testing

@testable import FrugalSearch

/// Runs `body` with a folder that is gone afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal-trials-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

/// The program `TrialWorker`, which lies beside the tests.
enum ScriptedWorker {
    static let path: String? = {
        let folders = [
            Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        return folders.map { $0.appendingPathComponent("TrialWorker").path }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }()

    /// A pool whose trials have so many steps of so many milliseconds.
    static func pool(
        width: Int = 2, steps: Int = 4, milliseconds: Int = 0, isolation: TrialPool.Isolation = .fastest
    ) throws -> TrialPool {
        let command = WorkerCommand(try #require(path), ["serve", "\(steps)", "\(milliseconds)"])
        return TrialPool(width: width, command: command, isolation: isolation)
    }
}

/// What the first token of a scripted trial means.
enum Behaviour: Int {
    case good = 0
    case notANumber = 2
    case crash, throwsError, allocates, loops, leaves, traps, allocatesTensors, fullDisk, isKilled, cannotBeAsked
}

/// A space whose architectures say how their trial behaves.
func scriptedSpace() throws -> SearchSpace {
    try SearchSpace(
        "scripted", family: "test",
        [Decision("behaviour", at: "0", 0..<13)] + (1..<4).map { Decision("digit", at: "\($0)", 0..<4) })
}

/// A searcher that proposes what it was told to, over and over.
struct ListSearch: Searcher {
    let space: SearchSpace
    let behaviours: [Behaviour]
    var waits = false
    var name: String { "list" }

    func prefix(for number: Int) -> Int { waits ? number : 0 }

    mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        Proposal(
            try space.architecture([behaviours[number % behaviours.count].rawValue, 1, number % 4, number / 4 % 4]))
    }
}

/// A study of scripted trials.
func scriptedStudy(in folder: URL, clock: TrialClock = .system) throws -> Study {
    try Study(
        in: folder, as: StudyDefinition(name: "scripted", space: scriptedSpace(), searcher: "list", seed: 5),
        clock: clock)
}
