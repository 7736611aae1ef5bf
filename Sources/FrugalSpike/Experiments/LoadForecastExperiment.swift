import Foundation
import FrugalTensor
import FrugalTrack

/// Load forecasting by precisely timed spikes, after Kulkarni, Simon and Sundareswaran 2013: half-hourly demand of
/// Victoria, one step and a day ahead, beside simple forecasts and a perceptron with the same inputs.
public struct LoadForecastExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable, Equatable {
        /// What is forecast.
        var tasks: [ForecastTask]
        /// What is tried on the validation part for the one-step task, and for those a day ahead.
        var oneStep, dayAhead: ForecastCandidates
        /// Where the validation part and the test part begin, by the UTC clock.
        var validationStart = "2013-09-30T14:00:00Z"
        var testStart = "2013-12-31T13:00:00Z"
        /// Days from the beginning of the test part to the week that is drawn.
        var daysToWeek = 31

        func candidates(_ task: ForecastTask) -> ForecastCandidates { task.horizon == 1 ? oneStep : dayAhead }
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "load-forecast" }
    /// What it is, in a line.
    public var title: String { "Electricity demand forecast by spike times, half an hour and a day ahead" }
    /// Victorian demand and temperature.
    public var dataSets: [String] { ["electricity"] }

    /// Three at least, because the bar is a comparison.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 5 }

    /// The settings at a scale.
    func settings(_ scale: Reproduction.Scale) -> Settings {
        let isQuick = scale == .quick
        return Settings(
            tasks: [
                ForecastTask(horizon: 1), ForecastTask(horizon: 48),
                ForecastTask(horizon: 48, knowsTargetTemperature: true),
            ],
            oneStep: .candidates(epochs: isQuick ? 25 : 40), dayAhead: .candidates(epochs: isQuick ? 5 : 10))
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains and judges all methods. A finished training is not done again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let threads = Engine.threads
        // Networks of this size lose by sharing an operation out.
        Engine.threads = 1
        defer { Engine.threads = threads }
        let file = try context.dataFolder("electricity").appendingPathComponent("vic_elec.csv.gz")
        let series = try LoadSeries.read(file.path)
        var rows: [ReproductionRow] = []
        var lines = Self.protocolLines(settings)
        var weeks: [Illustration] = []
        var ledger = LedgerRecord()
        for task in settings.tasks {
            let study = try ForecastStudy(
                series, task, validationStart: period(settings.validationStart, in: series),
                testStart: period(settings.testStart, in: series))
            let result = try LoadForecastTask(
                study: study, candidates: settings.candidates(task), daysToWeek: settings.daysToWeek, threads: threads
            ).run(context)
            rows += result.rows
            lines += result.lines
            if ledger.parameters == nil { ledger = result.ledger }
            weeks.append(result.week)
        }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? ["spiking networks are trained for fewer epochs than at full scale"] : [],
            protocolLines: lines, seeds: context.seeds, rows: rows, illustrations: weeks, ledger: ledger)
    }

    private func period(_ time: String, in series: LoadSeries) -> Int {
        CivilTime(time).map { ($0.utc() - series.start) / series.step } ?? 0
    }

    /// What a reader must know to judge the figures.
    private static func protocolLines(_ settings: Settings) -> [String] {
        [
            "the MAPE, the layer sizes and the coding constants of Kulkarni et al. 2013 are unknown to us: the bar is "
                + "the perceptron of the same run and the same half hour of last week",
            "training 2012 to September 2013; October to December 2013 for choosing settings and epochs; test 2014, "
                + "on which each trained network is judged once",
            "a hybrid (the paper's keyword): both networks learn what linear regression is short of, with the same "
                + "inputs, loss and early stopping; the spiking one is a SpikeProp network with one "
                + "hidden layer, and the time of its one output spike is the answer",
            "'perceptron by spikes' is the perceptron of the same seed, converted and trained no further: activations as "
                + "rates of spikes over \(ConvertedForecast.Recipe().steps) steps",
            "tried on validation: \(settings.oneStep.perceptron.count) perceptrons and "
                + "\(settings.oneStep.spiking.count) spiking networks a task",
            "'temperature known' gives every method the observed temperature of the target time in place of a weather "
                + "forecast, which makes it easier than life",
        ]
    }
}

extension ForecastTask {
    /// A name for files.
    var name: String { "\(horizon)-ahead" + (knowsTargetTemperature ? "-temperature" : "") }

    /// A name for people.
    var title: String {
        (horizon == 1 ? "one step" : "\(horizon) steps ahead") + (knowsTargetTemperature ? ", temperature known" : "")
    }
}
