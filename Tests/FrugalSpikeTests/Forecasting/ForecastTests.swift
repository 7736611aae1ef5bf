import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Inputs that know nothing of the future, baselines by hand, and networks that learn.
@Suite struct ForecastTests {
    @Test(arguments: [
        (1, [1, 48, 96, 336, 384], [1, 2, 48, 336]), (48, [48, 96, 336, 384], [48, 49, 336]),
        (50, [50, 96, 144, 336, 384], [50, 51, 96, 336]),
    ])
    func nothingNewerThanTheHorizonIsUsed(horizon: Int, levels: [Int], rises: [Int]) {
        let task = ForecastTask(horizon: horizon)
        #expect(task.levels(day: 48, week: 336) == levels && task.rises(day: 48, week: 336) == rises)
    }

    /// Whatever happens after the last known period, the inputs stay the same.
    @Test(arguments: [1, 48])
    func inputsDoNotSeeTheFuture(horizon: Int) throws {
        let series = Self.series(days: 40)
        let task = ForecastTask(horizon: horizon)
        let target = 1500
        var changed = series
        for period in (target - horizon + 1)..<series.count {
            changed.demand[period] = 1
            changed.temperature?[period] = -99
        }
        let row = try #require(LoadInputs(series, task).row(target))
        #expect(row == LoadInputs(changed, task).row(target))
        #expect(row.count == LoadInputs(series, task).names.count)
        changed.demand[target - horizon] += 1
        #expect(row != LoadInputs(changed, task).row(target))
    }

    @Test func aKnownTemperatureIsThatOfTheTarget() throws {
        let series = Self.series(days: 40)
        let inputs = LoadInputs(series, ForecastTask(horizon: 48, knowsTargetTemperature: true))
        let place = try #require(inputs.names.firstIndex(of: "temperature"))
        #expect(inputs.row(1500)?[place] == series.temperature?[1500])
    }

    /// 2012-01-01 was a Sunday; local time is eleven hours ahead.
    @Test func calendarInputsAreThoseOfTheLocalClock() throws {
        let series = Self.series(days: 40)
        let inputs = LoadInputs(series, ForecastTask(horizon: 1))
        // 14 January 13:00 UTC is Sunday 15 January, midnight.
        let row = try #require(inputs.row(13 * 48 + 26))
        func value(_ name: String) -> Double? { inputs.names.firstIndex(of: name).map { row[$0] } }
        #expect(value("Sunday") == 1 && value("Saturday") == 0)
        #expect(value("sine of day") == 0 && value("cosine of day") == 1)
        #expect(abs((value("sine of year") ?? 0) - sin(2 * .pi * 14 / 365.25)) < 1e-12)
    }

    @Test func percentageErrorsAreComputedByHand() {
        #expect(abs(meanPercentageError([90, 220], [100, 200]) - 10) < 1e-12)
    }

    @Test func linearRegressionFindsALinearLaw() throws {
        var series = Self.series(days: 60)
        for period in 400..<series.count { series.demand[period] = 3 * (series.temperature?[period - 1] ?? 0) + 200 }
        let study = try ForecastStudy(
            series, ForecastTask(horizon: 1), validationStart: 50 * 48, testStart: 55 * 48)
        let linear = try #require(study.simple.last)
        #expect(linear.name == "linear regression" && study.testError(linear.forecasts) < 0.05)
    }

    @Test func simpleForecastsArePastDemand() throws {
        let series = Self.series(days: 60)
        let study = try ForecastStudy(
            series, ForecastTask(horizon: 48), validationStart: 50 * 48, testStart: 55 * 48)
        #expect(study.simple[0].forecasts.first == series.demand[54 * 48])
        #expect(study.simple[1].forecasts.first == series.demand[48 * 48])
    }

    @Test func whatWasFilledInIsNeverScored() {
        var series = Self.series(days: 60)
        series.isMeasured[2700] = false
        let data = ForecastData(series, ForecastTask(horizon: 1), validationStart: 50 * 48, testStart: 55 * 48)
        #expect(!data.targets.contains(2700) && data.targets.contains(2701))
    }

    /// A bend in the temperature that no linear regression sees, on top of the daily and weekly rhythm.
    @Test func bothNetworksLearnWhatLinearRegressionMisses() throws {
        let study = try ForecastStudy(
            Self.series(days: 120), ForecastTask(horizon: 48, knowsTargetTemperature: true), validationStart: 90 * 48,
            testStart: 100 * 48)
        let linear = study.testError(study.simple[2].forecasts)
        let lastWeek = study.testError(study.simple[1].forecasts)
        var recipe = SpikingForecast.Recipe()
        recipe.hidden = 10
        recipe.schedule.epochs = 5
        let spiking = try study.spiking(recipe, seed: 1, threads: 2) { _, _ in }
        let error = study.testError(try study.testForecasts(spiking.learner))
        #expect(error < 0.7 * linear && error < lastWeek, "\(error), linear \(linear), last week \(lastWeek)")
        let perceptron = try study.perceptron(.standard, seed: 1) { _, _ in }
        #expect(study.testError(try study.testForecasts(perceptron.learner)) < 0.7 * linear)
        #expect(study.operations(spiking.learner).total.synapticAdditions > 0)
    }

    /// More steps come closer; the additions are counted.
    @Test func aPerceptronBySpikesSaysNearlyWhatThePerceptronSays() throws {
        let study = try ForecastStudy(
            Self.series(days: 60), ForecastTask(horizon: 1), validationStart: 50 * 48, testStart: 55 * 48)
        let perceptron = try study.perceptron(.standard, seed: 1) { _, _ in }.learner
        // Activations beyond those of training saturate, so that a later season is no test of rounding.
        let rows = study.problem.data.training
        let exact = perceptron.residuals(rows, of: study.problem)
        func distance(steps: Int) throws -> Double {
            let converted = try ConvertedForecast(
                perceptron, ConvertedForecast.Recipe(steps: steps), for: study.problem)
            let said = try converted.residuals(rows, of: study.problem)
            return zip(said, exact).map { abs($0 - $1) }.reduce(0, +) / Double(exact.count)
        }
        let (few, many) = (try distance(steps: 10), try distance(steps: 200))
        #expect(many < few / 4 && many < 0.02, "\(few), \(many)")
        let ledger = try study.operations(try study.converted(perceptron))
        #expect(ledger.total.synapticAdditions > 0 && ledger.layers.last?.name == "linear regression")
    }

    @Test func aPersonsSeriesIsForecastToItsHorizon() throws {
        let series = Self.series(days: 60)
        var settings = SeriesForecast.Settings(task: ForecastTask(horizon: 3))
        settings.epochs = 1
        var told = 0
        let forecast = try SeriesForecast(series, settings) { _, _, _, _ in told += 1 }
        #expect(forecast.periods.map(\.time) == (0..<3).map { CivilTime.text(utc: series.time(series.count + $0)) })
        #expect(forecast.periods[1].lastWeek == series.demand[series.count + 1 - 336])
        #expect(forecast.methods.count == 6 && told == 41)
        #expect(forecast.csv.split(separator: "\n").count == 4)
        #expect(forecast.report(command: "frugal").html().contains("spiking network"))
        #expect(try SeriesForecast(series, settings).periods == forecast.periods)
    }

    @Test func whatCannotBeForecastIsRefused() {
        var series = Self.series(days: 60)
        func refuses(_ task: ForecastTask, _ word: String) {
            #expect { try SeriesForecast(series, SeriesForecast.Settings(task: task)) } throws: {
                ($0 as? FrugalError)?.description.contains(word) == true
            }
        }
        refuses(ForecastTask(horizon: 0), "--horizon")
        refuses(ForecastTask(horizon: 337), "--horizon")
        refuses(ForecastTask(horizon: 48, knowsTargetTemperature: true), "weather forecast")
        series.temperature = nil
        refuses(ForecastTask(horizon: 48, knowsTargetTemperature: true), "no temperature")
        series = Self.series(days: 20)
        refuses(ForecastTask(horizon: 1), "longer series")
    }

    /// Half hours in Melbourne's zone with the rhythms of a day and a week and a demand that rises in heat and in cold.
    static func series(days: Int) -> LoadSeries {
        let count = days * 48
        var random = RandomStream(seed: 4)
        var (demand, temperature): ([Double], [Double]) = ([], [])
        var weather = 0.0
        for period in 0..<count {
            let hour = 2 * Double.pi * Double(period % 48) / 48
            weather = 0.98 * weather + random.uniform(in: -0.8...0.8)
            temperature.append(18 + 6 * sin(hour) + 4 * weather)
            let heat = temperature[period] - 18
            let isWeekend = (period / 48) % 7 == 0 || (period / 48) % 7 == 6
            demand.append(
                4000 + 600 * sin(hour - 1) + 8 * heat * heat - (isWeekend ? 500 : 0) + random.uniform(in: -20...20))
        }
        return LoadSeries(
            source: "made up", start: CivilTime.day(2012, 1, 1) * 86_400, step: 1800,
            offsets: Array(repeating: 39_600, count: count), demand: demand,
            isMeasured: Array(repeating: true, count: count), temperature: temperature,
            isHoliday: Array(repeating: false, count: count), notes: [])
    }
}
