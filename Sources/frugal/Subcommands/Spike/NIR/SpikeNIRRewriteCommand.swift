import ArgumentParser
import Foundation
import FrugalSpike

/// `frugal spike nir rewrite`: a file with everything said that the format leaves open.
struct SpikeNIRRewriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrite",
        abstract: "Write a feed-forward NIR file anew, with reset and time step noted and every neuron's numbers given."
    )

    @Argument(help: "The file.", completion: .file(extensions: ["nir"]))
    var file: String

    @Option(help: "The file to write.", completion: .file(extensions: ["nir"]))
    var out: String

    @Flag(help: "Give leaky neurons r = 1 and larger weights, which Norse needs: it leaves r out.")
    var unitResistance = false

    @OptionGroup var how: NIRReadingOptions

    func run() throws {
        let read = try SpikingNetwork.read(nir: URL(fileURLWithPath: file), reading: how.reading)
        for note in read.notes { Output.talk("\(file): \(note)") }
        try read.network.write(
            nir: URL(fileURLWithPath: out), timeStep: how.timeStep ?? 1e-4, unitResistance: unitResistance)
        Output.talk("written: \(out)")
    }
}
