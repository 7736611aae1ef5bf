import CFrugalProcess
import FrugalFiles
import FrugalTrack

/// A worker process, as its pool sees it. It dies with this object.
final class WorkerProcess {
    let channel: LineChannel
    /// Whether it has said that it takes orders.
    var isReady = false
    private let child: ChildProcess

    /// Its number.
    var process: pid_t { child.number }

    /// Starts one.
    /// - Throws: ``FrugalError`` of kind `engine` where it cannot be started.
    init(_ command: WorkerCommand) throws {
        do {
            child = try ChildProcess(path: command.path, words: command.words, variables: command.variables)
        } catch let error as FileError {
            throw FrugalError(
                .engine, command.words[0], "the worker process could not be started (\(error.problem))",
                remedy: "check that the file is there and may be run, and that not too many files are open (ulimit -n)")
        }
        channel = LineChannel(child.channel)
    }

    /// Kills it, where it still lives, and says how it ended. Its children die with it.
    func buried() -> frugal_process_end { child.buried() }
}
