import Foundation

/// The other side: a Python process that runs PyTorch and is asked for one task at a time.
final class Peer {
    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Answer: Decodable {
        var seconds: [Double]?
        var error: String?
    }

    /// - Parameter modules: the files of the folder that hold its tasks.
    init(python: String, modules: [String], folder: String) throws {
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["server.py"] + modules
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = requests
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Failure(description: "\(python) cannot be started; `make bench` gets one that can")
        }
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The seconds of `steps` steps of a task; the first call prepares it and warms it up.
    func measure(_ task: String, _ arguments: [String: Any], steps: Int, warm: Int = 3) throws -> [Double] {
        let request: [String: Any] = ["task": task, "arguments": arguments, "steps": steps, "warm": warm]
        var line = try JSONSerialization.data(withJSONObject: request)
        line.append(UInt8(ascii: "\n"))
        try requests.fileHandleForWriting.write(contentsOf: line)
        var reply = Data()
        while reply.last != UInt8(ascii: "\n") {
            let chunk = answers.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw Failure(description: "the peer's process ended during \(task)") }
            reply.append(chunk)
        }
        let answer = try JSONDecoder().decode(Answer.self, from: reply)
        guard let seconds = answer.seconds else {
            throw Failure(description: "the peer could not run \(task): \(answer.error ?? "no reason given")")
        }
        return seconds
    }
}
