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
