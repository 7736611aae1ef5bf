import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension EnasSearch {
    /// The rest of an epoch of the shared phase.
    func sharedPhase(
        _ run: inout EnasRun<Family>, _ batches: Batches<AnySource>, _ keeper: inout EnasKeeper
    ) throws {
        let epoch = run.state.epochs.count
        let count = min(settings.stepsPerEpoch ?? batches.count, batches.count)
        // The policy does not change in this phase: all children are drawn at once.
        var stream = stream("children", epoch: epoch)
        let children = try children(count, run.policy, using: &stream)
        run.training.optimizer.learningRate = settings.schedule.rate(at: epoch)
        var iterator = batches.epoch(epoch, from: run.state.done)
        while run.state.done < count, let batch = try iterator.next() {
            let begin = ContinuousClock.now
            let random = self.stream("step", epoch: epoch, step: run.state.done)
            let loss = try run.training.step(&run.shared, children[run.state.done], batch, random: random).item()
            guard loss.isFinite else {
                throw FrugalError(
                    .training, "", "the loss of step \(run.state.done + 1) of epoch \(epoch + 1) is not a number",
                    remedy: "give a smaller learning rate")
            }
            run.state.lossSum += loss
            run.state.done += 1
            run.state.steps += 1
            run.state.sharedSeconds += (ContinuousClock.now - begin) / .seconds(1)
            try keeper.keep(run)
        }
        run.state.isInPolicyPhase = true
        run.state.lossSum /= Double(max(1, count))
        run.state.done = 0
    }

    /// The rest of a phase of the policy, at the end of which the epoch has ended.
    func policyPhase(_ run: inout EnasRun<Family>, _ keeper: inout EnasKeeper) throws {
        let epoch = run.state.epochs.count
        let updates = settings.children == .policy ? settings.updates : 0
        while run.state.done < updates {
            let begin = ContinuousClock.now
            let number = run.state.done
            let shared = run.shared
            let update = try run.learning.update(&run.policy) { policy in
                var stream = stream("samples", epoch: epoch, step: number)
                let batch = policy.sample(settings.samples, using: &stream)
                return (
                    batch, try withoutGradients { try rewards(of: batch.tokens, shared, epoch: epoch, update: number) }
                )
            }
            run.state.rewardSum += update.reward
            run.state.entropySum += update.entropy
            run.state.rewardedExamples += settings.samples * rewardExamples
            run.state.done += 1
            run.state.policySeconds += (ContinuousClock.now - begin) / .seconds(1)
            try keeper.keep(run)
        }
        let isRewarded = updates > 0
        let reward = run.state.rewardSum / Double(max(1, updates))
        run.state.epochs.append(
            EnasState.Epoch(
                loss: run.state.lossSum, reward: isRewarded ? reward : nil,
                rewardError: isRewarded ? (reward * (1 - reward) / Double(rewardExamples)).squareRoot() : nil,
                entropy: isRewarded ? run.state.entropySum / Double(updates) : nil, seconds: run.state.seconds))
        run.state.isInPolicyPhase = false
        run.state.done = 0
        (run.state.lossSum, run.state.rewardSum, run.state.entropySum) = (0, 0, 0)
    }

    /// Examples of a validation batch.
    private var rewardBatchSize: Int {
        min(settings.rewardBatchSize ?? settings.batchSize, data.validationIndices.count)
    }

    /// Examples of which a reward is the accuracy.
    var rewardExamples: Int { settings.rewardBatches * rewardBatchSize }

    /// The accuracy of each child on validation batches of its own.
    private func rewards(
        of tokens: [[Int]], _ shared: Family.Shared, epoch: Int, update: Int
    ) throws -> [Double] {
        var stream = stream("rewards", epoch: epoch, step: update)
        return try tokens.map { tokens in
            let architecture = Architecture(space: family.space.name, spaceHash: family.space.hash, tokens: tokens)
            let child = try shared.child(architecture)
            var right = 0
            for _ in 0..<settings.rewardBatches {
                let indices = (0..<rewardBatchSize).map { _ in
                    data.validationIndices[stream.below(data.validationIndices.count)]
                }
                right += try correct(child, indices)
            }
            return Double(right) / Double(rewardExamples)
        }
    }

    /// How many examples a child names rightly, normalised by the statistics of this batch.
    private func correct(_ child: Family.Shared.Child, _ indices: [Int]) throws -> Int {
        let batch = try data.plain.batch(indices, epoch: 0)
        let pass = Pass(isTraining: false, normalization: .batchOnly, random: RandomStream(seed: 0))
        return try Tensor.checking {
            let inputs = batch.inputs.to(device)
            let scores =
                settings.usesBFloat16
                ? withAutocast(on: device) { child.forward(inputs, pass) } : child.forward(inputs, pass)
            return (scores.argMax(along: 1) .== batch.labels.to(device)).to(.int64).sum().itemInt()
        }
    }

    /// The best of some samples on validation.
    func choose(_ run: EnasRun<Family>, _ check: () throws -> Void) throws -> EnasResult {
        let begin = ContinuousClock.now
        var stream = stream("choice", epoch: run.state.epochs.count)
        let samples = try children(settings.choices, run.policy, using: &stream)
        // The same examples for all, so that the choice does not hang on who got the easy ones.
        var examples = data.validationIndices
        if let count = settings.choiceExamples { examples = Array(stream.shuffled(examples).prefix(count)) }
        let scorer = sharedScorer
        var candidates = try samples.map { architecture in
            EnasResult.Candidate(
                architecture: architecture,
                correct: try scorer.score(run.shared.child(architecture), on: examples, check: check))
        }
        let order = candidates.indices.sorted {
            (candidates[$0].correct.successes, $1) > (candidates[$1].correct.successes, $0)
        }
        candidates = order.map { candidates[$0] }
        let likely = settings.children == .policy ? withoutGradients { run.policy.mostProbable() } : nil
        return EnasResult(
            best: candidates[0], candidates: candidates,
            mostProbable: likely.map {
                Architecture(space: family.space.name, spaceHash: family.space.hash, tokens: $0.tokens[0])
            },
            probability: likely.map { $0.logProbability.exp().sum().item() }, state: run.state,
            choiceSeconds: (ContinuousClock.now - begin) / .seconds(1), choiceExamples: samples.count * examples.count)
    }

    /// Scores children that are cut out of shared weights.
    public var sharedScorer: ChildScorer {
        var scorer = ChildScorer(data.plain)
        scorer.device = device
        scorer.usesBFloat16 = settings.usesBFloat16
        scorer.normalization = .batchOnly
        return scorer
    }
}
