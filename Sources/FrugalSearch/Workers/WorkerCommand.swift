import Foundation

/// The program that ``TrialPool`` starts as its worker: one that calls ``ForkServer/run(body:)``.
public struct WorkerCommand: Hashable, Sendable {
    /// The program.
    public var path: String
    /// Its arguments, without its own name.
    public var arguments: [String]
    /// What is set in its environment beside what this process has.
    public var environment: [String: String]

    /// A program.
    public init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// This program, with other arguments.
    public static func same(_ arguments: [String], environment: [String: String] = [:]) -> WorkerCommand {
        #if os(Linux)
            // The link also leads to a program whose file was replaced while it runs.
            WorkerCommand(ownLink, arguments, environment: environment)
        #else
            WorkerCommand(Bundle.main.executablePath ?? CommandLine.arguments[0], arguments, environment: environment)
        #endif
    }

    /// Its name and its arguments, as a person would type them.
    var words: [String] { [path == Self.ownLink ? CommandLine.arguments[0] : path] + arguments }

    private static let ownLink = "/proc/self/exe"

    /// The whole environment, as `NAME=value`.
    var variables: [String] {
        // One thread a trial, whatever else the user has set; and no minute spent on the trace of a crash.
        let own = [
            "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "SWIFT_BACKTRACE": "enable=no",
        ]
        return ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(environment) { $1 }
            .map { "\($0)=\($1)" }.sorted()
    }
}
