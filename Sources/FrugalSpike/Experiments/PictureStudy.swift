import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains classifiers in the folder of a run and, when all are trained, scores them on test pictures.
struct PictureStudy {
    let context: ExperimentContext
    let task: PictureTask

    /// How a training went.
    struct Training: Codable, Sendable, Equatable {
        var looks: [SpikeTrainingState.Look]
        var seconds: Double
        var parameters: Int

        /// Validation accuracy in percent.
        var validation: Double { 100 * (looks.last?.accuracy ?? .nan) }
    }

    /// How the training of one of several kinds of network went, with one seed.
    struct Trained<Kind: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
        var kind: Kind
        var seed: UInt64
        var training: Training
    }

    /// Trains a spiking network or, where it is not to spike, its twin without spikes.
    func train(
        _ network: SurrogateNetwork, isSpiking: Bool, _ recipe: SpikeTrainingRecipe, seed: UInt64, as name: String,
        epochs: Int? = nil
    ) throws -> Training {
        isSpiking
            ? try train(network, recipe, seed: seed, as: name, epochs: epochs)
            : try train(UnspikedNetwork(of: network), recipe, seed: seed, as: name, epochs: epochs)
    }

    /// How many examples the trained twin without spikes gets right.
    func correct(
        withoutSpikes network: SurrogateNetwork, _ recipe: SpikeTrainingRecipe, seed: UInt64, as name: String,
        epochs: Int? = nil, on source: ImageSource
    ) throws -> Proportion {
        let twin = try trained(UnspikedNetwork(of: network), recipe, seed: seed, as: name, epochs: epochs)
        return try SpikeTrainer(recipe, task, seed: seed).score(twin, on: source, check: context.checkpoint)
    }

    /// Trains a classifier, as the part `name`.
    /// - Parameter epochs: where to stop; nil for the whole training.
    func train<Network: PictureClassifier>(
        _ network: Network, _ recipe: SpikeTrainingRecipe, seed: UInt64, as name: String, epochs: Int? = nil
    ) throws -> Training {
        try context.part(name) {
            var network = network
            let state = try run(&network, recipe, seed, name, epochs)
            let training = Training(
                looks: state.looks, seconds: state.seconds, parameters: network.parameterCount)
            context.say(
                "\(name): \(Humanise.fixed(training.validation, 2)) % of the validation pictures, "
                    + Humanise.duration(training.seconds))
            return training
        }
    }

    /// The classifier that a part trained, read back from its checkpoint.
    func trained<Network: PictureClassifier>(
        _ network: Network, _ recipe: SpikeTrainingRecipe, seed: UInt64, as name: String, epochs: Int? = nil
    ) throws -> Network {
        var network = network
        try run(&network, recipe, seed, name, epochs)
        return network
    }

    @discardableResult
    private func run<Network: PictureClassifier>(
        _ network: inout Network, _ recipe: SpikeTrainingRecipe, _ seed: UInt64, _ name: String, _ epochs: Int?
    ) throws -> SpikeTrainingState {
        let steps = max(1, task.training.count / recipe.batchSize) * (epochs ?? recipe.epochs)
        return try SpikeTrainer(recipe, task, seed: seed).train(
            &network, epochs: epochs, checkpoint: context.folder.file("\(name).safetensors"),
            check: context.checkpoint
        ) { state in
            context.progress(
                name, state.step, steps, state.accuracy.map { "\(Humanise.fixed(100 * $0, 2)) %" })
        }
    }
}
