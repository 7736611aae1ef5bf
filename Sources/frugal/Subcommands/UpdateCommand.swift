import ArgumentParser
import Foundation
import Frugal
import FrugalTrack

extension Update.Policy: ExpressibleByArgument {}

/// `frugal update`: a model takes in examples that arrived after its training.
struct UpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Take in examples that arrived after training, by the policy that measures best.",
        discussion: """
            Compares training from scratch on everything, going on with everything (warm), the same after shrinking and \
            disturbing the weights (shrink-perturb), going on with the new examples and some old ones (replay), and \
            with the new ones alone (new-only): accuracy on held-out old and new examples, operations, time, and how many \
            old examples must be kept. \(UpdateChoice.rule.prefix(1).uppercased() + UpdateChoice.rule.dropFirst()).

            The data that the model was made of are found where they were and compared with their checksum. The model as \
            it was is kept: --undo brings it back. Classes must be those of the model, in any order or number.

            EXAMPLES:
              frugal update photos.frugal new-photos/
              frugal update photos.frugal new-photos/ --policy replay --buffer 200
              frugal update photos.frugal --undo
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "Labelled examples that arrived.", completion: .file())
    var data: String?

    @Option(help: "How they are taken in.")
    var policy = Update.Policy.auto

    @Option(
        help: "Where the model's data lie now, if not where they were; once for the fit and once for every update.",
        completion: .file())
    var oldData: [String] = []

    @Option(help: "Old examples that replay takes; as many as new ones by default.")
    var buffer: Int?

    @Option(help: "How many percentage points below the best policy auto may take a cheaper one.")
    var within = 1.0

    @Option(help: "Epochs of training from scratch; by the rule of `frugal fit` by default. The others take fewer.")
    var epochs: Int?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @Flag(help: "Begin anew where another update was left unfinished.")
    var fresh = false

    @Flag(help: "Take the last update back.")
    var undo = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func validate() throws {
        guard undo == (data == nil) else { throw ValidationError("Give either the data that arrived, or --undo.") }
    }

    func run() throws {
        let device = try common.apply()
        guard let data else { return try takeBack() }
        var update = Update(bundle: bundle, arrival: try DataPath.resolve(data, options: folders))
        update.policy = policy
        update.oldData = oldData.isEmpty ? nil : oldData
        update.buffer = buffer
        update.within = within
        update.epochs = epochs
        update.seed = seed
        update.skipsBroken = skipBroken
        let talk = RunTalk(common.output.terminal)
        Interruption.watch()
        let result = try update.run(
            device: device, command: ShellWords.thisCommand, startsAfresh: fresh,
            say: { talk.line("  " + DisplayWidth.sanitised($0)) },
            progress: { talk.show(part: $0, done: $1, total: $2, best: nil) },
            shouldStop: { Interruption.isAsked })
        talk.finish()
        try common.output.json ? Output.json(result) : Output.result(result.text)
    }

    private func takeBack() throws {
        let restored = try BundleVersions(of: URL(fileURLWithPath: bundle)).undo()
        let left = restored.manifest.updates?.count ?? 0
        guard common.output.json else {
            return Output.result("\(bundle) is as it was before its last update; updates left: \(left)")
        }
        Output.json(["bundle": .string(bundle), "updates": .integer(Int64(left))])
    }
}
