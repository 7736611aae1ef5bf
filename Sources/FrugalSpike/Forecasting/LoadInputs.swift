import Foundation

/// The inputs of forecasts: the same numbers for every method.
///
/// Demand and its rises at the lags of the task and its mean over the last known day; temperature at the last known period, a day
/// before the target and on average over the last known day, and where the task says so at the target and over the day
/// up to it; time of day (two harmonics) and time of year (one) by the local clock; day of the week, holiday, holiday
/// the day before.
struct LoadInputs: Sendable {
    private let series: LoadSeries
    private let task: ForecastTask
    private let levels, rises: [Int]
    private let demandSums: [Double]
    private let temperatureSums: [Double]

    init(_ series: LoadSeries, _ task: ForecastTask) {
        self.series = series
        self.task = task
        levels = task.levels(day: series.day, week: series.week)
        rises = task.rises(day: series.day, week: series.week)
        demandSums = Self.sums(series.demand)
        temperatureSums = Self.sums(series.temperature ?? [])
    }

    /// What each number is.
    var names: [String] {
        var names = levels.map { "demand \($0) before" } + rises.map { "rise of demand \($0) before" }
        names.append("mean demand of a day")
        if series.temperature != nil {
            names += ["temperature \(task.horizon) before", "temperature a day before", "mean temperature of a day"]
            if task.knowsTargetTemperature { names += ["temperature", "mean temperature up to it"] }
        }
        names += ["sine of day", "cosine of day", "sine of half day", "cosine of half day"]
        names += ["sine of year", "cosine of year"]
        return names + Self.flagNames
    }

    /// How many of the numbers are flags, at the end.
    static let flagCount = flagNames.count
    private static let flagNames =
        ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
        + ["holiday", "holiday the day before"]

    /// The inputs for a target, which may lie after the end of the series by up to the horizon; nil where one of them
    /// is not known.
    func row(_ target: Int) -> [Double]? {
        let origin = target - task.horizon
        guard target >= task.first(series), origin < series.count else { return nil }
        var row = levels.map { series.demand[target - $0] }
        row += rises.map { series.demand[target - $0] - series.demand[target - $0 - 1] }
        row.append(mean(demandSums, upTo: origin))
        if let temperature = series.temperature {
            let dayBefore = target - (task.horizon + series.day - 1) / series.day * series.day
            row += [temperature[origin], temperature[dayBefore], mean(temperatureSums, upTo: origin)]
            if task.knowsTargetTemperature {
                guard target < temperature.count else { return nil }
                row += [temperature[target], mean(temperatureSums, upTo: target)]
            }
        }
        return row + calendar(target)
    }

    private func calendar(_ target: Int) -> [Double] {
        let local = series.localTime(target)
        let day = Int((Double(local) / 86_400).rounded(.down))
        let hour = 2 * .pi * Double(local - day * 86_400) / 86_400
        let date = CivilTime.date(ofDay: day)
        let year = 2 * .pi * Double(day - CivilTime.day(date.year, 1, 1)) / 365.25
        var flags = Array(repeating: 0.0, count: 7)
        // 1970-01-01 was a Thursday.
        flags[((day % 7) + 7) % 7] = 1
        return [sin(hour), cos(hour), sin(2 * hour), cos(2 * hour), sin(year), cos(year)] + flags
            + [series.holiday(target) ? 1 : 0, series.holiday(target - series.day) ? 1 : 0]
    }

    private static func sums(_ values: [Double]) -> [Double] {
        var sums = [0.0]
        for value in values { sums.append((sums.last ?? 0) + value) }
        return sums
    }

    private func mean(_ sums: [Double], upTo period: Int) -> Double {
        (sums[period + 1] - sums[period + 1 - series.day]) / Double(series.day)
    }
}
