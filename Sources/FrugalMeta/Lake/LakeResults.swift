import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// What needs no learning, on the official runs: errors in percent.
struct LakeBaselines: Codable {
    var hausdorff: Double
    var cosine: Double

    init(_ runs: LakeRuns) throws {
        hausdorff = SampleSummary(runs.errors { ModifiedHausdorff.distances($0.test, $0.training) }).mean
        cosine =
            SampleSummary(
                try runs.errors { run in
                    let shown = try Self.ink(run.training)
                    let task = FewShotTask(
                        way: run.training.count, support: shown, supportLabels: Array(run.training.indices),
                        query: try Self.ink(run.test), queryLabels: run.answers)
                    let scores = try Tensor.checking { PixelBaseline().logits(task) }
                    return LakeRuns.rows(of: -scores)
                }
            ).mean
    }

    /// Drawings as `[N, 1, H, W]`, ink 1 on 0.
    private static func ink(_ drawings: [Image]) throws -> Tensor {
        let first = drawings[0]
        let pixels = Tensor(
            drawings.flatMap(\.pixels), shape: [drawings.count, 1, first.height, first.width])
        return 1 - pixels.to(.float32) / 255
    }
}

/// What training with one seed gave.
struct LakeSeed: Codable {
    /// The error of each official run, in percent.
    var errors: [Double]
    var alphabets: Int
    var characters: Int
    var parameters: Int
    /// Of embedding one picture.
    var multiplyAdds: Int
    var trainingMultiplyAdds: Int

    /// The mean error in percent.
    var error: Double { SampleSummary(errors).mean }

    /// Trains on the background set and reads the runs, once.
    init(
        _ recipe: LakeRecipe, seed: UInt64, folder: URL, runs: LakeRuns, context: ExperimentContext
    ) throws {
        let background = try Alphabets(
            OmniglotArchive(folder.appendingPathComponent("images_background.zip").path).load(), frame: recipe.frame)
        let evaluation = try OmniglotArchive(folder.appendingPathComponent("images_evaluation.zip").path)
        try Self.refuseOverlap(background, evaluation.alphabets)
        let part = "seed \(seed)"
        context.say(
            "\(part): training on \(background.all.count) alphabets, \(background.characterCount) characters")
        // A run that goes on counts the steps of this process only.
        var firstStep: Int?
        let training = LakeTraining(
            recipe: recipe, alphabets: background, seed: seed,
            checkpoint: context.folder.file("seed-\(seed).training.safetensors")
        ) { step, loss in
            firstStep = firstStep ?? step
            if step % 50 == 0 { try context.folder.scalar("\(part)/loss", loss, step: step) }
            context.progress(part, step, recipe.steps, "loss \(Humanise.fixed(loss, 3))")
            try context.checkpoint()
        }
        let (network, cost) = try CostLedger.measure { try training.run() }
        try context.folder.update { $0.testReads += 1 }
        errors = try runs.errors { try network.distances($0) }
        alphabets = background.all.count
        characters = background.characterCount
        parameters = network.parameterCount
        multiplyAdds = network.multiplyAdds
        let stepsHere = recipe.steps - (firstStep ?? recipe.steps) + 1
        trainingMultiplyAdds = Int(Double(cost.multiplyAdds) * Double(recipe.steps) / Double(stepsHere))
        context.say("\(part): \(Humanise.fixed(error, 2)) % error on the official runs")
    }

    /// Throws where a test alphabet was among those of training.
    static func refuseOverlap(_ background: Alphabets, _ evaluation: [String]) throws {
        let both = Set(background.all.map(\.name)).intersection(evaluation).sorted()
        guard both.isEmpty else {
            throw FrugalError(
                .data, both[0], "this alphabet is in the background set and among those that the runs are drawn from",
                remedy: "give the two official archives")
        }
    }
}

extension LakeNetwork {
    /// The distances of a run: a row for each drawing asked about, a column for each class.
    func distances(_ run: LakeRuns.Run) throws -> [[Double]] {
        let first = run.training[0]
        let drawings = run.training + run.test
        let images = try LabelledImages(
            pixels: drawings.flatMap(\.pixels).map { 255 - $0 }, height: first.height, width: first.width, channels: 1,
            labels: drawings.map { _ in 0 }, classes: [run.name], names: drawings.indices.map { "\(run.name)#\($0)" }
        ).framed(recipe.frame)
        return try Tensor.checking {
            let embedded = try embeddings(images)
            let count = run.training.count
            return LakeRuns.rows(of: Self.distances(embedded[count...], embedded[..<count]))
        }
    }

    /// Multiply-adds of embedding one picture.
    var multiplyAdds: Int {
        let picture = Tensor.zeros([1, 1, recipe.side, recipe.side])
        return features.summary { features, pass in _ = features(picture, pass) }.multiplyAdds ?? 0
    }
}
