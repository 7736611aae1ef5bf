import Foundation
import FrugalTrack

extension PennTreebankStudy {
    /// The published figure of a row, and what must be said about it.
    private static func published(_ row: PennTreebankRow) -> Published? {
        switch row {
        case .published:
            Published(57.3, source: "enas_lm, GPU, ± 0.1 over 10 runs (56.1 ± 0.1 on a TPU); 20.8 M parameters")
        case .enas: Published(56.3, source: "Pham et al. 2018, final abstract (55.8 in the first); 24 M parameters")
        case .random: Published(56.5, source: "Li and Talwalkar 2019, table 2, second seed set (55.5 the first); 23 M")
        case .awdLSTM: Published(58.21, source: "enas_lm, AWD-LSTM in the same harness; 24 M parameters")
        case .plainLSTM: nil
        }
    }

    private var isFull: Bool { context.scale == .full }

    /// The table.
    func rows(
        _ searches: [Search], _ rankings: [Ranking], _ finals: [Final], _ failures: [String]
    ) -> [ReproductionRow] {
        let note =
            isFull
            ? ""
            : "published after up to 3,000 passes with twenty times the parameters: shown for its order, not to be met"
        var rows = PennTreebankRow.allCases.compactMap { row -> ReproductionRow? in
            let own = finals.filter { $0.name == row.rawValue }
            let lost = failures.filter { $0.hasPrefix("\(row.rawValue), ") }
            guard !own.isEmpty || !lost.isEmpty else { return nil }
            let note = ([note] + lost).filter { !$0.isEmpty }.joined(separator: "; ")
            return ReproductionRow(
                "\(row.title), test", unit: "perplexity", values: own.compactMap(\.test),
                published: Self.published(row), aim: .lower, tolerance: 0.2, note: note, isComparable: isFull)
        }
        rows += PennTreebankRow.allCases.compactMap { row in
            let own = finals.filter { $0.name == row.rawValue }
            guard !own.isEmpty else { return nil }
            return ReproductionRow("\(row.title), validation", unit: "perplexity", values: own.map(\.validation))
        }
        rows += comparisons(finals) + ranking(rankings) + policy(searches)
        return rows + costs(searches, rankings, finals)
    }

    /// Each searched or published cell against random search and AWD-LSTM, by test perplexity.
    private func comparisons(_ finals: [Final]) -> [ReproductionRow] {
        func values(_ row: PennTreebankRow) -> [Double] { finals.filter { $0.name == row.rawValue }.compactMap(\.test) }
        let pairs: [(PennTreebankRow, PennTreebankRow)] = [
            (.enas, .random), (.enas, .awdLSTM), (.random, .awdLSTM), (.published, .enas), (.published, .random),
            (.published, .awdLSTM),
        ]
        return pairs.compactMap { first, second in
            let (one, other) = (values(first), values(second))
            guard !one.isEmpty, !other.isEmpty else { return nil }
            let comparison = SampleSummary(one).compared(to: SampleSummary(other))
            let error = comparison.standardError.isFinite ? " (\(Humanise.fixed(comparison.standardError, 2)))" : ""
            return ReproductionRow(
                "\(first.title) minus \(second.title), test", unit: "perplexity", values: [comparison.difference],
                note: comparison.verdict.ofErrors + error)
        }
    }

    private func ranking(_ rankings: [Ranking]) -> [ReproductionRow] {
        guard rankings.count > 1 else { return [] }
        // A cell that came apart is the worst there is.
        let tau = KendallTau.tau(rankings.map(\.shared), rankings.map { $0.final ?? .greatestFiniteMagnitude })
        let top = rankings.sorted { $0.shared < $1.shared }.prefix((rankings.count + 1) / 2)
        let final = SampleSummary(rankings.compactMap(\.final))
        let lost = rankings.filter { $0.final == nil }.count
        return [
            ReproductionRow(
                "shared weights against whole training", unit: "Kendall's tau", values: [tau],
                note: "\(rankings.count) cells from best to worst of a random search; 1 is the same order, 0 is none"),
            ReproductionRow(
                "the same among the better half", unit: "Kendall's tau",
                values: [KendallTau.tau(top.map(\.shared), top.map { $0.final ?? .greatestFiniteMagnitude })]),
            ReproductionRow(
                "these cells, validation", unit: "perplexity", values: [final.mean],
                note: "one seed each; their standard deviation is \(Humanise.fixed(final.standardDeviation, 2))"
                    + (lost > 0 ? "; \(lost) of \(rankings.count) came apart and are not in the mean" : "")),
        ]
    }

    private func policy(_ searches: [Search]) -> [ReproductionRow] {
        let learned = searches.filter { !$0.result.entropies.isEmpty }
        guard !learned.isEmpty else { return [] }
        return [
            ReproductionRow(
                "policy entropy, first update", unit: "nats", values: learned.compactMap { $0.result.entropies.first }),
            ReproductionRow(
                "policy entropy, last update", unit: "nats", values: learned.compactMap { $0.result.entropies.last },
                note: "where it stays, the controller proposes as it did at first"),
            ReproductionRow(
                "probability of the policy's most probable cell", unit: "share",
                values: learned.compactMap(\.result.mostProbableShare)),
        ]
    }

    private func costs(_ searches: [Search], _ rankings: [Ranking], _ finals: [Final]) -> [ReproductionRow] {
        var rows: [ReproductionRow] = []
        for searcher in ["ENAS", "random"] {
            let own = searches.filter { $0.searcher == searcher }.map(\.result)
            rows += [
                ReproductionRow(
                    "\(searcher) search: shared weights", unit: "seconds", values: own.map(\.sharedSeconds)),
                ReproductionRow(
                    "\(searcher) search: controller", unit: "seconds", values: own.map(\.controllerSeconds)),
                ReproductionRow("\(searcher) search: selection", unit: "seconds", values: own.map(\.selectionSeconds)),
            ]
        }
        rows += PennTreebankRow.allCases.compactMap { row in
            let own = finals.filter { $0.name == row.rawValue }
            guard let first = own.first else { return nil }
            let rate = own.reduce(0) { $0 + Double($1.words) } / own.reduce(0) { $0 + $1.seconds }
            return ReproductionRow(
                "\(row.title): final training", unit: "seconds", values: own.map(\.seconds),
                note: "\(Humanise.count(first.parameters)) parameters, \(first.steps) steps with seed \(first.seed), "
                    + "\(Int(rate)) words a second, looks included")
        }
        if !rankings.isEmpty {
            rows.append(
                ReproductionRow(
                    "ranked cells: \(rankings.count) trainings", unit: "seconds",
                    values: [rankings.reduce(0) { $0 + $1.seconds }]))
        }
        return rows
    }

    /// What a reader must know to judge the figures.
    func protocolLines(_ searches: [Search]) -> [String] {
        let (cell, search) = (settings.cell, settings.search)
        var lines = [
            "Penn Treebank as Mikolov prepared it, 10,000 words, every line ends with <eos>; state carried over windows",
            "choices by validation perplexity: looks, cells; the test part was read once, after all of them, in "
                + "\(settings.testBatch) columns",
            "all models \(Humanise.count(settings.parameters)) parameters, embedding tied to the softmax; same trainer, "
                + "windows and passes (\(Humanise.compact(cell.epochs)))",
            "ENAS and random search: \(search.nodes) nodes, shared weights \(search.width) wide, "
                + "\(Humanise.compact(search.shared.epochs)) passes, \(search.candidates) cells scored in the end; "
                + "once a seed, and each found cell trained once with that seed",
            "the published cell: \(RecurrentPlan.published), pairs of input and activation (tanh, relu, sigmoid, identity)",
            "trainings ran \(lanes) at a time, a thread each, so seconds are those of one thread",
        ]
        if isFull {
            lines[2] =
                "all models \(Humanise.count(settings.parameters)) parameters, embedding tied to the softmax; same trainer, "
                + "cells and LSTMs with the recipe of enas_lm for each"
        }
        for search in searches {
            guard let best = search.result.candidates.first else { continue }
            lines.append(
                "\(search.searcher), seed \(search.result.seed), found \(best.plan) among \(search.result.architectures) "
                    + "architectures (perplexity with shared weights \(Humanise.fixed(best.sharedPerplexity, 1)))")
        }
        return lines
    }

    /// What is smaller than published.
    var scaledDown: [String] {
        [
            "\(Humanise.count(settings.parameters)) parameters instead of 20.8 to 24 million",
            "\(Humanise.compact(settings.cell.epochs)) passes over the text instead of 3,000, so dropout and averaging, which "
                + "are for models that have seen it all, are small or off",
            "\(Humanise.compact(settings.search.shared.epochs)) passes of shared weights instead of 600, and "
                + "\(settings.search.updates * settings.search.roundsPerEpoch) updates of the controller instead of 15,000",
        ]
    }
}
