import Foundation

/// A program of the system run to its end.
enum Command {
    /// How it ended and what it said on its error stream.
    struct Result {
        let status: Int32
        let errors: String
    }

    /// Where the search path leads for `name`, nil if nowhere.
    static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs `name`, found on the search path, and waits for it.
    ///
    /// - Throws: `DataError` (`.notFound`) with `remedy` when there is no such program.
    static func run(_ name: String, _ arguments: [String], remedy: String) throws -> Result {
        guard let path = path(of: name) else {
            throw DataError(.notFound, "the program '\(name)' is not on this machine", remedy: remedy)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw DataError(.io, file: path, "the program could not be started (\(error))", remedy: remedy)
        }
        // Read before waiting: a program that fills the pipe would wait for us for ever.
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, errors: String(decoding: said, as: UTF8.self))
    }
}
