import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The three networks of ``SurrogateMnistExperiment``.
enum SurrogateMnistKind: String, Codable, CaseIterable, Sendable {
    case constant
    case poisson
    case unspiked

    /// What the table calls it.
    var title: String {
        switch self {
        case .constant: "constant input"
        case .poisson: "Poisson input"
        case .unspiked: "the same without spikes"
        }
    }
}

/// Trainings and tests of ``SurrogateMnistExperiment``.
struct SurrogateMnistWork {
    let study: PictureStudy
    let settings: SurrogateMnistExperiment.Settings

    typealias Training = PictureStudy.Trained<SurrogateMnistKind>

    struct Test: Codable, Sendable, Equatable {
        var kind: SurrogateMnistKind
        var seed: UInt64
        /// Epochs that the network had seen.
        var epochs: Int
        var correct: Proportion
        /// Operations for a picture.
        var operations: Double
        /// How many were right after each step, for spiking networks.
        var correctByStep: [Int] = []
        /// Mean operations up to each step.
        var operationsByStep: [Double] = []
    }

    /// The lengths that are tested: one epoch, and all.
    private var lengths: [Int] { settings.training.epochs > 1 ? [1, settings.training.epochs] : [1] }

    /// Trains every network with every seed.
    func train() throws -> [Training] {
        try study.context.seeds.flatMap { seed in
            try SurrogateMnistKind.allCases.map { kind in
                let trainings = try lengths.map { try train(kind, seed, epochs: $0) }
                return Training(kind: kind, seed: seed, training: trainings[trainings.count - 1])
            }
        }
    }

    /// Scores every network on the test pictures.
    func test(on images: LabelledImages) throws -> [Test] {
        let source = try PictureTask.source(images)
        return try study.context.seeds.flatMap { seed in
            try SurrogateMnistKind.allCases.flatMap { kind in
                try lengths.map { try test(kind, seed, epochs: $0, source) }
            }
        }
    }

    private func network(_ kind: SurrogateMnistKind, _ seed: UInt64) throws -> SurrogateNetwork {
        var random = RandomStream(seed: seed).named("weights")
        return try SurrogateNetwork(
            widths: settings.widths, coding: kind == .poisson ? .poisson(rate: 1) : .direct, steps: settings.steps,
            neurons: SpikingNeurons(decay: settings.decay), surrogate: settings.surrogate, using: &random)
    }

    private func name(_ kind: SurrogateMnistKind, _ seed: UInt64, _ epochs: Int) -> String {
        "\(kind.rawValue)-seed-\(seed)-\(epochs)"
    }

    private func train(_ kind: SurrogateMnistKind, _ seed: UInt64, epochs: Int) throws -> PictureStudy.Training {
        try study.train(
            network(kind, seed), isSpiking: kind != .unspiked, settings.training, seed: seed,
            as: name(kind, seed, epochs), epochs: epochs)
    }

    private func test(
        _ kind: SurrogateMnistKind, _ seed: UInt64, epochs: Int, _ source: ImageSource
    ) throws -> Test {
        let (network, name) = (try network(kind, seed), name(kind, seed, epochs))
        guard kind == .unspiked else {
            let score = try study.trained(network, settings.training, seed: seed, as: name, epochs: epochs)
                .score(on: source, check: study.context.checkpoint)
            return Test(
                kind: kind, seed: seed, epochs: epochs, correct: score.correct, operations: score.operations,
                correctByStep: score.correctByStep, operationsByStep: score.operationsByStep)
        }
        let correct = try study.correct(
            withoutSpikes: network, settings.training, seed: seed, as: name, epochs: epochs, on: source)
        return Test(
            kind: kind, seed: seed, epochs: epochs, correct: correct, operations: try network.denseOperations())
    }
}
