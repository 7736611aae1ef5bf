import FrugalTrack

/// The table of ``SurrogateMnistExperiment``.
struct SurrogateMnistRows {
    let trainings: [SurrogateMnistWork.Training]
    let tests: [SurrogateMnistWork.Test]

    private static let unit = "% accuracy"
    private static let bar = Published(97.5, source: "the house's bar after 5 epochs")
    private static let tutorial = Published(93.87, source: "snnTorch, tutorial 5: one epoch, batches of 128, 25 steps")

    /// All rows.
    var all: [ReproductionRow] {
        let epochs = tests.map(\.epochs).max() ?? 1
        var rows: [ReproductionRow] = []
        for kind in SurrogateMnistKind.allCases {
            rows.append(
                ReproductionRow(
                    "\(kind.title), test after \(epochs) epochs", unit: Self.unit,
                    values: accuracies(kind, epochs), published: kind == .unspiked ? nil : Self.bar,
                    isComparable: epochs == 5))
        }
        if epochs > 1 {
            rows.append(
                ReproductionRow(
                    "\(SurrogateMnistKind.constant.title), test after 1 epoch", unit: Self.unit,
                    values: accuracies(.constant, 1), published: Self.tutorial,
                    note: "the tutorial takes the loss of membranes in every step, and Adam 0.0005"))
        }
        rows += [SurrogateMnistKind.constant, .poisson].map { difference($0, epochs) }
        rows += SurrogateMnistKind.allCases.map { kind in
            ReproductionRow(
                "\(kind.title), validation", unit: Self.unit,
                values: trainings.filter { $0.kind == kind }.map(\.training.validation))
        }
        rows += SurrogateMnistKind.allCases.map { kind in
            ReproductionRow(
                "\(kind.title), a picture", unit: "operations",
                values: tests.filter { $0.kind == kind && $0.epochs == epochs }.map(\.operations), aim: .lower)
        }
        return rows
            + SurrogateMnistKind.allCases.map { kind in
                ReproductionRow(
                    "\(kind.title), training", unit: "seconds",
                    values: trainings.filter { $0.kind == kind }.map(\.training.seconds), aim: .lower)
            }
    }

    private func accuracies(_ kind: SurrogateMnistKind, _ epochs: Int) -> [Double] {
        tests.filter { $0.kind == kind && $0.epochs == epochs }.map { 100 * $0.correct.share }
    }

    private func difference(_ kind: SurrogateMnistKind, _ epochs: Int) -> ReproductionRow {
        let comparison = SampleSummary(accuracies(kind, epochs))
            .compared(to: SampleSummary(accuracies(.unspiked, epochs)))
        let error = comparison.standardError.isFinite ? " (\(Humanise.fixed(comparison.standardError, 2)))" : ""
        return ReproductionRow(
            "\(kind.title) minus without spikes, test", unit: "points", values: [comparison.difference],
            note: comparison.verdict.ofAccuracies + error)
    }
}

extension Comparison.Verdict {
    /// What is said of an accuracy beside another. Ties are called ties.
    var ofAccuracies: String {
        switch self {
        case .higher: "better by two standard errors or more"
        case .lower: "worse by two standard errors or more"
        case .tie: "a tie: under two standard errors"
        case .unknown: "too few seeds to tell"
        }
    }
}
