import ArgumentParser
import Frugal

/// `frugal forget`: one class less.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Remove a class from a model; no other class's score changes.",
        discussion: """
            The class's examples stay in the bundle, so that `frugal teach BUNDLE --undo` brings it back.

            EXAMPLES:
              frugal forget photos.frugal heron
            """)

    @Argument(help: "The model: a folder NAME.frugal.", completion: .directory)
    var bundle: String

    @Argument(help: "The class to remove.")
    var name: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        var teacher = try Teacher(bundle: bundle, device: try common.apply())
        try TeachingTalk(common.output).report(teacher.forget(name))
    }
}
