import ArgumentParser

/// `frugal spike`: networks whose neurons speak in spikes.
struct SpikeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spike",
        abstract: "Spiking networks: few operations, local learning, a way to the chip.",
        discussion: """
            EXAMPLES:
              frugal fit mnist --for 5m --out digits.frugal
              frugal spike convert digits.frugal mnist --out spikes.frugal
              frugal spike simulate spikes.frugal mnist
              frugal spike stdp mnist --out digits.stdp
              frugal spike raster digits.stdp mnist --out raster.html
              frugal spike forecast demand.csv
            """,
        subcommands: [
            SpikeConvertCommand.self, SpikeTrainCommand.self, SpikeStdpCommand.self, SpikeForecastCommand.self,
            SpikeSimulateCommand.self, SpikeRasterCommand.self, SpikeNIRCommand.self,
        ])
}
