import ArgumentParser
import Foundation
import Frugal

/// `frugal spike nir read`: a file of another simulator as a spiking model.
struct SpikeNIRReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Write a feed-forward NIR file as a spiking model, for predict, evaluate, spike simulate and export.",
        discussion: """
            The format does not say what the inputs are: name a model of the same data with --like, or the sides of the \
            pictures, whose pixels are then taken from 0 to 1.

            EXAMPLES:
              frugal spike nir read net.nir --picture 28x28 --out net.frugal
              frugal spike nir read tuned.nir --like spiking.frugal --out tuned.frugal
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["nir"]))
    var file: String

    @Option(help: "The model to write, NAME.frugal.", completion: .directory)
    var out: String

    @Option(help: "A model with the same inputs and classes.", completion: .directory)
    var like: String?

    @Option(help: "Rows, columns and channels of its pictures, such as 28x28 or 32x32x3; the file's own by default.")
    var picture: PictureSides?

    @Option(help: "The names of the classes, between commas; 0, 1 and so on by default.")
    var classes: String?

    @OptionGroup var how: NIRReadingOptions

    func validate() throws {
        if like != nil, picture != nil || classes != nil {
            throw ValidationError("--like says what --picture and --classes would say.")
        }
    }

    func run() throws {
        let names = classes.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let inputs: SpikingExchange.Inputs =
            if let like {
                .like(bundle: like)
            } else if let picture {
                .pictures(height: picture.height, width: picture.width, channels: picture.channels, classes: names)
            } else {
                .asWritten(classes: names)
            }
        let notes = try SpikingExchange.read(
            URL(fileURLWithPath: file), to: URL(fileURLWithPath: out), as: inputs, reading: how.reading,
            command: ShellWords.thisCommand)
        for note in notes { Output.talk("\(file): \(note)") }
        Output.talk("written: \(out)")
    }
}

/// The sides of a picture as people write them: `28x28`, `32x32x3`.
struct PictureSides: ExpressibleByArgument {
    let height: Int
    let width: Int
    let channels: Int

    init?(argument: String) {
        let sides = argument.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard (2...3).contains(sides.count), sides.allSatisfy({ (1...4096).contains($0) }),
            sides.map(String.init).joined(separator: "x") == argument
        else { return nil }
        (height, width, channels) = (sides[0], sides[1], sides.count == 3 ? sides[2] : 1)
    }
}
