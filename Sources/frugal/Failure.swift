import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// How the command ends when something was thrown: the message, and the status by the table in the help.
struct Failure {
    private let error: any Error

    init(_ error: any Error) { self.error = error }

    /// The exit status for an error of our own modules; nil for those of the argument parser, which knows its own.
    static func status(of error: any Error) -> Int32? {
        switch error {
        case let error as FrugalError: status(of: error.kind)
        case let error as DataError: error.code == .invalidArgument ? 64 : 1
        case is TrackError, is TensorError, is SafetensorsError, is StateError: 1
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
        guard let status = Self.status(of: error) else { FrugalCommand.exit(withError: error) }
        if CommandLine.arguments.contains("--json") {
            Output.json(["error": .string("\(error)"), "status": .integer(Int64(status))])
        }
        Output.talk("frugal: \(error)")
        Foundation.exit(status)
    }
}
