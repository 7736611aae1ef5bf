import ArgumentParser
import Frugal
import FrugalTrack

/// The command: a list of its subcommands.
struct FrugalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frugal",
        abstract: "Learning with less: data, parameters, operations, time.",
        discussion: """
            EXAMPLES:
              frugal fit photos/ --for 10m --out photos.frugal
              frugal predict photos.frugal cat.jpg
              frugal evaluate photos.frugal more-photos/
              frugal teach photos.frugal heron=three-photos/

            Results go to standard output, talk to standard error. Exit status: 0 done, 1 failed, 2 the stated \
            target was not reached, 3 the engine lacks what was asked for, 64 wrong usage, 130 interrupted.
            """,
        version: Versions.frugal,
        subcommands: [
            FitCommand.self, TransferCommand.self, PredictCommand.self, EvaluateCommand.self, ProbeCommand.self,
            ExplainCommand.self, UpdateCommand.self, TeachCommand.self, ForgetCommand.self,
            FewshotCommand.self, MetaCommand.self, SearchCommand.self, SpikeCommand.self, ExportCommand.self,
            ReproduceCommand.self, DataCommand.self, DoctorCommand.self, SearchWorkerCommand.self,
        ])
}

/// The entry: runs the subcommand and turns whatever it throws into one line and an exit status.
@main
enum Entry {
    static func main() {
        Output.keepStandardStreamsOpen()
        do {
            var command = try FrugalCommand.parseAsRoot()
            try command.run()
        } catch {
            Failure(error).exit()
        }
    }
}
