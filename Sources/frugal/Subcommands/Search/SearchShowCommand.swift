import ArgumentParser
import Frugal
import FrugalSearch
import FrugalTrack

/// `frugal search show`: what a search found, or how far it is.
struct SearchShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a search found, or how far it is.")

    @Argument(help: "The folder of the search, NAME.frugal.search.", completion: .directory)
    var folder: String

    @Option(help: "Show the trials of this study.")
    var study: String?

    @OptionGroup var output: OutputOptions

    private struct Line: Encodable {
        var number: Int
        var state: String
        var score: Double?
        var failure: String?
        var parameters: Double?
        var seconds: Double?
        var tokens: [Int]

        init(_ trial: StoredTrial) {
            number = trial.number
            state = trial.record == nil ? (trial.state == .leased ? "running" : "waiting") : "ended"
            score = trial.trial?.score
            if case .failed(let reason) = trial.record?.outcome { failure = reason }
            parameters = trial.record?.costs[.parameters]
            seconds = trial.record?.seconds
            tokens = trial.proposal.architecture.tokens
        }

        var cells: [String] {
            [
                "\(number)", failure ?? score.map { Humanise.percent($0, decimals: 2) } ?? state,
                parameters.map { Humanise.count(Int($0)) } ?? "", seconds.map(Humanise.duration) ?? "",
                tokens.map(String.init).joined(separator: " "),
            ]
        }
    }

    func run() throws {
        let overview = try SearchOverview(folder)
        if let study {
            let lines = try overview.trials(of: study).map(Line.init)
            if output.json { return try Output.json(["trials": lines]) }
            return Output.result(
                TextTable(
                    header: ["trial", "search score", "parameters", "time", "tokens"], rows: lines.map(\.cells),
                    alignments: [.right, .right, .right, .right, .left]
                ).text())
        }
        if let result = overview.result {
            return try output.json ? Output.json(result) : Output.result(SearchTalk.text(result))
        }
        let studies = try overview.studies()
        if output.json { return try Output.json(["studies": studies]) }
        let rows = studies.map { study in
            [
                study.name, study.searcher, "\(study.ended)", "\(study.failed)",
                study.best.map { Humanise.percent($0, decimals: 2) } ?? "", Humanise.duration(study.seconds),
            ]
        }
        Output.result(
            TextTable(
                header: ["study", "searcher", "ended", "failed", "best score", "time"], rows: rows,
                alignments: [.left, .left, .right, .right, .right, .right]
            ).text() + "not finished; go on with: frugal search resume \(ShellWords.joined([folder]))\n")
    }
}
