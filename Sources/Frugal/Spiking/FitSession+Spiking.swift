import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack

extension FitSession {
    /// The steps that a converted network may take; the fewest that are enough are kept.
    private static var mostSteps: Int { 32 }

    /// Where little energy is the goal, turns the best network that can be into a spiking one and adds its row: it
    /// takes as few steps as keep its accuracy within the margin on the validation part.
    func runSpiking() throws {
        guard recipe.goal == .energy, device == .cpu,
            !leaderboard.contains(where: { $0.role == .spiking || $0.role == .longRun })
        else { return }
        let rows = leaderboard.filter { $0.role == .network && $0.failure == nil && $0.validation != nil }
        for row in rows.sorted(by: Selection.isBetter) {
            let network = try network(of: row)
            guard let analog = try? AnalogNetwork(network, inputShape: preprocessing.shape.perExample) else { continue }
            return try convert(row, network, analog)
        }
        observer(.note("no network of the ladder can become spiking"))
    }

    private func convert(_ row: LeaderboardEntry, _ network: Network, _ analog: AnalogNetwork) throws {
        try checkInterruption()
        observer(.phase("turning \(row.name) spiking"))
        var candidate = row.candidate
        candidate.name += "-spiking"
        var entry = LeaderboardEntry(candidate, role: .spiking)
        let begin = budget.used
        do {
            let training = try scorer.spikingExamples(at: Array(split.train.prefix(2000)))
            try analog.check(against: network, on: training.batch(preprocessing.shape.perExample, upTo: 100))
            var spiking = try analog.spiking(ConversionRecipe(steps: Self.mostSteps), examples: training)
            let events = try EventNetwork(spiking)
            try checkTime(of: events, on: training)
            let validation = try scorer.spikingExamples(at: split.validation)
            let curve = try events.curve(validation, check: {})
            let floor = max(0, (row.validation?.share ?? 0) - recipe.within / 100)
            spiking.steps = (curve.step(keeping: floor) ?? curve.points.count - 1) + 1
            entry.candidate.architecture = .spiking(SpikingArchitecture(spiking))
            let classifier = Network(SpikingClassifier(try EventNetwork(spiking)))
            try complete(&entry, classifier, answers: scorer.answers(of: classifier, on: split.validation))
            let ledger = try EventNetwork(spiking).curve(validation).ledger.total
            entry.multiplyAdds = Int(ledger.multiplyAdds.rounded())
            entry.synapticAdditions = Int(ledger.synapticAdditions.rounded())
        } catch {
            try failOrRethrow(error, &entry)
        }
        entry.seconds = budget.used - begin
        try record(entry)
    }

    /// Refuses a conversion whose evaluation would take more than a tenth of the time that is left.
    private func checkTime(of network: EventNetwork, on examples: SpikingExamples) throws {
        guard recipe.seconds != nil else { return }
        let begin = Budget.monotonicSeconds()
        let few = min(5, examples.count)
        _ = try network.curve(
            SpikingExamples(
                values: Array(examples.values.prefix(few * examples.width)), labels: Array(examples.labels.prefix(few)))
        )
        let needed = 3 * (Budget.monotonicSeconds() - begin) / Double(few) * Double(split.validation.count)
        guard needed < 0.1 * budget.left else {
            throw FrugalError(
                .budget, "", "its simulation would take \(Humanise.duration(needed))", remedy: "give more time")
        }
    }
}

extension Architecture {
    /// The architecture as a bundle keeps it. That of a spiking network stands by itself, as a conversion writes it.
    func record() throws -> ModelManifest.Architecture {
        if case .spiking(let spiking) = self { return try ModelManifest.Architecture(kind: kind, recipe: spiking) }
        return try ModelManifest.Architecture(kind: kind, recipe: self)
    }
}
