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
        let blocks = try blocks(of: start)
        var tuned = TunedNetwork(network: start.to(device), blocks: blocks)
        if settings.policy.beginsWithProbe {
            try probe(&tuned, data, check: check, report: report)
            if settings.policy == .probe, tuned.probeStrength != nil { return tuned }
        }
        try descend(&tuned, data, steps: steps, check: check, report: report)
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
        let training = try features(data.training, after: 0)
        let validation = try features(data.validation, after: data.training.count)
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
        tuned.probeStrength = probe.strength
        tuned.featureMultiplyAdds = training.multiplyAdds + validation.multiplyAdds
        try look(&tuned, data, epoch: 0, loss: .nan)
    }

    private func descend<Model: Layer, Source: BatchSource>(
        _ tuned: inout TunedNetwork<Model>, _ data: TuningData<Source>, steps: Int?, check: () throws -> Void,
        report: (TuningProgress) -> Void
    ) throws {
        let batches = try Batches(
            data.augmented, indices: data.training, size: min(settings.batchSize, data.training.count),
            shuffledWith: settings.seed)
        let total = max(1, steps ?? settings.epochs * batches.count)
        var (network, step, lossSum, since) = (tuned.network, 0, 0.0, 0)
        var stepper = TuningStepper(settings, tuned.blocks, network, device: device)
        while step < total {
            let (epoch, first) = step.quotientAndRemainder(dividingBy: batches.count)
            var iterator = batches.epoch(epoch, from: first)
            while step < total, let batch = try iterator.next() {
                try check()
                lossSum += try stepper.step(&network, batch, number: step, of: total)
                (step, since) = (step + 1, since + 1)
                report(
                    TuningProgress(
                        phase: .tuning, done: step, total: total,
                        bestAccuracy: tuned.curve.compactMap(\.validationAccuracy).max()))
                if step % batches.count == 0 || step == total {
                    let best = tuned
                    tuned.network = network
                    try look(
                        &tuned, data, epoch: Double(step) / Double(batches.count), loss: lossSum / Double(max(1, since))
                    )
                    if tuned.bestPoint != tuned.curve.count - 1 { tuned.network = best.network }
                    (lossSum, since) = (0, 0)
                }
            }
        }
        tuned.trainedParameters = stepper.trainedParameters
    }

    /// Scores the network on validation and notes whether it is the best so far; the last one is where there is none.
    private func look<Model: Layer, Source: BatchSource>(
        _ tuned: inout TunedNetwork<Model>, _ data: TuningData<Source>, epoch: Double, loss: Double
    ) throws {
        var point = TuningPoint(epoch: epoch, trainingLoss: loss.isFinite ? loss : nil)
        if !data.validation.isEmpty {
            let network = tuned.network
            let scores = try FeatureCache(of: network, for: data.plain, data.validation, batch: 64, on: device).values
            let labels = data.validation.map { data.labels[$0] }
            point.validationLoss = crossEntropy(scores, Tensor(labels).to(device)).item()
            let right = zip(scores.argMax(along: 1).ints(), labels).count { $0 == $1 }
            point.validationAccuracy = Double(right) / Double(labels.count)
        }
        tuned.curve.append(point)
        let best = tuned.curve[tuned.bestPoint].validationLoss ?? .infinity
        if data.validation.isEmpty || (point.validationLoss ?? .infinity) < best || tuned.curve.count == 1 {
            tuned.bestPoint = tuned.curve.count - 1
        }
    }
}
