import Foundation
import FrugalTrack

/// The working folder of a fit, `NAME.frugal.work`: everything from which the same command goes on, and afterwards the
/// record of the run.
final class FitFolder {
    let run: RunFolder
    private let clock: @Sendable () -> Double
    private var lastSaved = -Double.infinity

    /// Seconds that earlier processes used of the budget.
    let usedBefore: Double

    private struct Used: Codable {
        var seconds: Double
    }

    /// Opens the folder or makes it.
    /// - Parameter startsAfresh: whether what an earlier run left there is removed first.
    /// - Throws: `TrackError` where it holds another run, is locked or cannot be written.
    init(at url: URL, record: RunRecord, startsAfresh: Bool) throws {
        if startsAfresh {
            try RunFolder.remove(url, of: "a fit", remedy: "move it away, or choose another --out")
        }
        do {
            run = try RunFolder(at: url, record: record)
        } catch let error as TrackError where error.kind == .conflict {
            throw FrugalError(
                .conflict, url.path, "this folder holds a fit with other settings, another seed or other data",
                remedy: "repeat that command to go on with it, give --fresh to begin anew, or choose another --out")
        }
        usedBefore = try run.saved(Used.self, as: "budget.json")?.seconds ?? 0
        clock = Budget.monotonicSeconds
        try makeFolder("candidates")
    }

    /// Notes the seconds used so far, at most twice a second unless `now` is true.
    func saveUsed(_ seconds: Double, now: Bool = false) throws {
        guard now || clock() - lastSaved > 0.5 else { return }
        lastSaved = clock()
        try run.save(Used(seconds: seconds), as: "budget.json")
    }

    /// The rows finished so far.
    func leaderboard() throws -> [LeaderboardEntry] {
        try run.saved([LeaderboardEntry].self, as: "leaderboard.json") ?? []
    }

    func save(_ leaderboard: [LeaderboardEntry]) throws { try run.save(leaderboard, as: "leaderboard.json") }

    /// Where the weights of a finished candidate lie.
    func weights(_ name: String) -> URL { run.file("candidates/\(name).safetensors") }

    /// Where the state of a candidate under way lies.
    func state(_ name: String) -> URL { run.file("candidates/\(name).state.safetensors") }

    /// Where the learning curve of a candidate lies.
    func curve(_ name: String) -> String { "candidates/\(name).curve.json" }

    private func makeFolder(_ name: String) throws {
        do {
            try FileManager.default.createDirectory(at: run.file(name), withIntermediateDirectories: true)
        } catch {
            throw TrackError(
                .fileSystem, at: run.file(name).path, "could not make the folder (\(error.localizedDescription))",
                remedy: "choose a folder that you may write to")
        }
    }
}
