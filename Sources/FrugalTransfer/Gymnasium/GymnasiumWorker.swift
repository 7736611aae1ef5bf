import CFrugalProcess
import Foundation
import FrugalData
import FrugalFiles
import FrugalTrack

/// The Python process, which answers line by line. After its first fault it is gone, and every later call says the same.
final class GymnasiumWorker {
    /// The worker's number, for tests.
    var process: pid_t { child.number }

    private let settings: GymnasiumSettings
    private let child: ChildProcess
    private var said: [UInt8] = []
    private var fault: GymnasiumError?
    /// An answer longer than this is none of ours.
    private static let longest = 16 << 20
    private static let newline = UInt8(ascii: "\n")

    /// What the worker is told to play.
    private struct Request: Encodable {
        var environment: String
        var count: Int
        var options: [String: GymnasiumSettings.Option]
        var modules: [String]
    }

    /// What the worker says in place of an answer.
    private struct Failure: Decodable {
        var failure: String
        var text: String
        var trace: String
    }

    /// Starts the worker.
    /// - Throws: ``GymnasiumError`` where there is no such Python.
    init(_ settings: GymnasiumSettings) throws {
        self.settings = settings
        let isPath = settings.python.contains("/")
        guard let path = isPath ? settings.python : Command.path(of: settings.python) else {
            throw GymnasiumError(
                .python, settings.python, "no such program on the search path", remedy: Self.pythonRemedy)
        }
        let request = Request(
            environment: settings.environment, count: settings.count, options: settings.options,
            modules: settings.modules)
        let script = String(decoding: PackageResources.gymnasium_worker_py, as: UTF8.self)
        let words = [
            path, "-c", script, String(decoding: try TrackJSON.encode(request, onOneLine: true), as: UTF8.self),
        ]
        let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }.sorted()
        do {
            child = try ChildProcess(path: path, words: words, variables: variables)
        } catch let error as FileError {
            throw GymnasiumError(.python, path, error.problem, remedy: Self.pythonRemedy)
        }
    }

    deinit {
        child.buried()
        Foundation.close(child.channel)
    }

    private static let pythonRemedy = "install Python 3 with gymnasium and numpy, or name one that has them"

    /// Says a line, with a descriptor if one is given.
    func send(_ line: some Collection<UInt8>, descriptor: Int32? = nil) throws {
        if let fault { throw fault }
        let bytes = Array(line) + [Self.newline]
        let refusal =
            descriptor.map { frugal_process_send_descriptor(child.channel, bytes, bytes.count, $0) }
            ?? frugal_process_send(child.channel, bytes, bytes.count)
        // Where it has ended there may still be a word of why.
        if refusal != 0 { _ = try answer() }
    }

    /// Waits for `done`.
    func finish() throws {
        let line = try answer()
        if line.elementsEqual("done".utf8) { return }
        _ = try decoded(Failure.self, line)
    }

    /// Waits for an object.
    func receive<Message: Decodable>(_ type: Message.Type) throws -> Message { try decoded(type, try answer()) }

    /// Asks it to end, and waits for a moment before it is made to.
    func close(within seconds: Double) {
        guard fault == nil else { return }
        try? send("close".utf8)
        let deadline = ContinuousClock.now + .seconds(seconds)
        while child.ended() == nil, ContinuousClock.now < deadline { usleep(1000) }
        _ = failed(.closed, "the environments were closed", remedy: "make new ones")
    }

    /// A line that the worker said, without its end.
    private func answer() throws -> ArraySlice<UInt8> {
        if let fault { throw fault }
        let deadline = ContinuousClock.now + .seconds(settings.patience)
        while true {
            if let end = said.firstIndex(of: Self.newline) {
                defer { said.removeSubrange(...end) }
                return said[..<end]
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(child.channel, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                said += chunk[..<count]
                if said.count > Self.longest { throw died() }
            } else if count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                throw died()
            } else {
                try wait(until: deadline)
            }
        }
    }

    private func wait(until deadline: ContinuousClock.Instant) throws {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else {
            throw failed(
                .hung, "the worker did not answer within \(Humanise.duration(settings.patience)) and was ended",
                remedy: "see what its step or reset waits for, or have more patience with it")
        }
        var descriptor = pollfd(fd: child.channel, events: Int16(POLLIN), revents: 0)
        _ = frugal_process_wait(&descriptor, 1, Int32(clamping: Int(left / .milliseconds(1)) + 1))
    }

    private func decoded<Message: Decodable>(_ type: Message.Type, _ line: ArraySlice<UInt8>) throws -> Message {
        if let failure = try? TrackJSON.decode(Failure.self, from: Array(line), path: "worker") {
            throw self.failure(failure)
        }
        guard let message = try? TrackJSON.decode(type, from: Array(line), path: "worker") else {
            throw failed(
                .died,
                "the worker said something else than it should: \(String(decoding: line.prefix(80), as: UTF8.self))",
                remedy: "check that nothing else writes to descriptor \(FRUGAL_PROCESS_CHANNEL)")
        }
        return message
    }

    private func failure(_ failure: Failure) -> GymnasiumError {
        switch failure.failure {
        case "missing":
            failed(
                .missingPackage, "\(settings.python) cannot import what is needed (\(failure.text))",
                remedy: "run '\(settings.python) -m pip install gymnasium', or name a Python that has it",
                trace: failure.trace)
        case "unknown":
            failed(
                .unknownEnvironment, "there is no such environment (\(failure.text))",
                remedy:
                    "check the name; a module that registers it stands before a colon, as in ale_py:ALE/Breakout-v5",
                trace: failure.trace)
        default:
            failed(
                .raised, "the environment raised \(failure.text)", remedy: "look at the trace of this error",
                trace: failure.trace)
        }
    }

    private func died() -> GymnasiumError {
        let end = child.buried()
        let how = end.signal != 0 ? "signal \(end.signal)" : "status \(end.status)"
        return failed(
            .died, "the worker ended without a word (\(how))",
            remedy: "see what it printed, and whether memory ran out or somebody killed it")
    }

    /// Ends the worker; from now on every call fails in the same way.
    private func failed(
        _ code: GymnasiumError.Code, _ problem: String, remedy: String, trace: String = ""
    ) -> GymnasiumError {
        child.buried()
        let error = GymnasiumError(code, settings.environment, problem, remedy: remedy, trace: trace)
        fault = error
        return error
    }
}
