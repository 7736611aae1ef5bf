import CFrugalProcess
import Foundation
import FrugalTensor
import FrugalTrack

/// The worker process: it loads the engine and the data once, and forks a process for each trial.
///
/// A process that loads libtorch anew takes a quarter of a second, a forked one a few milliseconds. Forking copies one
/// thread only, so a worker must have but one: until ``run(body:)`` it may use no Dispatch queue, no task, no trial store.
public enum ForkServer {
    /// What a trial does, from its latest checkpoint to its score.
    ///
    /// Whatever it throws, or prints, or however it ends is recorded and harms no other trial. It should write checkpoints
    /// atomically into the order's folder and go on from the latest: its process may be killed at any instruction.
    public typealias Body = (TrialOrder, inout TrialProgress) throws -> TrialResult

    /// Serves the pool that started this process until that ends or closes the channel.
    /// - Throws: `FrugalError` of kind `usage` where no pool started this process.
    public static func run(body: @escaping Body) throws {
        var status = stat()
        guard fstat(FRUGAL_PROCESS_CHANNEL, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            throw FrugalError(
                .usage, "worker", "it is started by a search and not by hand", remedy: "run the search instead")
        }
        _ = fcntl(FRUGAL_PROCESS_CHANNEL, F_SETFD, FD_CLOEXEC)
        Engine.threads = 1
        frugal_process_watch_children()
        var loop = WorkerLoop(pool: LineChannel(FRUGAL_PROCESS_CHANNEL), body: body)
        loop.serve()
    }
}
