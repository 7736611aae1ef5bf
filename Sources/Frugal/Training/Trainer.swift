import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains one candidate: what it needs from the run around it.
struct Trainer {
    let candidate: Candidate
    /// The examples as training sees them, distorted at random.
    let source: ExampleSource
    /// Runs the network over undistorted examples.
    let scorer: Scorer
    let shape: InputShape
    let training: [Int]
    /// The examples that say when to stop; empty to train to the end of the schedule.
    let validation: [Int]
    let schedule: TrainingSchedule
    /// The step after which training ends even though the learning rate's cycle goes on; nil for its end.
    var lastStep: Int?
    let threads: ThreadChoice
    /// Threads that were found best before; nil to find out.
    var fixedThreads: Int?
    let budget: Budget
    /// The time that training gets.
    let slice: TimeSlice
    let seed: UInt64
    /// The network to begin with; nil for one with fresh weights.
    var start: Network?
    let checkpoint: TrainingCheckpoint<Network>
    /// Is told of progress, some times a second.
    let report: (TrainingProgress) -> Void
    /// Called at every step; what it throws ends training after the state is saved.
    let check: () throws -> Void
    /// What is put around the fresh network, with the same tensors under the same names.
    var wrapping: (Network) -> Network = { $0 }

    /// What training gave.
    struct Outcome {
        let network: Network
        let state: TrainingState
        let stepsPerEpoch: Int
        let stoppedByClock: Bool

        /// Epochs until the best validation loss.
        var bestEpoch: Double { Double(state.bestStep) / Double(stepsPerEpoch) }
        /// Epochs of the whole cycle.
        var plannedEpochs: Double { Double(state.plannedSteps) / Double(stepsPerEpoch) }
    }

    /// Trains from the start, or from the checkpoint where there is one.
    /// - Throws: ``FrugalError`` of kind `training` where it diverges, `budget` where the time is not enough to begin;
    ///   `TensorError` where memory ends; what `check` throws.
    func run() throws -> Outcome {
        var random = RandomStream(seed: seed).named("weights")
        var network =
            try start ?? Network(candidate.architecture, for: shape, classes: scorer.classCount, using: &random)
        network = wrapping(network.to(scorer.device))
        var optimizer = AdamW(
            learningRate: candidate.training.learningRate, weightDecay: candidate.training.weightDecay)
        var state = TrainingState()
        var best = network
        if let saved = try checkpoint.load(TrainingState.self, into: &network, best: &best, optimizer: &optimizer) {
            state = saved
        }
        let batches = try Batches(
            source, indices: training, size: candidate.training.batchSize, shuffledWith: seed,
            dropsLast: training.count >= candidate.training.batchSize)
        let deadline = try deadline(&state, network, optimizer, batches)
        let threads = Engine.threads
        Engine.threads = min(self.threads.most, max(1, state.threads))
        defer { Engine.threads = threads }
        let clock = Lap(budget, before: state.seconds)
        let end = min(lastStep ?? .max, state.plannedSteps)
        var stoppedByClock = false
        var rhythm = SaveRhythm()
        var lastReport = -Double.infinity

        training: while state.step < end {
            let (epoch, first) = state.step.quotientAndRemainder(dividingBy: batches.count)
            var iterator = batches.epoch(epoch, from: first)
            while state.step < end, let batch = try iterator.next() {
                optimizer.learningRate = learningRate(state, clock, deadline)
                let loss = try step(&network, &optimizer, batch, number: state.step)
                state.step += 1
                state.lossSum += loss
                state.lossCount += 1
                state.seconds = clock.seconds
                if state.step % interval(state, batches.count) == 0 || state.step == end {
                    try look(network, &best, &state, epoch: Double(state.step) / Double(batches.count))
                    if hasLostPatience(state, batches.count) { break training }
                }
                try rhythm.whenDue {
                    try checkpoint.save(state, model: network, best: best, optimizer: optimizer)
                }
                if budget.used - lastReport > 0.1 {
                    lastReport = budget.used
                    report(progress(state))
                }
                do { try check() } catch {
                    try checkpoint.save(state, model: network, best: best, optimizer: optimizer)
                    throw error
                }
                if budget.hasPassed(deadline) {
                    stoppedByClock = true
                    break training
                }
            }
        }
        if stoppedByClock, state.lossCount > 0 {
            try look(network, &best, &state, epoch: Double(state.step) / Double(batches.count))
        }
        report(progress(state))
        return Outcome(
            network: validation.isEmpty ? network : best, state: state, stepsPerEpoch: batches.count,
            stoppedByClock: stoppedByClock)
    }

    /// One step of the optimiser; gives the loss.
    func step(_ network: inout Network, _ optimizer: inout AdamW, _ batch: Batch, number: Int) throws -> Double {
        let pass = Pass.training(RandomStream(seed: seed).named("step \(number)"))
        let labels = batch.labels.to(scorer.device)
        let (value, gradients) = try Tensor.checking {
            valueWithGradients(at: network) { network in
                crossEntropy(
                    network(batch.inputs.to(scorer.device), pass), labels, smoothing: candidate.training.labelSmoothing)
            }
        }
        let loss = value.item()
        guard loss.isFinite else {
            throw FrugalError(
                .training, candidate.name, "training diverged: the loss of step \(number + 1) is not a number")
        }
        try Tensor.checking {
            network.absorb(pass)
            optimizer.update(&network, with: gradients)
        }
        return loss
    }

    /// Scores the network on validation and keeps it where it is the best so far.
    private func look(_ network: Network, _ best: inout Network, _ state: inout TrainingState, epoch: Double) throws {
        var point = CurvePoint(epoch: epoch, trainingLoss: state.lossSum / Double(max(1, state.lossCount)))
        state.lossSum = 0
        state.lossCount = 0
        if validation.isEmpty {
            state.bestStep = state.step
        } else {
            let answers = try scorer.answers(of: network, on: validation)
            let loss = answers.logLoss()
            point.validationLoss = loss
            point.validationAccuracy = answers.accuracy.share
            if loss < state.bestLoss ?? .infinity {
                state.bestLoss = loss
                state.bestAccuracy = answers.accuracy
                state.bestStep = state.step
                best = network
            }
        }
        state.curve.append(point)
    }

    private func hasLostPatience(_ state: TrainingState, _ stepsPerEpoch: Int) -> Bool {
        guard let patience = candidate.training.patience, !validation.isEmpty else { return false }
        return state.step - state.bestStep >= patience * stepsPerEpoch
    }

    /// Steps between two looks at validation: an epoch, or less where the plan has only a few of them.
    private func interval(_ state: TrainingState, _ stepsPerEpoch: Int) -> Int {
        max(1, min(stepsPerEpoch, state.plannedSteps / 10))
    }

    private func progress(_ state: TrainingState) -> TrainingProgress {
        TrainingProgress(
            candidate: candidate.name, step: state.step, plannedSteps: state.plannedSteps,
            rate: Double(state.step * candidate.training.batchSize) / max(state.seconds, 1e-9),
            bestAccuracy: state.bestAccuracy?.share)
    }
}

/// Seconds of training in this process and those before it.
struct Lap {
    private let budget: Budget
    private let begin: Double

    init(_ budget: Budget, before: Double) {
        self.budget = budget
        begin = budget.used - before
    }

    var seconds: Double { budget.used - begin }
}
