import FrugalTensor
import FrugalTrack

/// One task of the experiment: settings chosen on validation, every seed trained and judged.
struct LoadForecastTask {
    let study: ForecastStudy
    let candidates: ForecastCandidates
    let daysToWeek: Int
    let threads: Int

    /// What a training gave.
    private struct Trained: Codable {
        var validation: Double
        var epoch: Int
        var test: Double
        var operations: OperationLedger
        var parameters: Int
        var week: [Double]
    }

    /// What the task gave.
    struct Result {
        var rows: [ReproductionRow]
        var lines: [String]
        var ledger: LedgerRecord
        var week: Illustration
    }

    private var name: String { study.task.name }

    func run(_ context: ExperimentContext) throws -> Result {
        let perceptron = try choose("perceptron", candidates.perceptron.count, context) {
            try trainPerceptron(candidates.perceptron[$0], seed: context.seeds[0], context)
        }
        let spiking = try choose("spiking", candidates.spiking.count, context) {
            try trainSpiking(candidates.spiking[$0], seed: context.seeds[0], context)
        }
        let perceptrons = try context.seeds.map { seed in
            try context.part("\(name)-perceptron-\(seed)") {
                try trainPerceptron(candidates.perceptron[perceptron], seed: seed, context)
            }
        }
        let converted = try context.seeds.map { seed in
            try context.part("\(name)-converted-\(seed)") {
                try convertPerceptron(candidates.perceptron[perceptron], seed: seed, context)
            }
        }
        let spikings = try context.seeds.map { seed in
            try context.part("\(name)-spiking-\(seed)") {
                try trainSpiking(candidates.spiking[spiking], seed: seed, context)
            }
        }
        let chosen = (candidates.perceptron[perceptron], candidates.spiking[spiking])
        return Result(
            rows: rows(perceptrons, converted, spikings),
            lines: [
                "\(study.task.title): chosen were a perceptron "
                    + "\(chosen.0.hidden.map(String.init).joined(separator: "-")) with weight decay "
                    + "\(chosen.0.weightDecay) and a spiking network of \(chosen.1.hidden) hidden neurons, "
                    + "\(chosen.1.delays.count) delays and rate \(chosen.1.schedule.rate); epochs kept: "
                    + "\(perceptrons.map { "\($0.epoch)" }.joined(separator: ", ")) and "
                    + "\(spikings.map { "\($0.epoch)" }.joined(separator: ", "))"
            ], ledger: spikings[0].operations.record(parameters: spikings[0].parameters),
            week: picture(perceptrons[0].week, spikings[0].week))
    }

    /// The candidate with the smallest validation error; nothing of the test part is kept of the others.
    private func choose(
        _ method: String, _ count: Int, _ context: ExperimentContext, _ train: (Int) throws -> Trained
    ) throws -> Int {
        var best = (candidate: 0, error: Double.infinity)
        for candidate in 0..<count {
            let error = try context.part("\(name)-\(method)-candidate-\(candidate + 1)") {
                try train(candidate).validation
            }
            context.say("\(study.task.title): \(method) \(candidate + 1) of \(count), validation \(text(error)) %")
            if error < best.error { best = (candidate, error) }
        }
        return best.candidate
    }

    private func trainPerceptron(
        _ recipe: PerceptronForecast.Recipe, seed: UInt64, _ context: ExperimentContext
    ) throws -> Trained {
        let trained = try study.perceptron(
            recipe, seed: seed, progress: progress(context, "perceptron, seed \(seed)", recipe.schedule.epochs))
        return try judged(
            trained.learner, validation: trained.validation, epoch: trained.epoch,
            operations: trained.learner.operations(recipe), parameters: trained.learner.parameterCount)
    }

    /// The perceptron of a seed, trained again and converted: it takes seconds, and no weights need to be kept.
    private func convertPerceptron(
        _ recipe: PerceptronForecast.Recipe, seed: UInt64, _ context: ExperimentContext
    ) throws -> Trained {
        let trained = try study.perceptron(
            recipe, seed: seed, progress: progress(context, "perceptron, seed \(seed)", recipe.schedule.epochs))
        let converted = try study.converted(trained.learner)
        let data = study.problem.data
        let residuals = try converted.residuals(data.validation, of: study.problem)
        return try judged(
            converted, validation: study.problem.error(residuals, of: data.validation), epoch: trained.epoch,
            operations: study.operations(converted), parameters: trained.learner.parameterCount)
    }

    private func trainSpiking(
        _ recipe: SpikingForecast.Recipe, seed: UInt64, _ context: ExperimentContext
    ) throws -> Trained {
        let trained = try study.spiking(
            recipe, seed: seed, threads: threads,
            progress: progress(context, "spiking, seed \(seed)", recipe.schedule.epochs))
        return try judged(
            trained.learner, validation: trained.validation, epoch: trained.epoch,
            operations: study.operations(trained.learner), parameters: trained.learner.network.parameterCount)
    }

    private func judged(
        _ forecaster: some ResidualForecaster, validation: Double, epoch: Int, operations: OperationLedger,
        parameters: Int
    ) throws -> Trained {
        let forecasts = try study.testForecasts(forecaster)
        return Trained(
            validation: validation, epoch: epoch, test: study.testError(forecasts),
            operations: operations, parameters: parameters, week: Array(forecasts[week]))
    }

    private func progress(
        _ context: ExperimentContext, _ part: String, _ total: Int
    ) -> (Int, Double) throws -> Void {
        { epoch, best in
            try context.checkpoint()
            context.progress("\(study.task.title), \(part)", epoch, total, "\(text(best)) %")
        }
    }

    /// The places in the test part of the week that is drawn.
    private var week: Range<Int> {
        let count = study.problem.data.test.count
        let start = min(daysToWeek * study.series.day, max(0, count - study.series.week))
        return start..<min(start + study.series.week, count)
    }

    private func rows(_ perceptrons: [Trained], _ converted: [Trained], _ spikings: [Trained]) -> [ReproductionRow] {
        let title = study.task.title
        func row(_ method: String, _ errors: [Double], note: String = "") -> ReproductionRow {
            ReproductionRow("\(title): \(method)", unit: "% MAPE", values: errors, aim: .lower, note: note)
        }
        let simple = study.simple.map { (name: $0.name, error: study.testError($0.forecasts)) }
        let lastWeek = simple.first { $0.name.hasSuffix("last week") }?.error ?? .nan
        let theirs = perceptrons.map(\.test)
        func held(_ method: String, _ trained: [Trained]) -> [ReproductionRow] {
            let ours = trained.map(\.test)
            let comparison = SampleSummary(ours).compared(to: SampleSummary(theirs))
            return [
                ReproductionRow(
                    "\(title): \(method)", unit: "% MAPE", values: ours,
                    published: Published(SampleSummary(theirs).mean, source: "the house's bar: the perceptron above"),
                    aim: .lower, note: cost(trained) + "; beside the perceptron: \(comparison.verdict.ofLoadErrors)"),
                ReproductionRow(
                    "\(title): \(method), last week as the bar", unit: "% MAPE", values: ours,
                    published: Published(lastWeek, source: "the house's bar: same period last week"), aim: .lower),
            ]
        }
        return simple.map { row($0.name, [$0.error]) } + [row("perceptron", theirs, note: cost(perceptrons))]
            + held("perceptron by spikes", converted) + held("spiking", spikings)
    }

    private func cost(_ trained: [Trained]) -> String {
        let total = trained[0].operations.total
        let kinds = [("multiply-adds", total.multiplyAdds), ("synaptic additions", total.synapticAdditions)]
            .filter { $0.1 > 0 }
        return "\(Humanise.count(trained[0].parameters)) weights, a forecast takes "
            + kinds.map { "\(Humanise.count(Int($0.1.rounded()))) \($0.0)" }.joined(separator: " and ")
    }

    /// A forecast week: local days from its beginning.
    private func picture(_ perceptron: [Double], _ spiking: [Double]) -> Illustration {
        let data = study.problem.data
        let places = week.map { $0 + data.test.lowerBound }
        let lastWeek = study.simple.first { $0.name.hasSuffix("last week") }?.forecasts ?? []
        let first = data.targets[places.first ?? data.test.lowerBound]
        func series(_ name: String, _ values: [Double]) -> Illustration.Series {
            Illustration.Series(
                name,
                x: places.map { (1e3 * Double(data.targets[$0] - first) / Double(study.series.day)).rounded() / 1e3 },
                y: values.map { $0.rounded() })
        }
        return .lines(
            "Demand, \(study.task.title)", x: "days from \(CivilTime.text(utc: study.series.time(first)))", y: "MWh",
            series: [
                series("measured", places.map { data.actual[$0] }), series("spiking", spiking),
                series("perceptron", perceptron), series("last week", Array(lastWeek[week])),
            ])
    }

    private func text(_ error: Double) -> String { Humanise.fixed(error, 3) }
}

extension Comparison.Verdict {
    /// What is said of an error beside another. Ties are called ties.
    var ofLoadErrors: String {
        switch self {
        case .higher: "worse by two standard errors or more"
        case .lower: "better by two standard errors or more"
        case .tie: "a tie, under two standard errors"
        case .unknown: "too few seeds to tell"
        }
    }
}
