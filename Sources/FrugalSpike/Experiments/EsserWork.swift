import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The three networks of ``EsserExperiment``.
enum EsserKind: String, Codable, CaseIterable, Sendable {
    case ternary
    case float
    case unspiked

    /// What the table calls it.
    var title: String {
        switch self {
        case .ternary: "ternary weights, binary activations"
        case .float: "ordinary weights, binary activations"
        case .unspiked: "ordinary weights, rectifiers"
        }
    }
}

/// Trainings and tests of ``EsserExperiment``.
struct EsserWork {
    let study: PictureStudy
    let settings: EsserExperiment.Settings

    typealias Training = PictureStudy.Trained<EsserKind>

    struct Test: Codable, Sendable, Equatable {
        var kind: EsserKind
        var seed: UInt64
        var correct: Proportion
        /// What a picture costs.
        var ledger: OperationLedger
    }

    /// Trains every network with every seed.
    func train() throws -> [Training] {
        try study.context.seeds.flatMap { seed in
            try EsserKind.allCases.map { kind in
                let (network, name) = (try network(kind, seed), "\(kind.rawValue)-seed-\(seed)")
                return Training(
                    kind: kind, seed: seed,
                    training: try study.train(
                        network, isSpiking: kind != .unspiked, recipe(kind), seed: seed, as: name))
            }
        }
    }

    /// Scores every network on the test pictures.
    func test(on images: LabelledImages) throws -> [Test] {
        let source = try PictureTask.source(images)
        return try study.context.seeds.flatMap { seed in
            try EsserKind.allCases.map { try test($0, seed, source) }
        }
    }

    private func recipe(_ kind: EsserKind) -> SpikeTrainingRecipe {
        var recipe = settings.training
        if kind == .ternary { recipe.learningRate = settings.ternaryRate }
        return recipe
    }

    private func network(_ kind: EsserKind, _ seed: UInt64) throws -> SurrogateNetwork {
        var random = RandomStream(seed: seed).named("weights")
        return try settings.network.build(
            for: study.task.shape, classes: study.task.classes.count, isTernary: kind == .ternary, using: &random)
    }

    private func test(_ kind: EsserKind, _ seed: UInt64, _ source: ImageSource) throws -> Test {
        let (network, name) = (try network(kind, seed), "\(kind.rawValue)-seed-\(seed)")
        guard kind == .unspiked else {
            let score = try study.trained(network, recipe(kind), seed: seed, as: name).score(
                on: source, check: study.context.checkpoint)
            return Test(kind: kind, seed: seed, correct: score.correct, ledger: score.ledger)
        }
        let correct = try study.correct(
            withoutSpikes: network, recipe(kind), seed: seed, as: name, on: source)
        let dense = try network.reach().map { LayerOperations.dense($0.name, multiplyAdds: $0.all) }
        return Test(kind: kind, seed: seed, correct: correct, ledger: OperationLedger(dense))
    }
}
