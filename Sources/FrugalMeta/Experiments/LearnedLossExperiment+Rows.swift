import FrugalTrack

extension LearnedLossExperiment {
    /// What a reader must know to judge the figures.
    static let protocolLines = [
        "each seed trains a loss of its own and has 10 test tasks of its own; a seed's figure is the median over them",
        "scores are taken on examples that were not trained on; the loss is trained on other examples than it is judged on",
        "sines: trained on one sine (amplitude 1, phase pi, inputs in ±2), tested on amplitudes 0.2 to 5, any phase, ±5",
        "digits: MNIST's training part, 100 pictures to learn from; trained on digits 0 to 4, tested on digits 5 to 9",
        "tuned: best of 14 rates by the mean over the very seeds shown",
        "ML3 publishes curves and no figures",
    ]

    /// The table of a finished comparison.
    static func rows(_ comparison: LossComparison, name: String) -> [ReproductionRow] {
        guard comparison.entries.count > 1 else { return [] }
        var rows = comparison.entries.map { entry in
            ReproductionRow(
                "\(name): \(entry.name)", unit: comparison.fixedLoss, values: entry.scores, aim: .lower,
                note:
                    "rate \(Rounding.text(entry.rate))\(entry.search?.isBestAtEdge == true ? ", the edge of the search" : "")"
                    + ", \(Rounding.text(entry.seconds * 1000)) ms a task; no figure was published")
        }
        for entry in comparison.entries.dropFirst() {
            let isBar = entry == comparison.entries[1] && name == "sines"
            rows.append(
                ReproductionRow(
                    "\(name): seeds in which the learned loss, as trained, beats \(entry.name)",
                    unit: "of \(comparison.seeds.count)", values: [Double(comparison.wins(over: entry.name))],
                    published: isBar
                        ? Published(
                            (0.8 * Double(comparison.seeds.count)).rounded(.up), source: "the house's bar: 4 of 5 seeds"
                        )
                        : nil,
                    note: isBar ? "" : "no bar: shown for what it is"))
        }
        return rows
    }
}
