import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer
import SpikeEngine

/// How the command ends when something was thrown: the message, and the status by the table in the help.
struct Failure {
    private let error: any Error

    init(_ error: any Error) { self.error = error }

    /// The exit status for an error of our own modules; nil for those of the argument parser, which knows its own.
    static func status(of error: any Error) -> Int32? {
        switch error {
        case let error as FrugalError: status(of: error.kind)
        case let error as DataError: error.code == .invalidArgument ? 64 : 1
        case is TrackError, is TensorError, is SafetensorsError, is StateError, is SpikeError, is GymnasiumError: 1
        default: nil
        }
    }

    private static func status(of kind: FrugalError.Kind) -> Int32 {
        switch kind {
        case .usage: 64
        case .interrupted: 130
        case .engine: 3
        default: 1
        }
    }

    func exit() -> Never {
        // A status alone: what there was to say has been said.
        if let status = error as? ExitCode { Foundation.exit(status.rawValue) }
        guard let status = Self.status(of: error) else { exitAsParser() }
        report(status, "\(error)")
        Output.talk("frugal: \(error)")
        Foundation.exit(status)
    }

    /// The parser prints its own errors, and the help and version that it throws as such.
    private func exitAsParser() -> Never {
        let status = FrugalCommand.exitCode(for: error)
        if !status.isSuccess { report(status.rawValue, FrugalCommand.message(for: error)) }
        FrugalCommand.exit(withError: error)
    }

    /// The one JSON object on standard output, where it was asked for.
    private func report(_ status: Int32, _ message: String) {
        guard CommandLine.arguments.contains("--json") else { return }
        Output.json(["error": .string(message), "status": .integer(Int64(status))])
    }
}
