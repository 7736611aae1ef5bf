import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalMeta
import FrugalTrack

/// `frugal fewshot episodes`: episodes as text, so that others can score the same ones.
struct FewshotEpisodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "episodes",
        abstract: "Write few-shot episodes as text, so that other programs can score the same ones.",
        discussion: """
            JSON Lines: the first line says how the episodes were drawn, and each further line is one episode, an array \
            with the name, the support and the query pictures of each class. Episode number i depends on the seed and on i \
            alone.

            EXAMPLES:
              frugal fewshot episodes omniglot --way 20 --shot 1 --episodes 1000 --out episodes.jsonl
              frugal fewshot episodes photos/ --way 5 --shot 1-5 --queries 3 --side 84 --part validation
            """)

    @OptionGroup var data: FewShotDataOptions
    @OptionGroup var task: EpisodeOptions

    @Option(help: "How many episodes.")
    var episodes = 1000

    @Option(help: "What all draws come from.")
    var seed: UInt64 = 1

    @Option(help: "The part of the split: \(FewShotData.Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    var part = FewShotData.Part.test

    @Option(help: "The file to write; standard output by default.", completion: .file())
    var out: String?

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    private struct Summary: Encodable {
        var header: EpisodeList.Header
        var file: String?
        var episodes: [[EpisodeList.Members]]?
    }

    func run() throws {
        guard (1...1_000_000).contains(episodes) else {
            throw FrugalError(.usage, "--episodes", "\(episodes) episodes make no list", remedy: "give 1 to 1,000,000")
        }
        try task.shape.check()
        let loaded = try data.load(folders)
        let sampler = try EpisodeSampler(loaded.classes(part), task.shape, seed: seed)
        let list = EpisodeList(sampler, count: episodes, of: loaded, part: part)
        if let out { try DataFile.write(Array(list.text().utf8), to: out) }
        if output.json {
            return try Output.json(Summary(header: list.header, file: out, episodes: out == nil ? list.episodes : nil))
        }
        guard let out else { return try Output.result(list.text()) }
        output.terminal.line(
            "\(Humanise.grouped(episodes)) episodes, \(task.shape), \(loaded.split.name) \(part.rawValue), in \(out)")
    }
}
