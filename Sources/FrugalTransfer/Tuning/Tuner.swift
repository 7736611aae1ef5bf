import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains a network that was trained before on new data.
///
///     let tuned = try Tuner(TuningSettings(.probeThenTune)).tune(network, on: data)
///     print(tuned.curve.last?.validationAccuracy ?? 0)
public struct Tuner: Sendable {
    /// How.
    public var settings: TuningSettings
    /// Where tensors are computed.
    public var device: Device

    /// A tuner with these settings.
    public init(_ settings: TuningSettings, on device: Device = .cpu) {
        self.settings = settings
        self.device = device
    }

    /// Tunes a network whose head is new.
    /// - Parameters:
    ///   - start: the network; it is not touched.
    ///   - steps: how many steps of gradient descent; nil for the settings' epochs. A probe of a ``FeatureNetwork`` takes none.
    ///   - check: called at every step; what it throws ends the work.
    ///   - report: told after every step.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be, of kind `training` where the loss is no number;
    ///   `DataError` and `TensorError` as the data and the network give them; what `check` throws.
    public func tune<Model: Layer, Source: BatchSource>(
        _ start: Model, on data: TuningData<Source>, steps: Int? = nil, check: () throws -> Void = {},
        report: (TuningProgress) -> Void = { _ in }
    ) throws -> TunedNetwork<Model> {
        try settings.check()
        return try tune(
            start, on: data, TuningPlan(settings, steps: steps ?? self.steps(data)), checkpoint: nil, check: check,
            report: report)
    }

    /// Tunes a network as planned and goes on from the checkpoint where there is one: the result is the same to the bit.
    /// What `check` throws is thrown on after the state is saved.
    package func tune<Model: Layer, Source: BatchSource>(
        _ start: Model, on data: TuningData<Source>, _ plan: TuningPlan, checkpoint: TrainingCheckpoint<Model>?,
        check: () throws -> Void, report: (TuningProgress) -> Void
    ) throws -> TunedNetwork<Model> {
        let blocks = try blocks(of: start)
        var tuned = TunedNetwork(network: start.to(device), blocks: blocks, plan: plan)
        var network = tuned.network
        var stepper = TuningStepper(settings, blocks, network, device: device)
        let saved = try checkpoint?.load(
            TuningState.self, into: &network, best: &tuned.network, optimizer: &stepper.optimizer)
        if let saved { tuned.state = saved }
        let lap = TuningLap(after: tuned.state.seconds)
        if saved == nil, settings.policy.beginsWithProbe {
            try probe(&tuned, data, check: check, report: report)
            tuned.state.seconds = lap.seconds
            if settings.policy == .probe, tuned.probeStrength != nil { return tuned }
            network = tuned.network
            try checkpoint?.save(tuned.state, model: network, best: network, optimizer: stepper.optimizer)
        }
        try descend(&tuned, &network, &stepper, data, lap, checkpoint, check: check, report: report)
        return tuned
    }

    /// The blocks of a network that the settings fit.
    private func blocks(of network: some Layer) throws -> TunedBlocks {
        try settings.check()
        let blocks = TunedBlocks(of: network)
        guard case .lastBlocks(let count) = settings.policy, count > blocks.bodyCount else { return blocks }
        throw FrugalError(
            .usage, settings.policy.description,
            "the network has no more than \(blocks.bodyCount) blocks before its head",
            remedy: "take \(blocks.bodyCount > 0 ? "last:\(blocks.bodyCount)" : "probe"), or all")
    }

    /// Steps of gradient descent in the settings' epochs.
    public func steps(_ data: TuningData<some BatchSource>) -> Int {
        settings.epochs * max(1, (data.training.count + settings.batchSize - 1) / settings.batchSize)
    }

    /// Seconds of a step of gradient descent, and of the features of all examples, as one batch after a first one takes them.
    public func pace<Model: Layer, Source: BatchSource>(
        _ start: Model, on data: TuningData<Source>
    ) throws -> (step: Double, features: Double) {
        var network = start.to(device)
        let rows = Array(data.training.prefix(settings.batchSize))
        let batch = try data.augmented.batch(rows, epoch: 0)
        var stepper = TuningStepper(settings, try blocks(of: start), network, device: device)
        let clock = ContinuousClock()
        var step = 0.0
        for number in 0..<2 {
            let begin = clock.now
            // At the end of training every block that will train does.
            _ = try stepper.step(&network, batch, number: number, progress: 1, rate: settings.rate)
            step = (clock.now - begin) / .seconds(1)
        }
        guard let extractor = (start as? any FeatureNetwork)?.featureExtractor else { return (step, 0) }
        let begin = clock.now
        _ = try FeatureCache(of: extractor, for: data.plain, Array(rows.prefix(16)), on: device)
        let each = (clock.now - begin) / .seconds(1) / Double(min(16, rows.count))
        return (step, each * Double(data.training.count + data.validation.count))
    }

    /// Fits the head on features that are computed once; leaves a network without a feature extractor as it is.
    private func probe<Model: Layer, Source: BatchSource>(
        _ tuned: inout TunedNetwork<Model>, _ data: TuningData<Source>, check: () throws -> Void,
        report: (TuningProgress) -> Void
    ) throws {
        guard let extractor = (tuned.network as? any FeatureNetwork)?.featureExtractor else { return }
        let count = data.training.count + data.validation.count
        func features(_ rows: [Int], after before: Int) throws -> FeatureCache {
            try FeatureCache(of: extractor, for: data.plain, rows, on: device) { done in
                try check()
                report(TuningProgress(phase: .features, done: before + done, total: count))
            }
        }
        let (training, validation) = try tuned.state.counting {
            (try features(data.training, after: 0), try features(data.validation, after: data.training.count))
        }
        let probe = try Tensor.checking {
            try Probe(
                training: (training.values, data.training.map { data.labels[$0] }),
                validation: (validation.values, data.validation.map { data.labels[$0] }), classes: data.classes)
        }
        guard tuned.network.replaceHead(tuned.blocks, by: probe) else {
            throw FrugalError(
                .model, tuned.blocks.blocks.last?.name ?? "head",
                "the last block is not one linear map of the features",
                remedy: "choose a policy that does not begin with a probe")
        }
        tuned.state.probeStrength = probe.strength
        tuned.state.featureMultiplyAdds = training.multiplyAdds + validation.multiplyAdds
        try look(tuned.network, &tuned, data, epoch: 0)
    }

    private func descend<Model: Layer, Source: BatchSource>(
        _ tuned: inout TunedNetwork<Model>, _ network: inout Model, _ stepper: inout TuningStepper,
        _ data: TuningData<Source>, _ lap: TuningLap, _ checkpoint: TrainingCheckpoint<Model>?,
        check: () throws -> Void, report: (TuningProgress) -> Void
    ) throws {
        let batches = try Batches(
            data.augmented, indices: data.training, size: min(settings.batchSize, data.training.count),
            shuffledWith: settings.seed)
        let total = max(1, tuned.state.plan.steps)
        var rhythm = SaveRhythm()
        defer { tuned.state.seconds = lap.seconds }
        func save() throws {
            tuned.state.seconds = lap.seconds
            try checkpoint?.save(tuned.state, model: network, best: tuned.network, optimizer: stepper.optimizer)
        }
        while tuned.state.step < total {
            let (epoch, first) = tuned.state.step.quotientAndRemainder(dividingBy: batches.count)
            var iterator = batches.epoch(epoch, from: first)
            while tuned.state.step < total, let batch = try iterator.next() {
                do { try check() } catch {
                    try save()
                    throw error
                }
                let number = tuned.state.step
                let loss = try tuned.state.counting {
                    try stepper.step(&network, batch, number: number, of: total)
                }
                tuned.state.lossSum += loss
                tuned.state.lossCount += 1
                tuned.state.step += 1
                tuned.state.trainedParameters = max(tuned.state.trainedParameters, stepper.trainedParameters)
                report(
                    TuningProgress(
                        phase: .tuning, done: tuned.state.step, total: total,
                        bestAccuracy: tuned.curve.compactMap(\.validationAccuracy).max()))
                if tuned.state.step % batches.count == 0 || tuned.state.step == total {
                    try look(network, &tuned, data, epoch: Double(tuned.state.step) / Double(batches.count))
                }
                try rhythm.whenDue(save)
            }
        }
    }

    /// Scores a network on validation and keeps it where it is the best so far; the last one is where there is none.
    private func look<Model: Layer, Source: BatchSource>(
        _ network: Model, _ tuned: inout TunedNetwork<Model>, _ data: TuningData<Source>, epoch: Double
    ) throws {
        var state = tuned.state
        var point = TuningPoint(
            epoch: epoch, trainingLoss: state.lossCount > 0 ? state.lossSum / Double(state.lossCount) : nil)
        if !data.validation.isEmpty {
            let scores = try state.counting {
                try FeatureCache(of: network, for: data.plain, data.validation, batch: 64, on: device).values
            }
            let labels = data.validation.map { data.labels[$0] }
            point.validationLoss = crossEntropy(scores, Tensor(labels).to(device)).item()
            let right = zip(scores.argMax(along: 1).ints(), labels).count { $0 == $1 }
            point.validationAccuracy = Double(right) / Double(labels.count)
        }
        let best = state.curve.isEmpty ? .infinity : state.curve[state.bestPoint].validationLoss ?? .infinity
        state.curve.append(point)
        (state.lossSum, state.lossCount) = (0, 0)
        if data.validation.isEmpty || (point.validationLoss ?? .infinity) < best || state.curve.count == 1 {
            state.bestPoint = state.curve.count - 1
            tuned.network = network
        }
        tuned.state = state
    }
}
