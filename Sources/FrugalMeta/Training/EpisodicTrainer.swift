import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains a few-shot network on episodes of some classes and keeps the one that answers best on others.
///
/// Episodes are functions of the seed and their number, so that a checkpoint is tensors and a few numbers, and a training
/// that was killed goes on as if it had not been.
public struct EpisodicTrainer<Model: EpisodicModel> {
    /// The settings.
    public let recipe: EpisodicRecipe
    /// The file to go on from; nil to keep none.
    public let checkpoint: URL?
    private let training: EpisodeSampler
    private let validation: EpisodeSampler

    /// A trainer that draws from these classes.
    /// - Throws: ``FrugalError`` where the classes are too few or too small for the recipe, or where a class is in both pools.
    public init(
        _ recipe: EpisodicRecipe, training: ClassPool, validation: ClassPool, seed: UInt64, checkpoint: URL? = nil
    ) throws {
        try recipe.check()
        try ClassPool.checkDisjoint(training, validation)
        self.recipe = recipe
        self.checkpoint = checkpoint
        let random = RandomStream(seed: seed)
        var (forTraining, forValidation) = (random.named("episodes"), random.named("validation"))
        self.training = try EpisodeSampler(training, recipe.task, seed: forTraining.next())
        self.validation = try EpisodeSampler(validation, recipe.validationTask, seed: forValidation.next())
    }

    /// Trains `model`, or goes on from the checkpoint.
    /// - Parameters:
    ///   - observer: told after every episode.
    ///   - shouldStop: asked after every episode; true saves the state and throws.
    /// - Returns: the network with the best accuracy on validation, and how training went.
    /// - Throws: ``FrugalError``: `interrupted` where it was stopped, `training` where the loss stopped being a number;
    ///   `TensorError` where pictures do not fit the model; the errors of a damaged checkpoint.
    public func train(
        _ fresh: Model, observer: (EpisodicState) -> Void = { _ in }, shouldStop: () -> Bool = { false }
    ) throws -> (model: Model, state: EpisodicState) {
        var (model, best) = (fresh, fresh)
        var optimizer = AdamW(weightDecay: recipe.weightDecay)
        let file = checkpoint.map { TrainingCheckpoint<Model>(at: $0, of: .episodic) }
        var state =
            try file?.load(EpisodicState.self, into: &model, best: &best, optimizer: &optimizer) ?? EpisodicState()
        let schedule = CosineDecay(recipe.learningRate, over: recipe.episodes - recipe.episodes / 10)
            .warmedUp(over: recipe.episodes / 10, from: 0.1)
        let clock = ContinuousClock()
        var began = clock.now
        while state.episode < recipe.episodes {
            optimizer.learningRate = schedule.rate(at: state.episode)
            state.lossSum += try step(state.episode, &model, &optimizer)
            state.episode += 1
            state.seconds += (clock.now - began) / .seconds(1)
            began = clock.now
            if state.episode.isMultiple(of: recipe.validationInterval) || state.episode == recipe.episodes {
                try look(&state, model, &best)
                try file?.save(state, model: model, best: best, optimizer: optimizer)
            }
            observer(state)
            if shouldStop(), state.episode < recipe.episodes {
                try file?.save(state, model: model, best: best, optimizer: optimizer)
                throw FrugalError(
                    .interrupted, checkpoint?.path ?? "", "stopped as asked after \(state.episode) episodes",
                    remedy: checkpoint == nil ? "" : "the same command goes on")
            }
        }
        return (best, state)
    }

    /// One episode, one step.
    private func step(_ number: Int, _ model: inout Model, _ optimizer: inout AdamW) throws -> Double {
        var task = FewShotTask(training.episode(number), of: training.pool)
        if let distortion = recipe.distortion {
            var random = RandomStream(seed: training.seed, stream: UInt64(number)).named("distortion")
            task.support = try Tensor.checking { distortion(task.support, using: &random) }
            task.query = try Tensor.checking { distortion(task.query, using: &random) }
        }
        let pass = Pass.training(RandomStream(seed: training.seed, stream: UInt64(number)).named("pass"))
        let loss = try Tensor.checking {
            let (value, gradients) = valueWithGradients(at: model) { model in
                recipe.usesBFloat16 ? withAutocast { model.loss(task, pass) } : model.loss(task, pass)
            }
            model.absorb(pass)
            optimizer.update(&model, with: gradients)
            return value.item()
        }
        guard loss.isFinite else {
            throw FrugalError(
                .training, "", "the loss of episode \(number + 1) is no finite number",
                remedy: "give a smaller learning rate")
        }
        return loss
    }

    /// Scores the model on the validation classes and keeps it where it is the best so far.
    private func look(_ state: inout EpisodicState, _ model: Model, _ best: inout Model) throws {
        let score = try model.evaluate(on: validation, episodes: recipe.validationEpisodes)
        let since = state.episode - (state.looks.last?.episode ?? 0)
        let look = EpisodicState.Look(
            episode: state.episode, loss: state.lossSum / Double(max(1, since)), accuracy: score.mean,
            seconds: state.seconds)
        state.lossSum = 0
        state.looks.append(look)
        if look.accuracy > state.best?.accuracy ?? -1 {
            state.best = look
            best = model
        }
    }
}

extension ClassPool {
    /// - Throws: ``FrugalError`` that names a class which is in both pools: one learned from and scored on.
    static func checkDisjoint(_ training: ClassPool, _ other: ClassPool) throws {
        let known = Set(training.classes.map(\.name))
        if let both = other.classes.first(where: { known.contains($0.name) }) {
            throw FrugalError(
                .data, both.name, "this class is both trained on and scored on", remedy: "keep it in one part only")
        }
    }
}
