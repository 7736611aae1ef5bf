import Frugal
import FrugalTrack

/// The result of a fit as text: the leaderboard, the choice, the final score.
struct FitSummary {
    private let result: FitResult

    init(_ result: FitResult) { self.result = result }

    var text: String {
        let table = TextTable(
            header: ["", "model", "validation", "parameters", "multiply-adds", "latency", "time"],
            rows: Leaderboard.sorted(result.leaderboard).map(row),
            alignments: [.left, .left, .right, .right, .right, .right, .right])
        let test = result.test
        let score =
            "\(Humanise.percent(test.accuracy.share, decimals: 2)) right on the test part (\(test.accuracy.successes) of "
            + "\(test.accuracy.total); 95 % interval \(Humanise.percent(test.interval.low)) to "
            + "\(Humanise.percent(test.interval.high))), calibration error \(Humanise.percent(test.calibrationError))"
        let search = SearchGain(result.leaderboard).map { "search: \($0.text)\n" } ?? ""
        return table.text() + "\n" + search
            + "chosen: \(result.chosen.name)\(result.isRefitted ? ", trained again with the validation part" : "")\n"
            + "test:   \(score)\n" + "model:  \(result.bundle)\n" + "report: \(result.report)\n"
    }

    private func row(_ entry: LeaderboardEntry) -> [String] {
        let mark = entry.name == result.chosen.name ? "*" : ""
        guard let validation = entry.validation else {
            return [mark, entry.name, "failed", "", "", "", Humanise.duration(entry.seconds)]
        }
        return [
            mark, entry.name, Humanise.percent(validation.share, decimals: 2),
            entry.parameters.map(Humanise.count) ?? "",
            entry.operationsText ?? "", entry.latency.map(Humanise.duration) ?? "",
            Humanise.duration(entry.seconds),
        ]
    }
}
