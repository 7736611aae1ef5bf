import ArgumentParser

/// `frugal fewshot`: learning classes from a few pictures of each.
struct FewshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fewshot", abstract: "Learn to tell classes apart from a few pictures of each.",
        subcommands: [FewshotTrainCommand.self, FewshotEvaluateCommand.self, FewshotEpisodesCommand.self])
}
