import ArgumentParser
import Foundation
import Frugal

/// `frugal spike nir write`: a spiking model as a file for other simulators.
struct SpikeNIRWriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Write a spiking model as a NIR file, reset and time step noted.")

    @Argument(help: "The spiking model.", completion: .directory)
    var bundle: String

    @Option(help: "The file to write.", completion: .file(extensions: ["nir"]))
    var out: String

    @Option(help: "Seconds in a step; snnTorch takes 0.0001 for granted.")
    var timeStep = 1e-4

    @Flag(help: "Give leaky neurons r = 1 and larger weights, which Norse needs: it leaves r out.")
    var unitResistance = false

    func run() throws {
        let notes = try SpikingExchange.write(
            bundle: bundle, to: URL(fileURLWithPath: out), timeStep: timeStep, unitResistance: unitResistance)
        for note in notes { Output.talk("\(out): \(note)") }
        Output.talk("written: \(out)")
    }
}
