import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import FrugalTransfer

extension FitSession {
    /// The share of the time until the ladder's end that a trained network gets beside it.
    private static var shareBesideLadder: Double { 0.4 }

    /// Tunes the network that the fit was given in every way asked for, each a row. The first answer comes first: a probe.
    func runTransfer() throws {
        guard let recipe = recipe.transfer, let source = transferSource, let view = transferView else { return }
        let waiting = recipe.tunings.filter { tuning in !leaderboard.contains { $0.name == name(tuning, source) } }
        guard !waiting.isEmpty, !leaderboard.contains(where: { $0.role == .network }) else { return }
        observer(.phase("tuning \(source.title)"))
        let end = budget.deadline(share: recipe.isAlone ? 1 : Self.shareBesideLadder, keeping: closingReserve)
        for (index, tuning) in waiting.enumerated() {
            let left = max(0, end - budget.used)
            try tune(
                tuning, source, view, recipe, until: budget.used + left / Double(waiting.count - index),
                isFirst: index == 0)
        }
    }

    private func name(_ tuning: TuningSettings, _ source: TransferSource) -> String {
        tuning.policy.description.replacing(":", with: "-") + "+" + source.rowName
    }

    private func tune(
        _ tuning: TuningSettings, _ source: TransferSource, _ view: ExampleView, _ recipe: TransferRecipe,
        until deadline: Double, isFirst: Bool
    ) throws {
        try checkInterruption()
        var random = RandomStream(seed: self.recipe.seed).named("head")
        let (architecture, start, report) = try source.network(classes: classCount, using: &random)
        if isFirst {
            for line in report.text.split(separator: "\n") { observer(.note("tensors: \(line)")) }
        }
        var entry = LeaderboardEntry(Candidate(name(tuning, source), architecture), role: .transfer)
        observer(.note("\(entry.name), normalisation: \(tuning.normalisation.words)"))
        let begin = budget.used
        do {
            var settings = tuning
            settings.seed = self.recipe.seed
            if let epochs = self.recipe.maximumEpochs { settings.epochs = min(settings.epochs, epochs) }
            let data = TuningData(
                view.plain,
                augmented: try view.preprocessing.source(view.data, flips: recipe.flips, seed: settings.seed),
                labels: view.data.labels, classes: classCount, training: split.train, validation: split.validation)
            let findsRate = recipe.findsRate && settings.policy != .probe
            let (tuned, rate) = try ThreadChoice.with(threads.most) {
                try self.tuned(start, on: data, settings, findsRate: findsRate, name: entry.name, until: deadline)
            }
            entry.tuning = TuningRecord(
                source: source.title, settings: settings, rate: rate, isRateFound: findsRate,
                trainedParameters: tuned.trainedParameters, probeStrength: tuned.probeStrength,
                multiplyAdds: tuned.multiplyAdds, report: report)
            entry.bestEpoch = tuned.curve[tuned.bestPoint].epoch
            entry.threads = threads.most
            try folder.run.save(tuned.curve.compactMap(CurvePoint.init), as: folder.curve(entry.name))
            entry.seconds = tuned.seconds
            try complete(
                &entry, tuned.network, answers: view.scorer.answers(of: tuned.network, on: split.validation))
        } catch {
            entry.seconds = budget.used - begin
            try failOrRethrow(error, &entry)
        }
        try record(entry)
        try? FileManager.default.removeItem(at: folder.state(entry.name))
    }

    /// Tunes as planned, or goes on with a tuning that was stopped; gives the learning rate too.
    private func tuned(
        _ start: Network, on data: TuningData<ExampleSource>, _ settings: TuningSettings, findsRate: Bool, name: String,
        until deadline: Double
    ) throws -> (network: TunedNetwork<Network>, rate: Double) {
        let checkpoint = TrainingCheckpoint<Network>(at: folder.state(name), of: .tuning)
        let plan =
            try checkpoint.state(TuningState.self)?.plan
            ?? plan(start, on: data, settings, findsRate: findsRate, name: name, until: deadline)
        let network = try Tuner(plan.settings, on: device).tune(
            start, on: data, plan, checkpoint: checkpoint, check: checkTuning
        ) { progress in
            self.observer(
                .training(
                    TrainingProgress(
                        candidate: progress.phase == .features ? "\(name), features" : name, step: progress.done,
                        plannedSteps: progress.total, rate: 0, bestAccuracy: progress.bestAccuracy)))
        }
        return (network, plan.settings.rate)
    }

    private func checkTuning() throws {
        try checkInterruption()
        try folder.saveUsed(budget.used)
    }

    /// Finds the learning rate where that was asked for, and as many epochs as the time allows, at most those of the settings.
    private func plan(
        _ start: Network, on data: TuningData<ExampleSource>, _ settings: TuningSettings, findsRate: Bool, name: String,
        until deadline: Double
    ) throws -> TuningPlan {
        let (plan, cost) = try CostLedger.measure {
            var settings = settings
            if findsRate {
                settings.learningRate = try RateFinder().rate(
                    for: start, on: data, settings, on: device, check: checkTuning
                ).rate
            }
            let steps = Tuner(settings, on: device).steps(data)
            guard recipe.maximumEpochs == nil else { return TuningPlan(settings, steps: steps) }
            let pace = try Tuner(settings, on: device).pace(start, on: data)
            let featureSeconds = settings.policy.beginsWithProbe ? pace.features : 0
            let left = deadline - budget.used - featureSeconds
            let fitting = settings.policy == .probe ? (left > 0 ? steps : 0) : Int(max(0, left * 0.95 / pace.step))
            // Less than an epoch tells nothing.
            guard fitting >= steps / settings.epochs else {
                throw FrugalError(
                    .budget, name,
                    "too slow for its share of the time: \(Humanise.duration(max(0, deadline - budget.used))) are left, a step "
                        + "takes \(Humanise.duration(pace.step)) and features \(Humanise.duration(featureSeconds))")
            }
            return TuningPlan(settings, steps: min(steps, fitting))
        }
        return TuningPlan(plan.settings, steps: plan.steps, multiplyAdds: cost.multiplyAdds, seconds: cost.seconds)
    }
}

extension TuningSettings.Normalisation {
    /// What it does, for a person.
    var words: String {
        switch self {
        case .frozen: "the statistics of the first training stay"
        case .adapting: "blocks that train use the statistics of their batches, which the kept ones follow"
        }
    }
}

extension TransferSource {
    /// The name of the file or bundle in the letters that the name of a row may have.
    fileprivate var rowName: String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        let stem = last.split(separator: ".").dropLast().joined(separator: ".")
        return String(
            (stem.isEmpty ? last : stem).lowercased().map {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-"
            })
    }
}

extension CurvePoint {
    /// A point of a tuning; nil for that of a probe, which has no training loss.
    fileprivate init?(_ point: TuningPoint) {
        guard let loss = point.trainingLoss else { return nil }
        self.init(epoch: point.epoch, trainingLoss: loss)
        validationLoss = point.validationLoss
        validationAccuracy = point.validationAccuracy
    }
}
