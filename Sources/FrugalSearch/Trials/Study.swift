import Foundation
import FrugalFiles
import FrugalTensor
import FrugalTrack

/// A search that lives in a folder and outlives its processes.
///
/// A trial is proposed as soon as the trials that its searcher waits for have ended, so what is proposed follows from
/// numbers and scores, never from who was first. One process at a time runs a study; opening the same folder goes on.
public final class Study {
    /// Its folder.
    public let folder: URL
    /// Its trials.
    public let store: TrialStore
    private let lock: FolderLock

    /// Opens the study in `folder`, or begins it.
    /// - Throws: `TrackError`: `locked` where another process runs it; and what ``TrialStore/init(in:as:clock:)`` throws.
    public init(in folder: URL, as definition: StudyDefinition, clock: TrialClock = .system) throws {
        try asTrackError { try AtomicFile.makeFolder(folder) }
        // A lock of its own, so that the folder may be that of a run as well.
        lock = try FolderLock(folder: folder, name: ".study-lock")
        self.folder = folder
        store = try TrialStore(in: folder, as: definition, clock: clock)
    }

    /// Where a trial keeps its checkpoints.
    public func folder(of number: Int) -> URL { Self.folder(of: number, in: folder) }

    /// Where a trial of the study in `folder` keeps its checkpoints.
    public static func folder(of number: Int, in folder: URL) -> URL {
        let digits = String(number)
        let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return folder.appendingPathComponent("trials").appendingPathComponent(name)
    }

    /// Runs trials until the budget is used up.
    /// - Parameters:
    ///   - searcher: says what to try. It must be the one that the definition names.
    ///   - isAskedToStop: asked several times a second; true kills the trials that run, which go on another time.
    ///   - hear: told what happens, on the calling thread.
    /// - Throws: `FrugalError` of kind `usage` for a budget or a searcher that cannot be, `engine` where the pool has no
    ///   worker; `TrackError` where the store cannot be written. What had ended by then stays.
    public func run(
        _ searcher: any Searcher, budget: StudyBudget, limits: TrialLimits = TrialLimits(), in pool: TrialPool,
        isAskedToStop: () -> Bool = { false }, hear: (StudyEvent) -> Void = { _ in }
    ) throws -> StudyEnd {
        try budget.check()
        return try withoutActuallyEscaping(hear) { hear in
            var run = try StudyRun(self, searcher, budget: budget, limits: limits, pool: pool, hear: hear)
            return try run.finish(isAskedToStop)
        }
    }

    /// The order for a leased trial.
    func order(for lease: TrialLease, limits: TrialLimits) throws -> TrialOrder {
        let place = folder(of: lease.number)
        try asTrackError { try AtomicFile.makeFolder(place) }
        var stream = RandomStream(seed: store.definition.seed).named("trial \(lease.number)")
        return TrialOrder(
            number: lease.number, attempt: lease.token, proposal: lease.proposal, seed: stream.next(),
            folder: place.path,
            continuedFolder: lease.proposal.continues.map { folder(of: $0).path }, seconds: limits.seconds,
            memory: limits.memory)
    }
}
