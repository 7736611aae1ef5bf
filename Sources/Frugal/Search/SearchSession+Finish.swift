import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// Chooses, trains what was chosen, reads the test part once, and writes bundle and page.
    func finish(
        _ searches: [(search: SearchEvidence.Search, study: StudyOutcome)], _ finals: Finals, _ smaller: Finals?,
        _ rankings: (pairs: [SearchEvidence.Ranking], seconds: Double), _ plan: SearchPlan
    ) throws -> DataSearchResult {
        let trained = finals.trained + (smaller?.trained ?? [])
        let isTakable = { (trained: Trained) in trained.final.architecture != nil }
        let candidates = smaller.map(\.trained).flatMap { $0.contains(where: isTakable) ? $0 : nil } ?? finals.trained
        let chosen = try choose(among: candidates, all: trained, plan)
        let all = chosen.trained + trained
        let network = try bundled(chosen.trained[0])
        let scorer = Scorer(
            source: try data.preprocessing.source(data.data), labels: data.data.labels,
            classCount: data.children.classes, device: device)
        let validation = try scorer.answers(of: network, on: data.split.validation, check: checkInterruption)
        let temperature = TemperatureScaling.fit(validation)
        observer(
            .phase(
                "scoring \(all.filter(\.isTested).reduce(0) { $0 + $1.numbers.count }) trained networks on the test part"
            ))
        let tested = try readTest(all, network, temperature: temperature)
        var evidence = SearchEvidence(
            space: SearchEvidence.Space(family.space), goal: goalText, searches: searches.map(\.search),
            finals: zip(all, tested.accuracies).map { trained, accuracies in
                var final = trained.final
                for (index, accuracy) in accuracies.enumerated() { final.trainings[index].test = accuracy }
                return final
            }, rankings: rankings.pairs, seconds: [], testReads: folder.record.testReads, chosen: 0)
        evidence.seconds = phases(
            searches.map(\.search), finals, smaller: smaller?.seconds, rankings.seconds, chosen.seconds)
        return try write(evidence, network, chosen.trained[0], validation, temperature, tested.evaluation)
    }

    /// The chosen network, then those that were tried and fell short; and the seconds of their trainings.
    private struct Choice: Codable {
        var trained: [Trained]
        var seconds: Double
    }

    /// Trains the network to take several times, and where that shows that it falls short, the next one, as long as there is
    /// time for it. On disk before the test part is read, so that nothing is chosen anew afterwards.
    private func choose(among trained: [Trained], all: [Trained], _ plan: SearchPlan) throws -> Choice {
        let file = "choice.json"
        if let known = try folder.saved(Choice.self, as: file) { return known }
        if recipe.trials == nil { closingSeconds = try testSeconds(all, plan) }
        let finals = trained.map(\.final)
        let order = SearchChoice.order(finals, goal: recipe.goal, within: recipe.within)
        let floor = SearchChoice.floor(finals, goal: recipe.goal, within: recipe.within)
        var tried: [Trained] = []
        var seconds = 0.0
        for place in order.prefix(SearchPlan.attempts) {
            let begin = budget.used
            let (attempt, time) = try runChosen(
                trained[place], attempt: tried.count + 1, trainings: plan.trainings)
            seconds += time
            tried.insert(attempt, at: 0)
            let isEnough = recipe.goal == .accuracy || attempt.final.validation.mean >= floor
            if isEnough || budget.left - reserve < 1.2 * (budget.used - begin) { break }
            observer(
                .note(
                    "\(trained[place].final.name) falls short of \(Humanise.fixed(floor, 2)) %: the next one is tried"))
        }
        // The latest that is good enough, or else the best of those tried.
        let best =
            tried.firstIndex { $0.final.validation.mean >= floor }
            ?? tried.indices.max { tried[$0].final.validation.mean < tried[$1].final.validation.mean }
        guard let best else {
            throw FrugalError(.training, search.data, "none of the networks found could be trained wholly")
        }
        tried.swapAt(0, best)
        for index in tried.indices.dropFirst() {
            tried[index].final.group = SearchEvidence.smallerGroup
            tried[index].final.name = tried[index].final.name.replacing("chosen: ", with: "tried: ")
        }
        let choice = Choice(trained: tried, seconds: seconds)
        try folder.save(choice, as: file)
        return choice
    }

    /// Seconds that scoring these networks, and the trainings of the one to be chosen, on the test part will need, by how long
    /// some validation examples take.
    private func testSeconds(_ trained: [Trained], _ plan: SearchPlan) throws -> Double {
        let sample = data.split.validation.evenlySpread(256)
        let count = test?.count ?? data.split.test.count
        let trained = trained.filter(\.isTested)
        guard !sample.isEmpty, Double(count) * Double(trained.count) > 10_000 else { return 0 }
        let scorer = Scorer(
            source: try data.preprocessing.source(data.data), labels: data.data.labels,
            classCount: data.children.classes, device: device)
        let each = try ThreadChoice.with(lanes) {
            try trained.map { trained in
                let network = try network(of: trained, training: 0)
                return try ContinuousClock().measure { _ = try scorer.answers(of: network, on: sample) } / .seconds(1)
            }
        }
        let dearest = each.max() ?? 0
        return (each.reduce(0, +) + Double(plan.trainings + 2) * dearest) * Double(count) / Double(sample.count)
    }

    private var goalText: String {
        guard recipe.goal != .accuracy else { return "the best accuracy" }
        return "the least \(recipe.goal.rawValue) within \(Humanise.compact(recipe.within)) points of the best accuracy"
    }

    private func phases(
        _ searches: [SearchEvidence.Search], _ finals: Finals, smaller: Double?, _ rankings: Double, _ chosen: Double
    ) -> [SearchEvidence.Phase] {
        func total(_ isBaseline: Bool) -> Double {
            searches.filter { ($0.searcher == "random") == isBaseline }.reduce(0) { $0 + $1.seconds }
        }
        var phases: [SearchEvidence.Phase] = []
        if recipe.searcher != .random { phases.append(.init("\(recipe.searcher.rawValue)", total(false))) }
        return phases + [
            .init("random search", total(true)), .init("final trainings", finals.seconds),
            .init("check of the ranking", rankings),
        ] + (smaller.map { [.init("cheaper networks", $0)] } ?? []) + [.init("the chosen network", chosen)]
    }

    /// The network of a training, with its weights.
    private func network(of trained: Trained, training: Int) throws -> Network {
        let networks: any NetworkFamily = trained.family == "presets" ? try PresetFamily(presets) : family
        let fresh = try fresh(trained.architecture, in: networks)
        let checkpoint = SearchBody.checkpoint(in: trialFolder(trained.study, trained.numbers[training]))
        return Network(try Self.loaded(fresh, from: checkpoint)).to(device)
    }

    private static func loaded<Child: SearchedNetwork>(_ fresh: Child, from checkpoint: URL) throws
        -> any SearchedNetwork
    {
        var network = fresh
        try ChildTrainer.load(checkpoint, into: &network)
        return network
    }

    /// The training that goes into the bundle: the best by validation.
    private func bundled(_ chosen: Trained) throws -> Network {
        let trainings = chosen.final.trainings
        let best = trainings.indices.max { trainings[$0].validation < trainings[$1].validation } ?? 0
        return try network(of: chosen, training: best)
    }

    private struct Tested: Codable {
        /// Of each training of each network; none where the test part is not read for it.
        var accuracies: [[Double]]
        var evaluation: Evaluation
    }

    /// Scores the trained networks on the test part. The read is noted before it happens.
    private func readTest(_ all: [Trained], _ bundled: Network, temperature: Double) throws -> Tested {
        if let known = try folder.saved(Tested.self, as: "test.json") { return known }
        try folder.update { $0.testReads += 1 }
        let examples = test ?? data.data
        let indices = test == nil ? data.split.test : Array(0..<examples.count)
        let scorer = Scorer(
            source: try data.preprocessing.source(examples), labels: examples.labels,
            classCount: data.children.classes, device: device)
        let accuracies = try ThreadChoice.with(lanes) {
            try all.map { trained -> [Double] in
                guard trained.isTested else { return [] }
                return try trained.numbers.indices.map { training in
                    try checkInterruption()
                    return try scorer.answers(of: network(of: trained, training: training), on: indices).accuracy.share
                }
            }
        }
        let evaluation = try Evaluation(
            scorer.answers(of: bundled, on: indices), classes: data.data.classes,
            names: indices.map { examples.names[$0] }, temperature: temperature)
        let tested = Tested(accuracies: accuracies, evaluation: evaluation)
        try folder.save(tested, as: "test.json")
        return tested
    }

    private func write(
        _ evidence: SearchEvidence, _ network: Network, _ chosen: Trained, _ validation: Answers, _ temperature: Double,
        _ evaluation: Evaluation
    ) throws -> DataSearchResult {
        let shape = SearchedShape(family: base.family, architecture: chosen.architecture)
        let ledger = LedgerRecord(
            parameters: chosen.final.costs[.parameters].map { Int($0) },
            multiplyAdds: chosen.final.costs[.operations].map { Int($0) }, peakMemoryBytes: Engine.Memory.peak,
            seconds: budget.used
        ).estimatingEnergy()
        let manifest = ModelManifest(
            name: search.bundle.deletingPathExtension().lastPathComponent,
            architecture: try ModelManifest.Architecture(
                kind: Architecture.searched(shape).kind, recipe: Architecture.searched(shape)),
            classes: data.data.classes, input: data.preprocessing.input,
            provenance: Provenance(
                data: [search.data], dataHashes: folder.record.dataHashes, splitSeed: recipe.seed,
                splitSizes: [
                    "train": data.split.train.count, "validation": data.split.validation.count,
                    "test": evaluation.accuracy.total,
                ], versions: Versions.all, command: search.command),
            temperature: temperature,
            validation: ModelScore(
                accuracy: validation.accuracy, logLoss: validation.logLoss(temperature: temperature),
                calibrationError: Calibration(validation.confidences(temperature: temperature)).expectedError),
            test: evaluation.score, testReads: folder.record.testReads, ledger: ledger)
        let report = try evidence.report(
            title: "\(manifest.name): a network found for \(search.data)", drawings: evidence.drawings(),
            sections: sections)
        _ = try ModelBundle.write(manifest, to: search.bundle) { staging in
            try Weights.write(network, to: staging.appendingPathComponent(ModelBundle.weightsName))
            try report.write(to: staging.appendingPathComponent(ModelBundle.reportName))
        }
        let result = DataSearchResult(
            bundle: search.bundle.path,
            report: search.bundle.appendingPathComponent(ModelBundle.reportName).path, work: search.work.path,
            architecture: chosen.architecture.description, evidence: evidence, test: evaluation, seconds: budget.used)
        try folder.save(result, as: "result.json")
        try folder.update { record in
            record.state = .finished
            record.ledger = ledger
        }
        return result
    }

    private var sections: [Report.Section] {
        [
            Report.Section(
                "Data",
                [
                    .prose(
                        "\(Humanise.grouped(data.data.count)) examples of \(data.data.classes.count) classes: "
                            + "\(Humanise.grouped(data.split.train.count)) to train on, "
                            + "\(Humanise.grouped(data.split.validation.count)) to choose by.")
                ] + data.data.findings.map { .note($0) }),
            Report.Section("Again", [.code(search.command)]),
        ]
    }
}
