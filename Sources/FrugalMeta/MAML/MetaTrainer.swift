import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains an adaptive learner on tasks of some classes and keeps the weights that do best on tasks of others.
///
/// The learner after so many steps depends on the recipe and the seed alone: not on the number of threads, and not on
/// whether the training was interrupted.
public struct MetaTrainer<Learner: AdaptiveLearner> {
    /// What one task teaches the learner at an outer step.
    public typealias Teach = @Sendable (_ learner: Learner, _ task: AdaptationTask, _ iteration: Int) throws -> Lesson

    /// The learner as it is now.
    public private(set) var learner: Learner
    /// The learner that did best on the validation classes.
    public private(set) var best: Learner
    /// The looks at the validation classes so far.
    public var curve: [MetaProgress] { state.curve }
    /// How many tasks are worked on at once.
    public var threads: Int
    private let schedule: MetaSchedule
    private let teach: Teach
    private let tasks: EpisodeSampler
    private let looks: EpisodeSampler
    private var adam = Adam()
    private var sgd = SGD(learningRate: 0)
    private var state = MetaState()

    /// A training that has not begun.
    /// - Parameters:
    ///   - train: the classes that tasks to learn from are drawn from.
    ///   - validation: the classes that choose the weights; none of `train`.
    ///   - looksAt: the tasks of a look; the training's ways and shots with 15 queries where nil.
    /// - Throws: ``FrugalError`` where the pools do not fit the tasks, or share a class.
    public init(
        _ learner: Learner, _ schedule: MetaSchedule, train: ClassPool, validation: ClassPool,
        looksAt: EpisodeShape? = nil, seed: UInt64, threads: Int = 1, teach: @escaping Teach
    ) throws {
        try ClassPool.checkDisjoint(train, validation)
        self.learner = learner
        best = learner
        self.schedule = schedule
        self.teach = teach
        self.threads = threads
        let random = RandomStream(seed: seed)
        var (forTasks, forLooks) = (random.named("tasks"), random.named("validation"))
        tasks = try EpisodeSampler(train, schedule.shape, seed: forTasks.next())
        let shape = looksAt ?? EpisodeShape(way: schedule.shape.way, shots: schedule.shape.shots, queries: 15)
        looks = try EpisodeSampler(validation, shape, seed: forLooks.next())
    }

    /// Whether all outer steps are done.
    public var isFinished: Bool { state.iteration >= schedule.iterations }

    /// Takes one outer step: a lesson from each task of a meta-batch, then a move by their mean.
    /// - Throws: `TensorError` where the pictures do not fit the learner; ``FrugalError`` where the loss is no number.
    public mutating func step() throws {
        let (learner, teach, tasks, iteration) = (learner, teach, tasks, state.iteration)
        let size = schedule.metaBatch
        let lessons = try TaskThreads.map(size, threads: threads) { index in
            let episode = tasks.episode(iteration * size + index)
            return try teach(learner, AdaptationTask(FewShotTask(episode, of: tasks.pool)), iteration)
        }
        guard let lesson = Lesson.mean(lessons) else { return }
        guard lesson.loss.isFinite else {
            throw FrugalError(
                .training, "", "the loss is no number at outer step \(iteration)", remedy: "lower the rates")
        }
        let rate = schedule.rate(at: iteration)
        switch schedule.rule {
        case .adam:
            adam.learningRate = rate
            adam.update(&self.learner, with: lesson.gradients)
        case .sgd:
            sgd.learningRate = rate
            sgd.update(&self.learner, with: lesson.gradients)
        }
        if !lesson.buffers.isEmpty { self.learner.model.buffers = lesson.buffers }
        state.iteration += 1
        state.lossSum += lesson.loss
        state.lossCount += 1
    }

    /// Scores the learner on tasks of the validation classes and keeps it where it is the best so far.
    public mutating func look() throws -> MetaProgress {
        let (learner, looks) = (learner, looks)
        let right = try TaskThreads.map(schedule.validationEpisodes, threads: threads) { index in
            let task = FewShotTask(looks.episode(index), of: looks.pool)
            return accuracy(try learner.logits(task), Tensor(task.queryLabels))
        }
        let score = EpisodeScore(accuracies: right)
        if score.mean > state.bestAccuracy {
            state.bestAccuracy = score.mean
            best = learner
        }
        let progress = MetaProgress(
            iteration: state.iteration, loss: state.lossSum / Double(max(1, state.lossCount)), accuracy: score.mean,
            halfWidth: score.halfWidth, seconds: state.seconds)
        state.curve.append(progress)
        (state.lossSum, state.lossCount) = (0, 0)
        return progress
    }

    /// Trains to the end.
    /// - Parameters:
    ///   - checkpoint: where the state is written at every look, and read from at the start; nil writes nothing.
    ///   - shouldStop: asked before every outer step; true writes the checkpoint and ends.
    ///   - progress: told of every look.
    /// - Returns: the learner that did best on the validation classes.
    /// - Throws: ``FrugalError`` of kind `interrupted` after `shouldStop`, `conflict` where the checkpoint is of another
    ///   training; what reading and writing throw.
    public mutating func run(
        checkpoint: MetaCheckpoint? = nil, shouldStop: () -> Bool = { false },
        progress: (MetaProgress) throws -> Void = { _ in }
    ) throws -> Learner {
        let clock = ContinuousClock()
        try checkpoint?.load(into: &self)
        var last = clock.now
        // The weights that it begins with may be another training's, and the best there are.
        if state.curve.isEmpty { try progress(look()) }
        while !isFinished {
            if shouldStop() {
                state.seconds += (clock.now - last) / .seconds(1)
                try checkpoint?.save(self)
                throw FrugalError(
                    .interrupted, checkpoint?.url.path ?? "",
                    "the training was stopped at outer step \(state.iteration)",
                    remedy: "the same command goes on from there")
            }
            try step()
            guard isFinished || state.iteration % max(1, schedule.validationEvery) == 0 else { continue }
            state.seconds += (clock.now - last) / .seconds(1)
            last = clock.now
            let seen = try look()
            try checkpoint?.save(self)
            try progress(seen)
        }
        return best
    }
}

extension MetaTrainer {
    /// The training as tensors and a text.
    func saved() throws -> (tensors: StateDictionary, state: [UInt8]) {
        var tensors = StateDictionary()
        for (name, tensor) in learner.stateDictionary { tensors["learner.\(name)"] = tensor }
        for (name, tensor) in best.stateDictionary { tensors["best.\(name)"] = tensor }
        let memory =
            schedule.rule == .adam ? adam.stateDictionary(for: learner) : sgd.stateDictionary(for: learner)
        for (name, tensor) in memory { tensors["optimizer.\(name)"] = tensor }
        return (tensors, try TrackJSON.encode(state, onOneLine: true))
    }

    /// Goes on from what ``saved()`` gave.
    mutating func restore(_ tensors: StateDictionary, state text: [UInt8], path: String) throws {
        func part(_ prefix: String) -> StateDictionary {
            StateDictionary(
                tensors.filter { $0.name.hasPrefix(prefix) }.map {
                    (String($0.name.dropFirst(prefix.count)), $0.tensor)
                })
        }
        let state = try TrackJSON.decode(MetaState.self, from: text, path: path)
        try learner.load(laidOut: part("learner."))
        try best.load(laidOut: part("best."))
        switch schedule.rule {
        case .adam: try adam.load(part("optimizer."), for: learner)
        case .sgd: try sgd.load(part("optimizer."), for: learner)
        }
        self.state = state
    }
}
