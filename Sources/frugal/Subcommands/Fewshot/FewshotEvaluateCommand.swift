import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalMeta
import FrugalTrack

/// `frugal fewshot evaluate`: how well an embedding, or no learning at all, tells unseen classes apart.
struct FewshotEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score a bundle's embedding, or raw pixels, on few-shot tasks.",
        discussion: """
            Any bundle of pictures with an embedding serves as a frozen backbone: a few-shot network, or what `frugal fit` \
            made. The mean that the centroid and logistic heads take off comes from the training classes of the split.

            EXAMPLES:
              frugal fewshot evaluate omniglot --from letters.frugal --way 20 --shot 5
              frugal fewshot evaluate photos/ --from cifar.frugal --head logistic --shot 5
              frugal fewshot evaluate omniglot --pixels
            """)

    @OptionGroup var data: FewShotDataOptions

    @Option(help: "The bundle whose embedding is scored.", completion: .file())
    var from: String?

    @Flag(help: "Score raw pixels, without any learning.")
    var pixels = false

    @Option(
        help: """
            What answers on the features: \(FrozenFeatures.Head.allCases.map(\.rawValue).joined(separator: ", ")); prototype \
            for a few-shot bundle, centroid for others by default.
            """)
    var head: FrozenFeatures.Head?

    @OptionGroup var task: EpisodeOptions

    @Option(help: "How many tasks.")
    var episodes = 1000

    @Option(help: "What all draws come from.")
    var seed: UInt64 = 1

    @Option(help: "The part of the split: \(FewShotData.Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    var part = FewShotData.Part.test

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    private struct Answer: Encodable {
        var learner: String
        var data: String
        var split: String
        var part: FewShotData.Part
        var reading: FewShotData.Reading
        var score: TaskScore
    }

    func run() throws {
        _ = try common.apply()
        Interruption.watch()
        guard pixels != (from != nil) else {
            throw FrugalError(
                .usage, "--from", "what is to be scored is not clear", remedy: "give --from BUNDLE or --pixels")
        }
        guard episodes > 0 else { throw FrugalError(.usage, "--episodes", "\(episodes) episodes score nothing") }
        let loaded = try data.load(folders)
        let sampler = try EpisodeSampler(loaded.classes(part), task.shape, seed: seed)
        let talk = RunTalk(common.output.terminal)
        defer { talk.finish() }
        func isGoingOn(_ done: Int) throws -> Bool {
            talk.show(part: "tasks", done: done, total: episodes, best: nil)
            if Interruption.isAsked { throw FrugalError(.interrupted, "", "stopped as asked") }
            return true
        }
        let (name, score): (String, TaskScore)
        if let from {
            let backbone = try Backbone(bundle: from)
            let head = head ?? (backbone.isFewShot ? .prototype : .centroid)
            let learner = try FrozenFeatures.learner(
                on: backbone.layer(for: loaded), head: head, base: loaded.classes(.train))
            (name, score) = (
                "\(from), \(head.rawValue)",
                try TaskScore(learner, on: sampler, episodes: episodes, isGoingOn: isGoingOn)
            )
        } else {
            (name, score) = (
                "pixels, cosine", try TaskScore(PixelBaseline(), on: sampler, episodes: episodes, isGoingOn: isGoingOn)
            )
        }
        talk.finish()
        let answer = Answer(
            learner: name, data: loaded.name, split: loaded.split.name, part: part, reading: loaded.reading,
            score: score)
        try common.output.json ? Output.json(answer) : Output.result(line(answer))
    }

    private func line(_ answer: Answer) -> String {
        let score = answer.score
        let error = score.calibrationError.map { ", calibration error \(Humanise.percent($0, decimals: 2))" } ?? ""
        return """
            \(DisplayWidth.sanitised(answer.learner))
            \(score.description), \(Humanise.grouped(score.episodes)) episodes of \(score.shape.queries) queries, \
            s = \(Humanise.percent(score.deviation / 100, decimals: 2))\(error)
            split \(answer.split), \(answer.part.rawValue) classes, \
            \(answer.reading.rotationsAsClasses ? "quarter turns are classes" : "upright"), \(answer.reading.size), resize \
            \(answer.reading.filter.rawValue), seed \(score.seed), not transductive
            """
    }
}

extension FrozenFeatures.Head: ExpressibleByArgument {}
