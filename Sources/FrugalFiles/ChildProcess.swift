import CFrugalProcess
import Foundation

/// A program that this process has started and talks to over a channel. It has a process group of its own and dies with
/// this object.
package final class ChildProcess {
    /// Its number.
    package let number: pid_t
    /// Our end of the channel; whoever takes it closes it. The program has the other end as `FRUGAL_PROCESS_CHANNEL`.
    package let channel: Int32
    /// How it ended, once that is known.
    private var end: frugal_process_end?

    /// Starts a program.
    /// - Parameters:
    ///   - words: the arguments, its own name first.
    ///   - variables: the whole environment, each as `NAME=value`.
    /// - Throws: ``FileError`` where it cannot be started or the system has no channel left.
    package init(path: String, words: [String], variables: [String]) throws {
        var ends: [Int32] = [-1, -1]
        let refusal = frugal_process_channel(&ends)
        guard refusal == 0 else {
            throw FileError.system(refusal, at: path, doing: "open a channel to it", for: .reading)
        }
        defer { close(ends[1]) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var number: pid_t = 0
        let fault = frugal_process_spawn(path, &arguments, &environment, ends[1], &number)
        guard fault == 0 else {
            close(ends[0])
            throw FileError.system(fault, at: path, doing: "start it", for: .reading)
        }
        self.number = number
        channel = ends[0]
    }

    deinit { _ = buried() }

    /// Kills it and all that it started in its group, where they still live, and says how it ended.
    @discardableResult
    package func buried() -> frugal_process_end {
        if let end { return end }
        kill(-number, SIGKILL)
        return collected(waits: true) ?? frugal_process_end(pid: number, status: -1, signal: SIGKILL, peak: 0)
    }

    /// How it ended by itself; nil where it has not.
    package func ended() -> frugal_process_end? { end ?? collected(waits: false) }

    private func collected(waits: Bool) -> frugal_process_end? {
        var end = frugal_process_end()
        guard frugal_process_reap(number, waits, &end) else { return nil }
        self.end = end
        return end
    }
}
