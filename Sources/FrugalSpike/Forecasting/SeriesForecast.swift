import Foundation
import FrugalTrack

/// A forecast of a person's series: networks trained on its beginning, judged on its end beside simple forecasts, and
/// what they say of the periods to come.
public struct SeriesForecast: Sendable {
    /// What a forecast is made with.
    public struct Settings: Codable, Hashable, Sendable {
        /// What is forecast.
        public var task: ForecastTask
        /// The share of the series at its end that methods are judged on.
        public var testShare = 0.2
        /// The share before it by which the best epoch is chosen.
        public var validationShare = 0.1
        /// Passes of the spiking network over the training part.
        public var epochs = 10
        /// What all random numbers come from.
        public var seed: UInt64 = 1
        /// Threads.
        public var threads = 1

        /// Settings for a task.
        public init(task: ForecastTask) { self.task = task }
    }

    /// A method and its error.
    public struct Method: Codable, Hashable, Sendable {
        /// What it is called.
        public var name: String
        /// Its mean absolute error on the last part of the series, in per cent of the demand.
        public var error: Double
        /// Additions by spikes and multiply-adds of a forecast; nil where there are hardly any.
        public var operations: Double?
    }

    /// A period to come.
    public struct Period: Codable, Hashable, Sendable {
        /// Its beginning, UTC.
        public var time: String
        /// The forecast of the spiking network.
        public var spiking: Double
        /// That of the perceptron as a spiking network.
        public var converted: Double
        /// That of the perceptron.
        public var perceptron: Double
        /// The demand a week, or whole weeks, before.
        public var lastWeek: Double
    }

    /// What was asked for.
    public let settings: Settings
    /// What the series was read as: what was filled in.
    public let notes: [String]
    /// All methods, the spiking one last.
    public let methods: [Method]
    /// The horizon's periods after the end of the series.
    public let periods: [Period]
    let series: LoadSeries
    /// The last week of the judged part: targets, and forecasts by method.
    let week: (targets: [Int], forecasts: [(name: String, values: [Double])])

    /// Trains and forecasts.
    /// - Parameter progress: told the network, its epochs done, all of them, and the best validation error in per cent;
    ///   it may throw to stop.
    /// - Throws: ``FrugalError`` for a task that cannot be or a series that is too short, and for weather that is not
    ///   known ahead where the task says it is.
    public init(
        _ series: LoadSeries, _ settings: Settings,
        progress: (_ network: String, _ done: Int, _ total: Int, _ best: Double) throws -> Void = { _, _, _, _ in }
    ) throws {
        guard (1...1000).contains(settings.epochs) else {
            throw FrugalError(.usage, "--epochs", "\(settings.epochs) make no training", remedy: "give 1 to 1000")
        }
        let testStart = Int(Double(series.count) * (1 - settings.testShare))
        let validationStart = Int(Double(series.count) * (1 - settings.testShare - settings.validationShare))
        let study = try ForecastStudy(
            series, settings.task, validationStart: validationStart, testStart: testStart)
        let rows = try Self.futureRows(series, settings.task)
        let perceptronRecipe = PerceptronForecast.Recipe.standard
        let perceptron = try study.perceptron(perceptronRecipe, seed: settings.seed) {
            try progress("perceptron", $0, perceptronRecipe.schedule.epochs, $1)
        }
        var recipe = SpikingForecast.Recipe()
        recipe.schedule.epochs = settings.epochs
        let spiking = try study.spiking(recipe, seed: settings.seed, threads: settings.threads) {
            try progress("spiking network", $0, settings.epochs, $1)
        }
        let converted = try study.converted(perceptron.learner)
        let problem = study.problem
        let said = [
            ("perceptron", try study.testForecasts(perceptron.learner)),
            ("perceptron by spikes", try study.testForecasts(converted)),
            ("spiking network", try study.testForecasts(spiking.learner)),
        ]
        let costs = [
            perceptron.learner.operations(perceptronRecipe).operations, try study.operations(converted).operations,
            study.operations(spiking.learner).operations,
        ]
        methods =
            study.simple.map { Method(name: $0.name, error: study.testError($0.forecasts)) }
            + zip(said, costs).map { Method(name: $0.0, error: study.testError($0.1), operations: $1) }
        let scaled = rows.map(problem.data.scaling.scaled)
        let base = scaled.map { problem.linear($0) }
        let ours = spiking.learner.residuals(ofScaled: scaled)
        let theirs = perceptron.learner.residuals(ofScaled: scaled)
        let theirsBySpikes = try converted.residuals(ofScaled: scaled)
        let weekLag = settings.task.weekLag(series)
        periods = scaled.indices.map { index in
            Period(
                time: CivilTime.text(utc: series.time(series.count + index)),
                spiking: base[index] + problem.unit * ours[index],
                converted: base[index] + problem.unit * theirsBySpikes[index],
                perceptron: base[index] + problem.unit * theirs[index],
                lastWeek: series.demand[series.count + index - weekLag])
        }
        let shown = problem.data.test.suffix(series.week)
        let kept = study.simple.filter { $0.name.hasSuffix("last week") } + said.map { (name: $0.0, forecasts: $0.1) }
        week = (shown.map { problem.data.targets[$0] }, kept.map { ($0.name, Array($0.forecasts.suffix(shown.count))) })
        (self.settings, self.series, notes) = (settings, series, series.notes)
    }

    private static func futureRows(_ series: LoadSeries, _ task: ForecastTask) throws -> [[Double]] {
        let inputs = LoadInputs(series, task)
        return try (0..<task.horizon).map { ahead in
            guard let row = inputs.row(series.count + ahead) else {
                throw FrugalError(
                    .data, series.source,
                    "the temperature of \(CivilTime.text(utc: series.time(series.count + ahead))) "
                        + "is not known",
                    remedy:
                        "add rows with the weather forecast and an empty demand for the \(task.horizon) periods after "
                        + "the last demand, or forecast without")
            }
            return row
        }
    }

    /// The forecasts as CSV, a row a period.
    public var csv: String {
        let rows = periods.map {
            ([$0.time] + [$0.spiking, $0.converted, $0.perceptron, $0.lastWeek].map { Humanise.fixed($0, 3) })
                .joined(separator: ",")
        }
        return (["time_utc,spiking,perceptron_by_spikes,perceptron,last_week"] + rows).joined(separator: "\n") + "\n"
    }
}
