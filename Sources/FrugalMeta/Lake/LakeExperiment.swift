import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// `omniglot-lake`: Lake's 20 official one-shot runs, by two baselines without learning and by a network that has seen the
/// background set alone.
public struct LakeExperiment: Experiment {
    /// The name.
    public let id = "omniglot-lake"
    /// What it is.
    public let title = "Lake's 20 one-shot runs within an alphabet: error without learning and of a trained network"
    /// What it reads.
    public let dataSets = ["omniglot"]
    /// Settings in place of those of the scale, for tests and studies; nil otherwise.
    public var settings: LakeRecipe?

    /// The experiment.
    /// - Parameter settings: settings in place of those of the scale.
    public init(settings: LakeRecipe? = nil) { self.settings = settings }

    /// The settings at a scale.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: lakeRecipe(scale)) }

    private func lakeRecipe(_ scale: Reproduction.Scale) -> LakeRecipe {
        if let settings { return settings }
        var recipe = LakeRecipe()
        if scale == .quick { recipe.steps = LakeRecipe.quickSteps }
        return recipe
    }

    /// Runs it; the test runs are read once for the baselines and once a seed.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let recipe = lakeRecipe(context.scale)
        let folder = try context.dataFolder("omniglot")
        let runs = try LakeRuns(folder.appendingPathComponent("all_runs.zip").path)
        let baselines = try context.part("baselines") {
            context.say("two baselines on \(runs.runs.count) runs")
            return try LakeBaselines(runs)
        }
        let seeds = try context.seeds.map { seed in
            try context.part("seed-\(seed)") {
                try LakeSeed(recipe, seed: seed, folder: folder, runs: runs, context: context)
            }
        }
        return reproduction(context, recipe, baselines, seeds)
    }

    private func reproduction(
        _ context: ExperimentContext, _ recipe: LakeRecipe, _ baselines: LakeBaselines, _ seeds: [LakeSeed]
    ) -> Reproduction {
        let full = LakeRecipe()
        var scaledDown: [String] = []
        if recipe.steps < full.steps { scaledDown.append("\(recipe.steps) training steps of \(full.steps)") }
        return Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: scaledDown,
            protocolLines: protocolLines(recipe, seeds), seeds: context.seeds, rows: rows(baselines, seeds),
            ledger: LedgerRecord(
                parameters: seeds.first?.parameters, multiplyAdds: seeds.first?.multiplyAdds,
                trainingMultiplyAdds: seeds.first?.trainingMultiplyAdds
            ).estimatingEnergy())
    }

    private func rows(_ baselines: LakeBaselines, _ seeds: [LakeSeed]) -> [ReproductionRow] {
        let unit = "% error"
        return [
            ReproductionRow(
                "modified Hausdorff distance", unit: unit, values: [baselines.hausdorff],
                published: Published(38.75, source: "Lake's demo on the same runs: 155 of 400 wrong, 38.8 %"),
                aim: .equal, tolerance: 1e-9),
            ReproductionRow(
                "pixel cosine, 105x105", unit: unit, values: [baselines.cosine],
                published: Published(78.25, source: "measured once with another program on the same runs"), aim: .equal,
                tolerance: 1e-9),
            ReproductionRow(
                "network trained on the background set", unit: unit, values: seeds.map(\.error),
                halfWidth: seeds.first.map { 1.96 * SampleSummary($0.errors).standardError },
                published: Published(
                    13.7, source: "Prototypical Networks in Lake et al. 2019, arXiv 1902.03477", isConfirmed: false),
                aim: .lower,
                note: "the same report has 3.3 % for Bayesian program learning and 4.5 % for people (unconfirmed)"),
        ]
    }

    private func protocolLines(_ recipe: LakeRecipe, _ seeds: [LakeSeed]) -> [String] {
        let trained = seeds.first.map { "\($0.alphabets) alphabets, \($0.characters) characters" } ?? "nothing"
        return [
            "test: the 20 official runs of all_runs.zip, each 20-way 1-shot within one alphabet, 400 questions; half of the "
                + "95 % interval is over runs",
            "trained on images_background alone (\(trained)); that none of them is among the alphabets of "
                + "images_evaluation, from which the runs are drawn, is checked by name",
            "every drawing is moved and scaled so that its ink lies in the middle with one spread, and brought from 105x105 "
                + "to \(recipe.side)x\(recipe.side) by area means",
            "answers: the nearest embedding by squared Euclidean distance; batch normalisation by running statistics; every "
                + "question alone, nothing transductive",
            "settings were chosen on five background alphabets held out from training; the runs are read once a seed",
        ]
    }
}
