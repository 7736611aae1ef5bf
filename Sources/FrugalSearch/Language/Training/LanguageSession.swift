import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A training of a language model from window to window.
struct LanguageSession<Core: RecurrentCore> {
    let trainer: LanguageTrainer
    var run: LanguageRun<Core>
    var optimizer: AveragedSGD
    var state: LanguageState
    private var windows: [Range<Int>] = []
    private var epochOfWindows = -1
    private let clock = ContinuousClock()
    private var begin: ContinuousClock.Instant

    init(_ trainer: LanguageTrainer, _ model: LanguageModel<Core>, identity: String) {
        self.trainer = trainer
        run = LanguageRun(model.to(trainer.text.words.device), batch: trainer.recipe.batch)
        optimizer = AveragedSGD(
            learningRate: trainer.recipe.learningRate, decay: 0, averagingStart: .greatestFiniteMagnitude,
            weightDecay: trainer.recipe.weightDecay)
        state = LanguageState(seed: trainer.seed, identity: identity)
        begin = clock.now
    }

    /// The share of the training that is done.
    var progress: Double { epochs / trainer.recipe.epochs }

    /// Passes over the training part, in words.
    private var epochs: Double {
        let start = state.window == 0 || windows.isEmpty ? 0 : windows[state.window - 1].upperBound
        return Double(state.epoch) + Double(start) / Double(trainer.text.length)
    }

    mutating func load(from file: TrainingCheckpoint<LanguageRun<Core>>?, named path: String) throws {
        guard let file else { return }
        let (identity, seed) = (state.identity, state.seed)
        let saved = try file.load(LanguageState.self, into: &run, optimizer: &optimizer) { state in
            guard state.identity == identity, state.seed == seed else {
                throw FrugalError(
                    .conflict, path, "this checkpoint is of other settings, another text or another seed",
                    remedy: "remove it, or choose another folder")
            }
        }
        guard let saved else { return }
        state = saved
        begin = clock.now - .seconds(saved.seconds)
        if let start = saved.averagingSince { average(since: start) }
        prepare()
    }

    func save(to file: TrainingCheckpoint<LanguageRun<Core>>) throws {
        try file.save(state, model: run, optimizer: optimizer)
    }

    /// Reads a window and takes a step; looks at the validation part where that is due.
    mutating func advance(_ check: () throws -> Void) throws {
        prepare()
        let before = epochs
        let range = windows[state.window]
        try step(over: range)
        state.window += 1
        let looks = Double(trainer.recipe.looksPerEpoch)
        let isEnd = state.window == windows.count
        let isLook = isEnd || (before * looks).rounded(.down) < (epochs * looks).rounded(.down)
        if isEnd { (state.epoch, state.window) = (state.epoch + 1, 0) }
        if isEnd { run.forget() }
        state.seconds = (clock.now - begin) / .seconds(1)
        if isLook { try look(check) }
    }

    private mutating func prepare() {
        guard epochOfWindows != state.epoch else { return }
        windows = trainer.recipe.windows.windows(of: trainer.text.length, seed: state.seed, epoch: state.epoch)
        epochOfWindows = state.epoch
    }

    private mutating func step(over range: Range<Int>) throws {
        let recipe = trainer.recipe
        let pass = Pass.training(
            RandomStream(seed: state.seed).named("window \(state.epoch) \(state.window) \(state.rollbacks)"))
        var found: LanguageLoss?
        let (loss, norm) = try Tensor.checking {
            var (_, gradients) = valueWithGradients(at: run) { run in
                let loss = LanguageLoss(run.model, trainer.text.window(range), from: run.carried, recipe, pass)
                found = loss
                return loss.total
            }
            let norm = gradients.clip(toNorm: recipe.clip)
            let loss = found?.crossEntropy.item() ?? .nan
            if norm.isFinite, loss.isFinite {
                optimizer.learningRate =
                    recipe.learningRate * recipe.rateShare(at: progress) * Double(range.count)
                    / Double(recipe.windows.mean)
                optimizer.update(&run, with: gradients)
            }
            return (loss, norm)
        }
        state.words += range.count * recipe.batch
        guard norm.isFinite, loss.isFinite else { return try goBack() }
        state.step += 1
        state.since.add(loss, of: range.count)
        if let found { run.carried = found.state }
    }

    /// Goes back to the weights of the last look, and on with the text.
    private mutating func goBack() throws {
        state.rollbacks += 1
        guard state.rollbacks <= trainer.recipe.rollbacks else {
            throw FrugalError(
                .training, "language model",
                "loss or gradients stopped being numbers \(state.rollbacks) times, the last time after \(state.step) steps",
                remedy: "lower the learning rate or the bound of gradients")
        }
        run.model = run.safe.kept
        run.forget()
    }

    /// Averages the weights after every update behind `step`.
    mutating func average(since step: Int) {
        state.averagingSince = step
        // In PyTorch, and so here, the share of an update follows from the number of the one before it.
        optimizer.averagingStart = Double(step - 1)
    }

    /// Looks at the validation part, keeps the weights, and begins to average them where they no longer improve.
    mutating func look(_ check: () throws -> Void) throws {
        let recipe = trainer.recipe
        let isAveraged = state.averagingSince.map { state.step > $0 } ?? false
        let looked = isAveraged ? optimizer.averaged(run) : run
        let score = try trainer.validation.score(looked.model, check: check)
        let isBest = score.loss < state.best?.validation.loss ?? .infinity
        if let patience = recipe.patience, state.averagingSince == nil, state.triggers(score.loss, patience: patience) {
            average(since: state.step)
        }
        state.seconds = (clock.now - begin) / .seconds(1)
        state.looks.append(
            LanguageState.Look(
                step: state.step, epoch: epochs, trainingLoss: state.since.loss, validation: score,
                isAveraged: isAveraged, seconds: state.seconds))
        state.since = LanguageScore()
        if score.loss.isFinite { run.safe.kept = run.model }
        if isBest { run.best.kept = looked.model }
    }
}
