import FrugalTrack

/// What the seeds of ``CorruptionsExperiment`` say together.
struct CorruptionsTable {
    let found: [(set: PictureSet, outcomes: [CorruptionsExperiment.Outcome])]
    let settings: CorruptionsExperiment.Settings

    private typealias Outcome = CorruptionsExperiment.Outcome

    func reproduction(_ experiment: CorruptionsExperiment, _ context: ExperimentContext) -> Reproduction {
        Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? ["\(context.seeds.count) seeds in place of 5"]
                    + settings.sets.map {
                        "\($0.title): \($0.recipe.pictures ?? 0) training pictures, \($0.recipe.epochs) epochs, channels "
                            + "\($0.recipe.widths), \($0.testPictures) test pictures"
                    } : [],
            protocolLines: protocolLines, seeds: context.seeds, rows: found.flatMap(rows),
            illustrations: found.flatMap { [curves($0.set, $0.outcomes), kinds($0.set, $0.outcomes)] })
    }

    private func rows(_ set: PictureSet, _ outcomes: [Outcome]) -> [ReproductionRow] {
        let plain = outcomes.map(\.plain)
        let augmented = outcomes.map(\.augmented)
        return rows("\(set.title), plain", plain, of: set) + rows("\(set.title), augmented", augmented, of: set)
            + [
                gain("\(set.title): gain by augmentation, kinds akin to it", outcomes) {
                    $0.meanAccuracy { Augmentation.akin.contains($0) }
                },
                gain("\(set.title): gain by augmentation, kinds held out", outcomes) {
                    $0.meanAccuracy { !Augmentation.akin.contains($0) }
                }, gain("\(set.title): gain by augmentation, clean", outcomes) { $0.clean.share },
            ]
    }

    private func rows(_ name: String, _ sweeps: [ShiftSweep], of set: PictureSet) -> [ReproductionRow] {
        let clean = Humanise.fixed(100 * SampleSummary(sweeps.map(\.clean.share)).mean, 1)
        func row(_ what: String, _ note: String = "", _ value: (ShiftSweep) -> Double?) -> ReproductionRow {
            ReproductionRow(
                "\(name): \(what)", unit: "% accuracy", values: sweeps.map { value($0).map { 100 * $0 } ?? .nan },
                note: "clean \(clean) %" + (note.isEmpty ? "" : "; \(note)"))
        }
        // The constant 0.2 is severity 2 of one table and 4 of the other.
        let severity = set.name == "mnist" ? 2 : 4
        let worst = sweeps.compactMap(\.worst).map { "\($0.kind.words) \($0.severity)" }
        return [
            row("clean") { $0.clean.share },
            row("mean over kinds", "every kind counts once") { $0.meanAccuracy },
            row("worst corruption", "by seed: \(worst.joined(separator: ", "))") { $0.worst?.accuracy.share },
            row("brightness of severity \(severity), value + 0.2") {
                $0.accuracy(.brightness, severity: severity)
            },
            row("brightness +20 %, added to every sample") { $0.accuracy(.brightnessPlus20, severity: 1) },
            row("brightness +20 %, multiplied") { $0.accuracy(.brightnessTimes120, severity: 1) },
            relative(name, sweeps, of: set),
        ]
    }

    /// The error under corruption beside the clean error: of the severities that MNIST-C was made with, or of all.
    private func relative(_ name: String, _ sweeps: [ShiftSweep], of set: PictureSet) -> ReproductionRow {
        let isMnist = set.name == "mnist"
        let corruptions = isMnist ? CorruptionSuite.mnistC.corruptions : CorruptionSuite.cifar10C.corruptions
        let values = sweeps.map { sweep in
            let errors = corruptions.compactMap { sweep.accuracy($0.kind, severity: $0.severity).map { 1 - $0 } }
            return 100 * (SampleSummary(errors).mean / max(1 - sweep.clean.share, 1e-9) - 1)
        }
        return ReproductionRow(
            "\(name): mean error over the clean error", unit: "% more", values: values,
            published: isMnist
                ? Published(1000, source: "Mu and Gilmer 2019, 'up to', by a secondary source", isConfirmed: false)
                : nil,
            aim: .lower,
            note: isMnist ? "the 15 corruptions at MNIST-C's own severities" : "15 kinds at 5 severities",
            isComparable: false)
    }

    private func gain(
        _ name: String, _ outcomes: [Outcome], _ value: (ShiftSweep) -> Double?
    ) -> ReproductionRow {
        let differences = outcomes.map { outcome -> Double in
            guard let with = value(outcome.augmented), let without = value(outcome.plain) else { return .nan }
            return 100 * (with - without)
        }
        let summary = SampleSummary(differences)
        let said =
            summary.mean > 2 * summary.standardError
            ? "a gain" : summary.mean < -2 * summary.standardError ? "a loss" : "a tie"
        return ReproductionRow(
            name, unit: "points", values: differences, note: "\(said), paired by seed, equal steps")
    }

    private func curves(_ set: PictureSet, _ outcomes: [Outcome]) -> Illustration {
        func mean(_ sweeps: [ShiftSweep], _ severity: Int) -> Double {
            let points = sweeps.flatMap(\.points).filter { $0.severity == severity && $0.kind.severities.count > 1 }
            return 100 * SampleSummary(points.map(\.accuracy.share)).mean
        }
        let levels = Array(0...5)
        func series(_ name: String, _ sweeps: [ShiftSweep]) -> Illustration.Series {
            Illustration.Series(
                name, x: levels.map(Double.init),
                y: levels.map { $0 == 0 ? 100 * SampleSummary(sweeps.map(\.clean.share)).mean : mean(sweeps, $0) })
        }
        return .lines(
            "\(set.title): accuracy by severity, mean over kinds", x: "severity; 0 is the picture as it is",
            y: "% accuracy",
            series: [series("plain", outcomes.map(\.plain)), series("augmented", outcomes.map(\.augmented))],
            marks: [.init("chance", 10, isVertical: false)], caption: "Kinds of five severities; means over the seeds.")
    }

    private func kinds(_ set: PictureSet, _ outcomes: [Outcome]) -> Illustration {
        let sweeps = outcomes.map(\.plain)
        let ranked = (sweeps.first?.kinds.map(\.kind) ?? []).filter { $0.severities.count > 1 }.map { kind in
            (kind, SampleSummary(sweeps.compactMap { $0.meanAccuracy { $0 == kind } }).mean)
        }.sorted { $0.1 < $1.1 }
        return .lines(
            "\(set.title), plain: the six kinds that cost most", x: "severity", y: "% accuracy",
            series: ranked.prefix(6).map { kind, _ in
                Illustration.Series(
                    kind.words, x: (1...5).map(Double.init),
                    y: (1...5).map { level in
                        100 * SampleSummary(sweeps.compactMap { $0.accuracy(kind, severity: level) }).mean
                    })
            }, caption: "Means over the seeds.")
    }

    private var protocolLines: [String] {
        let augmentation = settings.augmentation
        let akin = Augmentation.akin.map(\.words).sorted().joined(separator: ", ")
        return [
            "networks of three convolutions and a dense layer, trained on clean pictures, AdamW in one cycle; the two of a seed "
                + "share first weights, order of pictures and number of steps",
            "the corrupted test pictures are the same for every network; constants after MNIST-C and CIFAR-10-C, whose stored "
                + "sets they are not: CIFAR-10-C's frost is spatter here, see the README of Shift",
            "augmentation: light up to \(augmentation.light), contrast up to \(augmentation.contrast), noise up to "
                + "\(augmentation.noise), moves up to \(augmentation.shift) pixels, on "
                + "\(Humanise.percent(augmentation.share, decimals: 0)) of the pictures",
            "akin to it: \(akin); every other kind is held out: its gain was not trained for",
        ]
    }
}
