import FrugalTrack

/// The table of ``EsserExperiment``.
struct EsserRows {
    let trainings: [EsserWork.Training]
    let tests: [EsserWork.Test]
    let isCifar: Bool

    /// All rows.
    var all: [ReproductionRow] {
        var rows = EsserKind.allCases.map { kind in
            ReproductionRow(
                "\(kind.title), test", unit: "% accuracy", values: accuracies(kind),
                published: kind == .ternary ? published : nil,
                note: kind == .ternary ? note : "", isComparable: false)
        }
        rows += [EsserKind.float, .unspiked].map { difference(to: $0) }
        rows += EsserKind.allCases.map { kind in
            ReproductionRow(
                "\(kind.title), validation", unit: "% accuracy",
                values: trainings.filter { $0.kind == kind }.map(\.training.validation))
        }
        rows += EsserKind.allCases.map { kind in
            ReproductionRow(
                "\(kind.title), a picture", unit: "operations", values: ledgers(kind).map(\.operations), aim: .lower)
        }
        return rows + EsserKind.allCases.map(energy)
    }

    /// What the paper reports of CIFAR-10; of MNIST it reports nothing.
    private var published: Published? {
        isCifar
            ? Published(
                83.41, source: "Esser et al. 2016: one chip (89.32 on several), 1,249 pictures a second at 204 mW",
                isConfirmed: false)
            : nil
    }

    private var note: String {
        isCifar
            ? "the paper's networks are many times larger, were trained for longer, and ran on a chip"
            : "the paper has no MNIST; a form of ours in its manner"
    }

    private func accuracies(_ kind: EsserKind) -> [Double] {
        tests.filter { $0.kind == kind }.map { 100 * $0.correct.share }
    }

    private func ledgers(_ kind: EsserKind) -> [OperationLedger] {
        tests.filter { $0.kind == kind }.map(\.ledger)
    }

    private func difference(to kind: EsserKind) -> ReproductionRow {
        let comparison = SampleSummary(accuracies(.ternary)).compared(to: SampleSummary(accuracies(kind)))
        let error = comparison.standardError.isFinite ? " (\(Humanise.fixed(comparison.standardError, 2)))" : ""
        return ReproductionRow(
            "ternary minus \(kind.title), test", unit: "points", values: [comparison.difference],
            note: comparison.verdict.ofAccuracies + error)
    }

    /// Energy by a model, with the reading of weights: one preset for all, because two are never compared.
    private func energy(_ kind: EsserKind) -> ReproductionRow {
        let preset = EnergyPreset.int8Local
        return ReproductionRow(
            "\(kind.title), energy by model, weights included", unit: "µJ",
            values: ledgers(kind).map { 1e6 * $0.energy(preset).withWeights }, aim: .lower,
            note: "estimated from counts under '\(preset.name)', not measured")
    }
}
