import ArgumentParser
import Foundation
import Frugal
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal teach`: new classes from a few pictures.
struct TeachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teach",
        abstract: "Add classes to a model from a few pictures, in seconds and without training.",
        discussion: """
            Each NAME=FOLDER is a class and its pictures (PNG, JPEG; one is enough, and a single file will do). They are \
            brought to the size and colours that the model takes. The model then answers by the distance to the mean \
            of each class, and `frugal predict` says "none of these" where a picture is too far from all of them. \
            Every step is kept in the bundle: --history lists them, --undo takes the last one back.

            --from begins a new bundle with the network of another one and with no class but those taught.

            EXAMPLES:
              frugal teach photos.frugal heron=three-photos/
              frugal teach birds.frugal --from photos.frugal heron=herons/ stork=storks/
              frugal teach photos.frugal --undo
            """)

    @Argument(help: "The model: a folder NAME.frugal.", completion: .directory)
    var bundle: String

    @Argument(help: "Classes to add, each NAME=FOLDER.")
    var classes: [String] = []

    @Option(help: "The bundle whose network a new one begins with.", completion: .directory)
    var from: String?

    @Flag(help: "Take back the last step that was not taken back yet.")
    var undo = false

    @Flag(help: "List what was taught and forgotten, and when.")
    var history = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let jobs = [!classes.isEmpty, undo, history].count { $0 }
        guard jobs == 1 else {
            throw ValidationError("Give either classes as NAME=FOLDER, or --undo, or --history.")
        }
        if from != nil, classes.isEmpty { throw ValidationError("--from needs classes as NAME=FOLDER.") }
        _ = try lessons
    }

    func run() throws {
        let device = try common.apply()
        // A few small pictures have nothing to share out, and starting threads takes longer than they do.
        if common.threads == nil { Engine.threads = 1 }
        let talk = TeachingTalk(common.output)
        if history {
            let steps = try Teacher(bundle: bundle, device: device).history
            return try common.output.json ? Output.json(["history": steps]) : Output.result(TeachingTalk.table(steps))
        }
        Interruption.watch()
        var teacher =
            try from.map { try Teacher(new: bundle, from: $0, device: device) }
            ?? Teacher(bundle: bundle, device: device)
        let result =
            try undo
            ? teacher.undo()
            : teacher.teach(lessons) { name, done, count in
                talk.show(name, done, count)
                return !Interruption.isAsked
            }
        try talk.report(result)
    }

    private var lessons: [Teacher.Lesson] {
        get throws {
            try classes.map { text in
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, !parts[0].allSatisfy(\.isWhitespace), !parts[1].isEmpty else {
                    throw ValidationError("'\(DisplayWidth.sanitised(text))' is not NAME=FOLDER.")
                }
                return (parts[0], parts[1])
            }
        }
    }
}
