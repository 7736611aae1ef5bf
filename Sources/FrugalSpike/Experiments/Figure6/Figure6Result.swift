import FrugalTrack

/// What one seed gave: every curve on the test set, which of them was chosen on validation, and the ordinary networks.
struct Figure6Result: Codable, Sendable {
    var curves: [Figure6Curve]
    var chosen: Int
    var references: [Figure6Reference]

    /// The curve of the chosen setting.
    var best: Figure6Curve { curves[chosen] }

    /// The ordinary network of a name.
    func reference(_ network: String, isQuantised: Bool) -> Figure6Reference? {
        references.first { $0.network == network && ($0.bits != nil) == isQuantised }
    }

    /// The report's figure: every curve, a tick where it reaches and keeps the target, and the ordinary networks as
    /// lines. Rounded to whole operations and to the accuracy of a picture in ten thousand.
    func illustration(_ recipe: Figure6Recipe) -> Illustration {
        let plain = recipe.networks.first?.name ?? ""
        var marks = [Illustration.Mark(Humanise.percent(recipe.target), 100 * recipe.target, isVertical: false)]
        if let reference = reference(plain, isQuantised: false) {
            marks.append(.init("ordinary network", reference.operations, isVertical: true))
            marks.append(.init("its zeros skipped", reference.operationsWithoutZeros.rounded(), isVertical: true))
        }
        if let reference = reference(plain, isQuantised: true), let bits = reference.bits {
            marks.append(
                .init("\(bits) bits, zeros skipped", reference.operationsWithoutZeros.rounded(), isVertical: true))
        }
        let series = curves.enumerated().map { index, it in
            let points = it.curve.points.indices
            var series = Illustration.Series(
                it.setting.name, x: [0] + points.map { it.curve.points[$0].operations.rounded() },
                y: [10] + points.map { (1e4 * it.curve.accuracy($0)).rounded() / 100 })
            series.group = it.setting.network
            series.tick = it.curve.operations(keeping: recipe.target)?.rounded()
            series.isHighlighted = index == chosen
            return series
        }
        return .field(
            "Accuracy over operations, \(curves.count) spiking networks", x: "operations a picture", y: "% accuracy",
            series: series, marks: marks, range: 0...3_000_000,
            caption: "Ticks: where a network reaches and keeps \(Humanise.percent(recipe.target)). Thick: "
                + "\(best.setting.name), chosen on validation pictures.")
    }
}

/// The rows of the figure's table.
struct Figure6Rows {
    private let recipe: Figure6Recipe
    private let results: [Figure6Result]

    init(_ recipe: Figure6Recipe, _ results: [Figure6Result]) {
        self.recipe = recipe
        self.results = results
    }

    private static let ordinary = 2_392_800.0

    var rows: [ReproductionRow] {
        let kept = results.compactMap { $0.best.curve.operations(keeping: recipe.target) }
        let isKept = kept.count == results.count
        let target = Humanise.percent(recipe.target)
        let plain = recipe.networks.first?.name ?? ""
        return [
            ReproductionRow(
                "spiking, chosen on validation: operations that keep \(target)", unit: "operations a picture",
                values: isKept ? kept : [],
                published: Published(
                    Self.ordinary / 4, source: "the report, Figure 6: a quarter of the ordinary network's operations"),
                aim: .lower,
                note: results.map(\.best.setting.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
                    .joined(separator: "; ")),
            ReproductionRow(
                "as a share of the ordinary network's", unit: "% of operations",
                values: isKept ? kept.map { 100 * $0 / Self.ordinary } : [], aim: .lower),
            ReproductionRow(
                "its accuracy at the end", unit: "% accuracy", values: results.map { 100 * $0.best.curve.finalAccuracy }
            ),
            ReproductionRow(
                "settings that keep \(target), of \(results.first?.curves.count ?? 0)", unit: "settings",
                values: results.map { result in
                    Double(result.curves.count { $0.curve.operations(keeping: recipe.target) != nil })
                }),
            ReproductionRow(
                "fewest operations of any setting, read off the test set", unit: "operations a picture",
                values: results.compactMap {
                    $0.curves.compactMap { $0.curve.operations(keeping: recipe.target) }.min()
                },
                aim: .lower, note: "chosen by looking at the test set, as the figure's own ticks are: not to be claimed"
            ),
            ReproductionRow(
                "ordinary network: operations", unit: "operations a picture",
                values: references(plain, isQuantised: false).map(\.operations),
                published: Published(Self.ordinary, source: "784 x 1200 + 1200 x 1200 + 1200 x 10"), aim: .equal),
            ReproductionRow(
                "ordinary network: accuracy", unit: "% accuracy",
                values: references(plain, isQuantised: false).map { 100 * $0.right.share },
                published: Published(98.62, source: "Diehl et al. 2015, code"), tolerance: 0.2,
                note: "a tolerance of 0.2 points: twice the standard error of 10,000 pictures, rounded down"),
        ] + skipping(plain)
    }

    /// The ordinary networks that leave out products with zero: rivals that the figure does not show.
    private func skipping(_ plain: String) -> [ReproductionRow] {
        let chosen = results.first?.best.setting.network ?? plain
        let names = [plain] + (chosen == plain ? [] : [chosen])
        return names.flatMap { name in
            [false, true].flatMap { isQuantised in
                let found = references(name, isQuantised: isQuantised)
                let title =
                    "ordinary network '\(name)'" + (found.first?.bits.map { ", \($0)-bit activations" } ?? "")
                return [
                    ReproductionRow(
                        "\(title): operations without zeros", unit: "operations a picture",
                        values: found.map(\.operationsWithoutZeros), aim: .lower),
                    ReproductionRow(
                        "\(title): accuracy", unit: "% accuracy", values: found.map { 100 * $0.right.share }),
                ]
            }
        }
    }

    private func references(_ network: String, isQuantised: Bool) -> [Figure6Reference] {
        results.compactMap { $0.reference(network, isQuantised: isQuantised) }
    }

    /// The energy of the chosen setting and of the ordinary network, in a line a preset.
    static func energyLines(_ result: Figure6Result) -> [String] {
        EnergyPreset.all.map { preset in
            let spiking = result.best.curve.ledger.energy(preset)
            let dense = OperationLedger.dense([784, 1200, 1200, 10]).energy(preset)
            func pair(_ column: (EnergyEstimate) -> Double) -> String {
                "\(Humanise.energy(column(spiking))) against \(Humanise.energy(column(dense)))"
            }
            return "energy of a whole presentation, \(preset.name): compute \(pair(\.compute)), with weights "
                + "\(pair(\.withWeights)), with state \(pair(\.withState))"
        }
    }
}
