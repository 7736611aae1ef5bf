import FrugalTrack

/// What the runs of ``SplitMnistExperiment`` say together.
struct SplitMnistTable {
    /// A method in a scenario.
    struct Run: Sendable {
        var scenario: ContinualScenario
        var method: SplitMnistMethod
        var records: [ContinualTraining.Record]

        var name: String { "\(scenario.title), \(method.title)" }
    }

    /// How near our mean must come to the published one, in points.
    static let tolerance = 3.0

    let settings: SplitMnistSettings
    var runs: [Run] = []

    func reproduction(_ experiment: SplitMnistExperiment, _ context: ExperimentContext) -> Reproduction {
        let records = runs.flatMap(\.records)
        return Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick ? ["\(context.seeds.count) seeds in place of 20"] : [],
            protocolLines: protocolLines, seeds: context.seeds,
            rows: runs.map(accuracy) + runs.flatMap(transfer) + SplitMnistMethod.allCases.flatMap(cost),
            illustrations: ContinualScenario.allCases.map(course) + runs.compactMap(matrix),
            ledger: LedgerRecord(
                trainingMultiplyAdds: records.map(\.multiplyAdds).reduce(0, +),
                seconds: records.map(\.seconds).reduce(0, +)))
    }

    private func accuracy(_ run: Run) -> ReproductionRow {
        ReproductionRow(
            "\(run.name): ACC", unit: "% accuracy", values: run.records.map { 100 * $0.matrix.finalAccuracy },
            published: Published(
                run.method.published(in: run.scenario),
                source: "van de Ven, NeurIPS 2022 tutorial, 20 seeds, read off a plot"),
            aim: .equal, tolerance: Self.tolerance, note: strength(of: run))
    }

    private func strength(of run: Run) -> String {
        let strength = run.method.strength(in: run.scenario)
        return strength == 0 ? "" : "strength \(Humanise.compact(strength)), as in van de Ven's code"
    }

    /// BWT and FWT; joint training has one lesson and so neither.
    private func transfer(_ run: Run) -> [ReproductionRow] {
        guard run.method != .joint else { return [] }
        return [
            ReproductionRow(
                "\(run.name): BWT", unit: "points", values: run.records.map { 100 * $0.matrix.backwardTransfer }),
            ReproductionRow(
                "\(run.name): FWT", unit: "points",
                values: run.records.map { 100 * $0.matrix.forwardTransfer(beside: $0.untrained) }),
        ]
    }

    /// What a method costs a run: the mean over the three scenarios, a value a seed.
    private func cost(_ method: SplitMnistMethod) -> [ReproductionRow] {
        let records = runs.filter { $0.method == method }.map(\.records)
        func values(_ quantity: (ContinualTraining.Record) -> Double) -> [Double] {
            (records.first ?? []).indices.map { seed in
                SampleSummary(records.compactMap { $0.indices.contains(seed) ? quantity($0[seed]) : nil }).mean
            }
        }
        return [
            ReproductionRow("\(method.title): time", unit: "s a run", values: values(\.seconds), aim: .lower),
            ReproductionRow(
                "\(method.title): multiply-adds", unit: "10^9 a run", values: values { Double($0.multiplyAdds) / 1e9 },
                aim: .lower),
            ReproductionRow(
                "\(method.title): pictures kept", unit: "pictures", values: values { Double($0.keptExamples) },
                aim: .lower),
        ]
    }

    private func course(_ scenario: ContinualScenario) -> Illustration {
        let sequential = runs.filter { $0.scenario == scenario && $0.method != .joint }
        return .lines(
            "\(scenario.title): contexts so far", x: "lesson", y: "% of the contexts so far",
            series: sequential.map { run in
                let means = run.records.map(\.matrix.meansSoFar)
                let lessons = means.map(\.count).min() ?? 0
                return Illustration.Series(
                    run.method.title, x: (0..<lessons).map { Double($0 + 1) },
                    y: (0..<lessons).map { lesson in 100 * SampleSummary(means.map { $0[lesson] }).mean })
            }, caption: "Means over the seeds. Who does not forget stays high.")
    }

    private func matrix(_ run: Run) -> Illustration? {
        guard run.method != .joint, let first = run.records.first else { return nil }
        return .matrix("\(run.name), % right", columns: "context", accuracy: first.matrix)
    }

    private var protocolLines: [String] {
        let training = settings.training
        return [
            "ten digits dealt by the seed into five contexts of two; all training pictures of a context, pixels from 0 to 1; "
                + "the test pictures are looked at after each lesson, and nothing is chosen by them",
            "task: two outputs a context, and the context is told; domain: two outputs in all, the first or second digit of "
                + "whichever context; class: ten outputs, which all take part from the start",
            "784-\(settings.hidden.map(String.init).joined(separator: "-")) perceptron with rectifiers, Adam "
                + "\(training.learningRate), \(Humanise.grouped(training.iterations)) steps a context, its moments going on; batches of \(training.batch); joint: "
                + "as many steps on all contexts at once, from a fresh network",
            "EWC: separate penalties, the exact Fisher information, of all pictures of the context with a gradient for each and every class; SI: damping "
                + "0.1; LwF: temperature \(Humanise.compact(settings.temperature)); replay: \(settings.keptPerClass) pictures "
                + "of each class, a kept batch beside each new one; replay weighs the new by 1/k in the k-th context, LwF adds k - 1 times the distillation, in class-incremental learning once",
            "nothing is chosen here: the strengths of EWC and SI are those that van de Ven's code has for each scenario, found by "
                + "him on Split MNIST",
            "ACC: mean over the contexts after the last lesson; BWT: after the last lesson minus after its own; FWT: after the "
                + "lesson before its own minus before any (Lopez-Paz and Ranzato 2017)",
            "reached: within \(Humanise.compact(Self.tolerance)) points of the published mean, which was read off a plot; "
                + "multiply-adds count products alone, so that what EWC and SI do weight by weight shows in the time only",
        ]
    }
}
