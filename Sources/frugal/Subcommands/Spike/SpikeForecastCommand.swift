import ArgumentParser
import Foundation
import Frugal
import FrugalFiles
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// `frugal spike forecast`.
struct SpikeForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Forecast a load series by spike times, beside simple forecasts and a perceptron.",
        discussion: """
            FILE has a row for each period (an hour or less): its time in UTC, the local time, the demand, the \
            temperature and whether it is a holiday. Rows without a demand at the end are the future, and their \
            temperature is a weather forecast. NAME.csv gets the forecasts of as many periods as the horizon has, \
            NAME.html the page.

            EXAMPLES:
              frugal spike forecast load.csv
              frugal spike forecast load.csv.gz --horizon 1 --out next
              frugal spike forecast load.csv --demand-column mw --temperature-column none --holiday-column none
            """)

    @Argument(help: "The series, CSV or CSV packed with gzip.", completion: .file())
    var file: String

    @Option(help: "Periods from the last known demand to the one that is forecast.")
    var horizon = 48

    @Flag(
        help: "Use the temperature of the forecast period: the observed one in the test, a weather forecast after it.")
    var knownTemperature = false

    @Option(help: "The column of times in UTC.")
    var timeColumn = "time_utc"

    @Option(help: "The column of local times, or none.")
    var localTimeColumn = "time_local"

    @Option(help: "The column of the demand.")
    var demandColumn = "demand_mwh"

    @Option(help: "The column of the temperature, or none.")
    var temperatureColumn = "temperature_c"

    @Option(help: "The column that is 1 on holidays, or none.")
    var holidayColumn = "holiday"

    @Option(help: "The most periods in a row without a demand that are filled.")
    var longestGap = 4

    @Option(help: "The most periods in a row without a temperature that are filled.")
    var longestTemperatureGap = 12

    @Option(help: "Passes of the spiking network over the training part.")
    var epochs = 10

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "What NAME.csv and NAME.html are called; FILE-forecast by default.")
    var out: String?

    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Result: Encodable {
        var methods: [SeriesForecast.Method]
        var forecasts: [SeriesForecast.Period]
        var notes: [String]
        var csv: String
        var page: String
    }

    func run() throws {
        _ = try common.apply()
        let threads = common.threads ?? Engine.threads
        // Networks of this size lose by sharing an operation out; the spiking one shares its batches out.
        Engine.threads = 1
        let series = try LoadSeries.read(file, columns: columns)
        var settings = SeriesForecast.Settings(
            task: ForecastTask(horizon: horizon, knowsTargetTemperature: knownTemperature))
        settings.epochs = epochs
        settings.seed = seed
        settings.threads = threads
        Interruption.watch()
        let talk = RunTalk(common.output.terminal)
        defer { talk.finish() }
        let forecast = try SeriesForecast(series, settings) { network, done, total, best in
            talk.show(part: network, done: done, total: total, best: "\(Humanise.fixed(best, 2)) %")
            guard !Interruption.isAsked else {
                throw FrugalError(.interrupted, file, "stopped as asked", remedy: "the same command begins anew")
            }
        }
        talk.finish()
        try write(forecast)
    }

    private func write(_ forecast: SeriesForecast) throws {
        let name =
            out ?? (file.split(separator: "/").last.map(String.init) ?? file).split(separator: ".").first
            .map { "\($0)-forecast" } ?? "forecast"
        let (csv, page) = (URL(fileURLWithPath: "\(name).csv"), URL(fileURLWithPath: "\(name).html"))
        try asTrackError { try AtomicFile.write(text: forecast.csv, to: csv) }
        try forecast.report(command: ShellWords.thisCommand)
            .write(to: page)
        guard !common.output.json else {
            return try Output.json(
                Result(
                    methods: forecast.methods, forecasts: forecast.periods, notes: forecast.notes, csv: csv.path,
                    page: page.path))
        }
        Output.result(forecast.text + "forecasts: \(csv.path)\npage:      \(page.path)\n")
    }

    private var columns: LoadColumns {
        func column(_ name: String) -> String? { name == "none" ? nil : name }
        return LoadColumns(
            time: timeColumn, localTime: column(localTimeColumn), demand: demandColumn,
            temperature: column(temperatureColumn), holiday: column(holidayColumn), longestGap: longestGap,
            longestTemperatureGap: longestTemperatureGap)
    }
}
