import Foundation
import FrugalData
import FrugalLimits
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// One process's work on an update. What it learned lies in the working folder; the bundle changes at the end.
final class UpdateSession {
    let update: Update
    let command: String
    let say: (String) -> Void
    let predictor: Predictor
    /// The bundle's network with tensors of its own: those of a predictor may look at the file.
    let trained: Network
    let reading: UpdateReader.Reading
    let plan: UpdatePlan
    let folder: RunFolder
    private let progress: (String, Int, Int) -> Void
    private let shouldStop: () -> Bool
    private let plain: ExampleSource
    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant

    var examples: UpdateExamples { reading.examples }
    var manifest: ModelManifest { predictor.manifest }

    init(
        _ update: Update, device: Device, command: String, startsAfresh: Bool, say: @escaping (String) -> Void,
        progress: @escaping (String, Int, Int) -> Void, shouldStop: @escaping () -> Bool
    ) throws {
        begin = clock.now
        self.update = update
        self.command = command
        self.say = say
        self.progress = progress
        self.shouldStop = shouldStop
        predictor = try Predictor(bundle: update.bundle.path, device: device)
        let architecture = try Self.architecture(of: predictor, update)
        var trained = predictor.network
        try Weights.read(predictor.bundle.weights, into: &trained)
        self.trained = trained.to(device)
        try ModelBundle.checkReplaceable(update.bundle)
        try Self.checkWritable(update.bundle)
        reading = try UpdateReader(update: update, predictor: predictor).read()
        plain = try reading.examples.source(predictor.preprocessing)
        plan = UpdatePlan(
            architecture, shape: predictor.preprocessing.shape,
            examples: reading.examples.old.count + reading.examples.new.count, epochs: update.epochs)
        folder = try UpdateFolder.open(
            update, weights: SHA256.hex(ofFile: predictor.bundle.weights.path), arrival: reading.hash,
            startsAfresh: startsAfresh)
        for finding in reading.examples.findings { say(finding) }
        if let missing = reading.missing {
            say("only new-only remains, and what it forgets cannot be measured: \(missing)")
        }
    }

    /// Tries the policies, chooses, scores, writes.
    func run() throws -> UpdateResult {
        let rows = try [unchanged()] + policies.map(row)
        let choice =
            update.policy == .auto
            ? UpdateChoice.automatic(rows, within: update.within)
            : UpdateChoice(policy: update.policy.rawValue, reason: "asked for by --policy")
        let before = try score(trained)
        var result = UpdateResult(
            bundle: update.bundle.path, arrival: update.arrival, asked: update.policy.rawValue, choice: choice,
            rule: UpdateChoice.rule, within: update.within, rows: rows, before: before,
            after: before, findings: examples.findings, seconds: 0)
        if let missing = reading.missing { result.findings.append("old examples are not at hand: \(missing)") }
        if let name = choice.policy {
            let network = try network(name)
            result.after = try score(network)
            result.seconds = seconds
            try write(network, &result)
        }
        result.seconds = seconds
        UpdateFolder.remove(folder)
        return result
    }

    private var seconds: Double { (clock.now - begin) / .seconds(1) }

    /// The policies to try: one that was asked for, or all.
    private var policies: [ArrivalPolicy] {
        let buffer = update.buffer ?? max(1, examples.new.count)
        let all = ArrivalPolicy.all(buffer: buffer)
        return update.policy == .auto ? all : all.filter { $0.name == update.policy.rawValue }
    }

    func scorer(_ network: Network) -> Scorer {
        Scorer(
            source: plain, labels: examples.labels, classCount: predictor.classes.count, device: predictor.device)
    }

    private func accuracy(_ network: Network, _ indices: [Int]) throws -> Proportion {
        try scorer(network).answers(of: network, on: indices, check: checkInterruption).accuracy
    }

    private func score(_ network: Network) throws -> UpdateResult.Score {
        UpdateResult.Score(
            old: examples.oldHeld.score.isEmpty ? nil : try accuracy(network, examples.oldHeld.score),
            new: try accuracy(network, examples.newHeld.score))
    }

    private func unchanged() throws -> UpdateRow {
        try measured(trained, UpdateRow.unchanged, epochs: 0, examples: 0, multiplyAdds: 0, seconds: 0, kept: 0)
    }

    private func measured(
        _ network: Network, _ policy: String, epochs: Double, examples count: Int, multiplyAdds: Int, seconds: Double,
        kept: Int
    ) throws -> UpdateRow {
        UpdateRow(
            policy: policy,
            old: examples.oldHeld.choice.isEmpty ? nil : try accuracy(network, examples.oldHeld.choice),
            new: try accuracy(network, examples.newHeld.choice), epochs: epochs, examples: count,
            multiplyAdds: multiplyAdds, seconds: seconds, samplesKept: kept)
    }

    /// Applies a policy, unless an earlier process did.
    private func row(_ policy: ArrivalPolicy) throws -> UpdateRow {
        if let known = try folder.saved(UpdateRow.self, as: "\(policy.name).json") { return known }
        try checkInterruption()
        let arrival = Arrival(
            trained: trained,
            examples: ArrivalExamples(old: examples.old, new: examples.new, labels: examples.labels), seed: update.seed)
        let outcome = try arrival.apply(
            policy,
            fresh: {
                try Network(
                    plan.candidate.architecture, for: predictor.preprocessing.shape, classes: predictor.classes.count,
                    using: &$0
                ).to(predictor.device)
            }, train: { try train($0, $1, policy) })
        let training = outcome.training
        try Weights.write(training.model, to: folder.file("\(policy.name).safetensors"))
        let row = try measured(
            training.model, policy.name, epochs: training.epochs, examples: outcome.examples,
            multiplyAdds: training.multiplyAdds, seconds: training.seconds, kept: outcome.samplesKept)
        try folder.save(row, as: "\(policy.name).json")
        say("\(policy.name): \(Humanise.percent(row.both.share)) in \(Humanise.duration(row.seconds))")
        return row
    }

    /// The network that a policy made.
    private func network(_ policy: String) throws -> Network {
        var network = trained
        try Weights.read(folder.file("\(policy).safetensors"), into: &network)
        return network.to(predictor.device)
    }

    private func train(
        _ start: Network, _ indices: [Int], _ policy: ArrivalPolicy
    ) throws -> Arrival<Network>.Training {
        let steps = plan.steps(policy, examples: indices.count)
        let budget = Budget(seconds: nil)
        let trainer = Trainer(
            candidate: plan.candidate,
            source: try examples.source(
                predictor.preprocessing, distortion: plan.candidate.training.distortion, seed: update.seed),
            scorer: scorer(start), shape: predictor.preprocessing.shape, training: indices, validation: [],
            schedule: .steps(steps), threads: ThreadChoice(most: Engine.threads), budget: budget,
            slice: TimeSlice(until: .infinity), seed: update.seed, start: start,
            checkpoint: TrainingCheckpoint(at: folder.file("\(policy.name).state.safetensors"), of: .update),
            report: { self.progress(policy.name, $0.step, steps) }, check: checkInterruption)
        let outcome = try trainer.run()
        let perStep = try operations(of: trainer, start, indices)
        return Arrival.Training(
            model: outcome.network, epochs: Double(outcome.state.step) / Double(outcome.stepsPerEpoch),
            multiplyAdds: perStep * outcome.state.step, seconds: outcome.state.seconds)
    }

    /// Multiply-adds of a step, counted as it runs on a copy: all steps are alike, and a training that was stopped counts the
    /// same as one that was not.
    private func operations(of trainer: Trainer, _ network: Network, _ indices: [Int]) throws -> Int {
        var (copy, optimizer) = (network, AdamW(learningRate: 0))
        let batch = try trainer.source.batch(Array(indices.prefix(plan.candidate.training.batchSize)), epoch: 0)
        return try CostLedger.measure { try trainer.step(&copy, &optimizer, batch, number: 0) }.cost.multiplyAdds
    }

    func checkInterruption() throws {
        guard shouldStop() else { return }
        throw FrugalError(
            .interrupted, folder.url.path, "the update was stopped, and \(update.bundle.path) is as it was",
            remedy: "the same command goes on with it")
    }

    /// The architecture, for a bundle that can be trained on.
    private static func architecture(of predictor: Predictor, _ update: Update) throws -> Architecture {
        func refused(_ problem: String, _ remedy: String) -> FrugalError {
            FrugalError(.model, update.bundle.path, problem, remedy: remedy)
        }
        let kind = predictor.manifest.architecture.kind
        guard !predictor.answersByDistance else {
            throw refused(
                "it answers by distance to the examples it was taught, which no training changes",
                "add examples by `frugal forget` and `frugal teach`, or take back what was taught by `frugal teach --undo`"
            )
        }
        guard ["linear", "perceptron", "convolutional", "residual", "searched"].contains(kind) else {
            throw refused(
                "its network is of the kind \(kind), which an update cannot train",
                kind == SpikingArchitecture.kind
                    ? "update the bundle that it was converted from, and convert that again"
                    : "fit it again with all data")
        }
        return try predictor.manifest.architecture.recipe(as: Architecture.self)
    }

    private static func checkWritable(_ bundle: URL) throws {
        for path in [bundle.path, bundle.deletingLastPathComponent().path] where access(path, W_OK) != 0 {
            throw TrackError(
                .fileSystem, at: path, "no permission to change it",
                remedy: "copy the bundle to a place that you may write to; nothing has changed")
        }
    }
}

extension CheckpointKind {
    /// The training of a policy.
    static let update = CheckpointKind(
        stateKey: "frugal.state", model: "network", training: "an update", remedy: "remove it, or give --fresh")
}
