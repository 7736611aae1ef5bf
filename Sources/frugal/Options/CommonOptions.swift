import ArgumentParser
import Frugal
import FrugalTensor
import FrugalTrack

/// Options that mean the same in every subcommand that computes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Where to compute: cpu, cuda, cuda:1 or mps.")
    var device = "cpu"

    @Option(help: "Threads that one operation may use.")
    var threads: Int?

    @OptionGroup var output: OutputOptions

    /// Sets threads and gives the device.
    /// - Throws: `FrugalError` for a device that this machine or build lacks, or an impossible number of threads.
    func apply() throws -> Device { try EngineSetup.apply(device: device, threads: threads) }
}

/// Options about what is printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print exactly one JSON object on standard output.")
    var json = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    /// Where talk goes.
    var terminal: Terminal {
        quiet ? Terminal(isInteractive: false, columns: 80) { _ in } : .standardError()
    }
}

/// Where data sets are looked for.
struct DataOptions: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: "A folder to look for named data sets in, before $FRUGAL_DATA and the cache.")
    var dataFolder: String?
}
