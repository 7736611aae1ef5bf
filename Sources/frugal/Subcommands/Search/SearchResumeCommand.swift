import ArgumentParser
import Frugal
import FrugalTrack

/// `frugal search resume`: goes on with a search, as its own command would.
struct SearchResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a search that was stopped.")

    @Argument(help: "The folder of the search, NAME.frugal.search.", completion: .directory)
    var folder: String

    @OptionGroup var output: OutputOptions

    func run() throws { try SearchTalk(output).run(SearchOverview(folder).search) }
}
