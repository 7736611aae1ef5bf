import FrugalTrack

extension LearnedOptimizerExperiment {
    /// What a reader must know to judge the figures.
    static let protocolLines = [
        "MNIST, training part only: pictures 0 to 49,999 train the optimiser, 50,000 to 59,999 are optimised on and scored",
        "score: mean cross entropy on those 10,000 pictures after so many steps of batches of 128; of quadratics |Wθ - y|²",
        "same initial weights and batches for every optimiser in a seed",
        "tuned: best of 14 rates by the mean over the very seeds shown, chosen anew for each number of steps",
        "the network kept is the best on validation problems of the training pictures; gradients of problems are constants",
    ]

    /// The table of finished comparisons.
    /// - Parameter imitated: the scores of the rule that the perceptron's optimiser began by imitating.
    static func rows(
        _ comparisons: [String: OptimizerComparison], imitated: [[Int: Double]] = []
    ) -> [ReproductionRow] {
        let paper = "Andrychowicz et al. 2016, figure 4 (from memory)"
        var rows: [ReproductionRow] = []
        func add(_ part: String, _ name: String, published: Double? = nil, marks: [Int]) {
            guard let comparison = comparisons[part] else { return }
            for mark in marks {
                rows.append(
                    ReproductionRow(
                        "\(name), learned, step \(mark)", unit: "loss", values: comparison.scores(at: mark),
                        published: mark == 100
                            ? published.map { Published($0, source: paper, isConfirmed: false) } : nil,
                        aim: .lower, note: published == nil ? "no figure was published" : "read off a figure",
                        isComparable: false))
                for optimizer in BaselineOptimizer.allCases {
                    let search = comparison.baselines.first { $0.optimizer == optimizer }?.searches[mark]
                    rows.append(
                        ReproductionRow(
                            "\(name), \(optimizer.rawValue) tuned, step \(mark)", unit: "loss",
                            values: comparison.scores(of: optimizer, at: mark), aim: .lower,
                            note: note(of: search)))
                }
                rows.append(wins("\(name), step \(mark)", comparison.wins(over: .adam, at: mark), of: comparison))
            }
        }
        add("quadratics", "quadratics", marks: [100])
        add("perceptron", "MNIST 784-20-10", published: 0.3, marks: [100, 200])
        for mark in imitated.first?.keys.sorted() ?? [] {
            rows.append(
                ReproductionRow(
                    "MNIST 784-20-10, the rule imitated at first, step \(mark)", unit: "loss",
                    values: imitated.compactMap { $0[mark] }, aim: .lower,
                    note: "Adam of short memory: what the learned optimiser has from its teacher"))
        }
        timedRows(comparisons["perceptron"], to: &rows)
        add("40-units", "40 units", marks: [100])
        add("2-layers", "2 hidden layers", marks: [100])
        add("relu", "ReLU (published: it fails)", marks: [100])
        return rows
    }

    private static func note(of search: RateSearch?) -> String {
        guard let search else { return "" }
        return "rate \(Rounding.text(search.bestRate))" + (search.isBestAtEdge ? ", the edge of the search" : "")
    }

    /// How often the learned optimiser is lower than tuned Adam, held against the house's bar of 4 seeds of 5.
    private static func wins(_ name: String, _ count: Int, of comparison: OptimizerComparison) -> ReproductionRow {
        let isBar = name == "MNIST 784-20-10, step 100"
        return ReproductionRow(
            "\(name): seeds in which learned is below tuned Adam", unit: "of \(comparison.seeds.count)",
            values: [Double(count)],
            published: isBar
                ? Published(
                    (0.8 * Double(comparison.seeds.count)).rounded(.up), source: "the house's bar: 4 of 5 seeds") : nil,
            note: isBar ? "" : "no bar: shown for what it is")
    }

    /// The same against as many seconds as the learned optimiser took to step 100.
    private static func timedRows(_ comparison: OptimizerComparison?, to rows: inout [ReproductionRow]) {
        guard let comparison else { return }
        for baseline in comparison.baselines {
            guard let timed = baseline.timed, let wins = comparison.timedWins(over: baseline.optimizer) else {
                continue
            }
            let steps = baseline.timedSteps.map { Int($0) } ?? 0
            rows.append(
                ReproductionRow(
                    "MNIST 784-20-10, \(baseline.optimizer.rawValue) tuned, equal seconds", unit: "loss",
                    values: timed.bestLosses, aim: .lower,
                    note: "\(steps) steps in \(Rounding.text(comparison.budget)) s, "
                        + "\(note(of: timed)); learned is lower in \(wins) of \(comparison.seeds.count) seeds"))
        }
    }
}
