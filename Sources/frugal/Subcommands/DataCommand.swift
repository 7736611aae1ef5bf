import ArgumentParser

/// `frugal data`: data sets by name, and a look at one's own.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "List, fetch, check and look at data.",
        discussion: """
            A data set is looked for by name in --data-dir, $FRUGAL_DATA and the user's cache, then at its public address; \
            every file is held against its SHA-256.

            EXAMPLES:
              frugal data list
              frugal data get mnist
              frugal data show photos/ --sheet sheet.png
            """,
        subcommands: [DataListCommand.self, DataGetCommand.self, DataShowCommand.self, DataVerifyCommand.self])
}
