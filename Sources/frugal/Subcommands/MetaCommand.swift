import ArgumentParser

/// `frugal meta`: learning to learn.
struct MetaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meta",
        abstract: "Learn an optimiser or a loss, and hold it against tuned ones.",
        subcommands: [MetaOptimizerCommand.self, MetaLossCommand.self])
}

/// `frugal meta optimizer`: optimisers whose rule is a network.
struct MetaOptimizerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimizer",
        abstract: "Optimisers whose rule is a trained network (Andrychowicz et al. 2016).",
        subcommands: [MetaOptimizerTrainCommand.self, MetaOptimizerEvaluateCommand.self])
}

/// `frugal meta loss`: losses that are networks.
struct MetaLossCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loss",
        abstract: "Losses that are trained networks (Bechtle et al. 2021).",
        subcommands: [MetaLossTrainCommand.self, MetaLossEvaluateCommand.self])
}
