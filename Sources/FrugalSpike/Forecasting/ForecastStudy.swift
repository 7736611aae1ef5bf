import FrugalTensor
import FrugalTrack

/// A series divided by time, and one task on it: what methods are trained and judged on.
struct ForecastStudy: Sendable {
    let series: LoadSeries
    let task: ForecastTask
    let problem: ResidualProblem

    /// A study of `series`, whose parts begin at the given periods.
    /// - Throws: ``FrugalError`` as ``ForecastTask/check(_:)``, and for a part that is too short.
    init(_ series: LoadSeries, _ task: ForecastTask, validationStart: Int, testStart: Int) throws {
        try task.check(series)
        let data = ForecastData(series, task, validationStart: validationStart, testStart: testStart)
        guard data.training.count >= 4 * series.week, data.validation.count >= series.day,
            data.test.count >= series.day
        else {
            throw FrugalError(
                .data, series.source,
                "\(series.count) periods leave \(data.training.count) examples for training, "
                    + "\(data.validation.count) for choosing and \(data.test.count) for judging",
                remedy:
                    "give a longer series: four weeks of training, and a day for each of the others, besides the weeks "
                    + "that inputs look back")
        }
        self.series = series
        self.task = task
        problem = ResidualProblem(data)
    }

    private var data: ForecastData { problem.data }

    /// Forecasts of the test part that need no network, by name.
    var simple: [(name: String, forecasts: [Double])] {
        let week = task.weekLag(series)
        let targets = data.targets[data.test]
        return [
            ("persistence", targets.map { series.demand[$0 - task.horizon] }),
            ("same period last week", targets.map { series.demand[$0 - week] }),
            ("linear regression", Array(problem.base[data.test])),
        ]
    }

    /// The error of forecasts of the test part, in per cent.
    func testError(_ forecasts: [Double]) -> Double { meanPercentageError(forecasts, data.actual[data.test]) }

    /// Trains a perceptron.
    func perceptron(
        _ recipe: PerceptronForecast.Recipe, seed: UInt64, progress: (Int, Double) throws -> Void
    ) throws -> TrainedLearner<PerceptronForecast> {
        var random = RandomStream(seed: seed).named("perceptron")
        let learner = PerceptronForecast(recipe, for: problem, random: &random)
        return try TrainedLearner(
            learner, on: problem, schedule: recipe.schedule, random: random.split(), progress: progress)
    }

    /// Trains a spiking network.
    func spiking(
        _ recipe: SpikingForecast.Recipe, seed: UInt64, threads: Int, progress: (Int, Double) throws -> Void
    ) throws -> TrainedLearner<SpikingForecast> {
        var random = RandomStream(seed: seed).named("spiking")
        let learner = SpikingForecast(recipe, for: problem, threads: threads, random: &random)
        return try TrainedLearner(
            learner, on: problem, schedule: recipe.schedule, random: random.split(), progress: progress)
    }

    /// The perceptron as a spiking network that is trained no further.
    func converted(_ perceptron: PerceptronForecast) throws -> ConvertedForecast {
        try ConvertedForecast(perceptron, for: problem)
    }

    /// The test part forecast by a trained network.
    func testForecasts(_ forecaster: some ResidualForecaster) throws -> [Double] {
        problem.forecasts(try forecaster.residuals(data.test, of: problem), of: data.test)
    }

    /// The mean cost of a forecast by spike times on the validation part, linear regression included.
    func operations(_ learner: SpikingForecast) -> OperationLedger {
        learner.operations(data.validation) + regression
    }

    /// The mean cost of a forecast by a converted perceptron on the validation part, linear regression included.
    func operations(_ forecaster: ConvertedForecast) throws -> OperationLedger {
        try forecaster.operations(data.validation) + regression
    }

    private var regression: OperationLedger {
        OperationLedger([.dense("linear regression", multiplyAdds: Double(data.inputs.first?.count ?? 0))])
    }
}
