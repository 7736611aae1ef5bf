import Foundation

/// A program of the system run to its end.
package enum Command {
    /// A stream that a program writes to.
    package enum Stream: Sendable { case output, errors }

    /// How it ended and what it said on the stream that was listened to.
    package struct Result: Sendable {
        package let status: Int32
        package let said: String
    }

    /// Where the search path leads for `name`, nil if nowhere.
    package static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs `name`, found on the search path, listens to one of its streams and waits for it.
    ///
    /// - Throws: `DataError` (`.notFound`) with `remedy` when there is no such program.
    package static func run(
        _ name: String, _ arguments: [String], listeningTo stream: Stream = .errors, remedy: String
    ) throws -> Result {
        guard let path = path(of: name) else {
            throw DataError(.notFound, "the program '\(name)' is not on this machine", remedy: remedy)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardError = stream == .errors ? pipe : FileHandle.nullDevice
        process.standardOutput = stream == .output ? pipe : FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw DataError(.io, file: path, "the program could not be started (\(error))", remedy: remedy)
        }
        // Read before waiting: a program that fills the pipe would wait for us for ever.
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, said: String(decoding: said, as: UTF8.self))
    }
}
