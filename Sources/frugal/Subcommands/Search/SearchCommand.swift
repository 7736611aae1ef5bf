import ArgumentParser
import Frugal

/// `frugal search`: a network found for some data.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search for a network that fits your data and your goal, and see whether the search was worth it.",
        discussion: """
            Several searches with seeds of their own, and random search at the same cost; what they find is trained as the \
            networks of `frugal fit` are, in the same trainer; the test part is read once, at the end. Each trial has a \
            process of its own, one thread each: what runs out of memory, hangs or crashes is a row and not the end.

            The run is kept in NAME.frugal.search beside the bundle. Stopped at any moment, by Ctrl-C or worse, the same \
            command goes on from there.

            EXAMPLES:
              frugal search photos/ --for 10m --out photos.frugal
              frugal search digits/ --for 5m --goal parameters --within 0.5
              frugal search table.csv --searcher reinforce --trials 40
              frugal search list
              frugal search show photos.frugal.search
            """,
        subcommands: [
            SearchRunCommand.self, SearchListCommand.self, SearchShowCommand.self, SearchResumeCommand.self,
            SearchReportCommand.self, SearchSpacesCommand.self,
        ], defaultSubcommand: SearchRunCommand.self)
}

/// The worker of a search, which no person starts.
struct SearchWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search-worker", shouldDisplay: false)

    @Argument var folder: String

    func run() throws { try DataSearch.work(in: folder) }
}
