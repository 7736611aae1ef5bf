import FrugalTrack

/// What the seeds of ``SanityChecksExperiment`` say together.
struct SanityTable {
    let found: [(set: PictureSet, outcomes: [SanityTrial.Outcome])]
    let settings: SanityChecksExperiment.Settings

    private static let bar = "the bar of this project"
    private static let methods = ExplanationMethod.allCases.map(\.rawValue) + [SanityTrial.guided]

    func reproduction(_ experiment: SanityChecksExperiment, _ context: ExperimentContext) -> Reproduction {
        let recipe = settings.sets.first?.recipe
        return Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? [
                    "\(context.seeds.count) seeds in place of 5",
                    "\(recipe?.pictures ?? 0) training pictures in place of all",
                    "\(settings.pictures) pictures explained a seed in place of 200",
                ] : [],
            protocolLines: protocolLines, seeds: context.seeds, rows: found.flatMap(rows),
            illustrations: found.flatMap { [cascade($0.set, $0.outcomes), flipping($0.set, $0.outcomes)] })
    }

    private func rows(_ set: PictureSet, _ outcomes: [SanityTrial.Outcome]) -> [ReproductionRow] {
        let completeness = ReproductionRow(
            "\(set.title): integrated gradients, completeness error at 128 steps", unit: "%",
            values: outcomes.map { 100 * SampleSummary($0.completeness).mean },
            published: Published(1, source: Self.bar),
            aim: .lower,
            note: "of the difference of the scores; the worst picture "
                + "\(Humanise.fixed(100 * (outcomes.flatMap(\.completeness).max() ?? .nan), 2)) %")
        let linear = [ExplanationMethod.gradientTimesInput, .integratedGradients].map { method in
            ReproductionRow(
                "\(set.title): linear model, \(method.rawValue), largest error", unit: "score",
                values: outcomes.map { $0.linearErrors[method.rawValue] ?? .nan },
                published: Published(1e-5, source: Self.bar), aim: .lower, note: "against weight times pixel")
        }
        let accuracy = ReproductionRow(
            "\(set.title): the network explained", unit: "% accuracy", values: outcomes.map { 100 * $0.accuracy.share },
            note: "on \(outcomes.first?.accuracy.total ?? 0) test pictures")
        return [completeness] + linear + Self.methods.map { randomised(set, outcomes, $0) }
            + Self.methods.map { flipped(set, outcomes, $0) } + [accuracy]
    }

    private func randomised(
        _ set: PictureSet, _ outcomes: [SanityTrial.Outcome], _ method: String
    ) -> ReproductionRow {
        let curves = outcomes.compactMap { $0.cascade[method] }
        let top = SampleSummary(curves.compactMap { $0.count > 1 ? $0[1] : nil }).mean
        let empty = outcomes.compactMap { $0.emptyMaps[method] }.reduce(0, +)
        let emptied = outcomes.compactMap { $0.emptied[method] }.reduce(0, +)
        let isHeld = [ExplanationMethod.gradient.rawValue, ExplanationMethod.gradCAM.rawValue].contains(method)
        let note =
            method == SanityTrial.guided
            ? "the failing example of Adebayo et al.: a map that stays as it was shows the picture; "
            : isHeld ? "" : "no bar; "
        return ReproductionRow(
            "\(set.title): \(method), correlation after full randomisation", unit: "Spearman",
            values: curves.map { $0.last ?? .nan }, published: isHeld ? Published(0.3, source: Self.bar) : nil,
            aim: .lower,
            note: note + "after the top layer alone \(Humanise.fixed(top, 2))"
                + (empty > 0 ? "; \(empty) maps that were empty to begin with are left out" : "")
                + (emptied > 0 ? "; \(emptied) maps empty after it count as 0" : ""))
    }

    private func flipped(
        _ set: PictureSet, _ outcomes: [SanityTrial.Outcome], _ method: String
    ) -> ReproductionRow {
        let gains = outcomes.map { outcome -> Double in
            guard let own = outcome.flipping[method], let random = outcome.flipping[SanityTrial.random] else {
                return .nan
            }
            return 100 * (PixelFlipping.area(random) - PixelFlipping.area(own))
        }
        let summary = SampleSummary(gains)
        let said =
            summary.mean > 2 * summary.standardError
            ? "better than random order"
            : summary.mean < -2 * summary.standardError ? "worse than random order" : "a tie with random order"
        return ReproductionRow(
            "\(set.title): \(method), pixel flipping below random order", unit: "points of probability", values: gains,
            note: said)
    }

    private func cascade(_ set: PictureSet, _ outcomes: [SanityTrial.Outcome]) -> Illustration {
        .lines(
            "\(set.title): what is left of a map as layers are drawn anew",
            x: "layers drawn anew, from the scores down",
            y: "Spearman's correlation",
            series: Self.methods.map { method in
                let mean = mean(outcomes.compactMap { $0.cascade[method] })
                return Illustration.Series(method, x: mean.indices.map(Double.init), y: mean)
            }, marks: [.init("bar", 0.3, isVertical: false)],
            caption:
                "With the map of the trained network; means over pictures and seeds. What stays high shows the picture "
                + "and not what was learned.")
    }

    private func flipping(_ set: PictureSet, _ outcomes: [SanityTrial.Outcome]) -> Illustration {
        .lines(
            "\(set.title): the class's probability as pixels are blackened", x: "% of the pixels, most important first",
            y: "probability of the class",
            series: (Self.methods + [SanityTrial.random]).map { method in
                let mean = mean(outcomes.compactMap { $0.flipping[method] })
                return Illustration.Series(method, x: PixelFlipping.shares.map { 100 * $0 }, y: mean)
            },
            caption:
                "The faster it falls, the more the map knows of what the network goes by; random order is the control.")
    }

    private func mean(_ curves: [[Double]]) -> [Double] {
        (curves.first ?? []).indices.map { place in SampleSummary(curves.map { $0[place] }).mean }
    }

    private var protocolLines: [String] {
        [
            "a network of three convolutions, the mean over all places and a dense layer, pictures of 0 to 1, AdamW in one cycle; black is the baseline of "
                + "integrated gradients, of occlusion and of pixel flipping",
            "explained is the class that the trained network answers, the same one after randomisation; the pictures are drawn "
                + "by the seed from the test part, right and wrong answers alike",
            "randomisation: each tensor drawn anew with its own mean and deviation, the dense layer first, then one "
                + "convolution more at each step; Spearman's correlation of the sizes of the numbers of two maps",
            "Adebayo et al. report that plain gradients and Grad-CAM pass and that guided backpropagation fails; they print "
                + "curves on other networks and no figure to compare with",
            "pixel flipping: the mean probability of the class while up to half of the pixels are blackened; higher rows are "
                + "better",
        ]
    }
}
