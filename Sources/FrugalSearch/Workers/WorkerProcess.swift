import CFrugalProcess
import Foundation
import FrugalTrack

/// A worker process, as its pool sees it. It dies with this object.
final class WorkerProcess {
    let process: pid_t
    let channel: LineChannel
    /// Whether it has said that it takes orders.
    var isReady = false
    /// How it ended, once that is known.
    private var end: frugal_process_end?

    /// Starts one.
    /// - Throws: ``FrugalError`` of kind `engine` where it cannot be started.
    init(_ command: WorkerCommand) throws {
        let ends = try LineChannel.pair()
        channel = LineChannel(ends.0)
        defer { close(ends.1) }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = command.variables.map { strdup($0) } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        let fault = frugal_process_spawn(command.path, &arguments, &variables, ends.1, &process)
        guard fault == 0 else {
            throw FrugalError(
                .engine, command.words[0],
                "the worker process could not be started (\(String(cString: strerror(fault))))",
                remedy: "check that the file is there and may be run")
        }
        self.process = process
    }

    deinit { _ = buried() }

    /// Kills it, where it still lives, and says how it ended. Its children die with it.
    func buried() -> frugal_process_end {
        if let end { return end }
        kill(process, SIGKILL)
        var end = frugal_process_end()
        if !frugal_process_reap(process, true, &end) { end.signal = SIGKILL }
        self.end = end
        return end
    }
}
