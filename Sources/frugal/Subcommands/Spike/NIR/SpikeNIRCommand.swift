import ArgumentParser
import Foundation
import FrugalData
import FrugalSpike

/// `frugal spike nir`: files in the format that spiking simulators exchange.
struct SpikeNIRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nir",
        abstract: "Networks as NIR files, which snnTorch, Norse, sinabs, Nengo and others read.",
        subcommands: [
            SpikeNIRShowCommand.self, SpikeNIRRunCommand.self, SpikeNIRReadCommand.self, SpikeNIRWriteCommand.self,
            SpikeNIRRewriteCommand.self,
        ])
}

/// How a NIR file is read where the format leaves it open.
struct NIRReadingOptions: ParsableArguments {
    @Option(help: "Seconds in a step (default: what the file notes, else 0.0001, as snnTorch assumes).")
    var timeStep: Double?

    @Option(help: "What a spike does to the membrane: as-written, as-written-only (nothing assumed), subtract or zero.")
    var reset: ResetChoice = .asWritten

    @Flag(help: "Take the exact solution of the equations instead of Euler steps.")
    var exact = false

    @Flag(help: "Let connections of a cycle without delay take a step.")
    var cyclesTakeAStep = false

    enum ResetChoice: String, CaseIterable, ExpressibleByArgument {
        case asWritten = "as-written"
        case asWrittenOnly = "as-written-only"
        case subtract, zero
    }

    var reading: NIRReading {
        let reset: NIRReading.Reset
        switch self.reset {
        case .asWritten: reset = .asWritten
        case .asWrittenOnly: reset = .asWrittenOnly
        case .subtract: reset = .subtract
        case .zero: reset = .zero
        }
        return NIRReading(
            timeStep: timeStep, reset: reset, integration: exact ? .exact : .forwardEuler,
            cyclesTakeAStep: cyclesTakeAStep)
    }
}
