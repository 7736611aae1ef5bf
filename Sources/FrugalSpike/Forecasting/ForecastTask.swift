import FrugalTrack

/// What is forecast: so many periods ahead, from what is known until then.
public struct ForecastTask: Codable, Hashable, Sendable {
    /// Periods from the last known demand to the one that is forecast.
    public var horizon: Int
    /// Whether the temperature of the target time is an input. In a test on past data it is the observed one, which
    /// stands in for a weather forecast that would be less exact.
    public var knowsTargetTemperature: Bool

    /// A task.
    public init(horizon: Int, knowsTargetTemperature: Bool = false) {
        self.horizon = horizon
        self.knowsTargetTemperature = knowsTargetTemperature
    }

    /// How many periods before the target the demands among the inputs lie: the newest, and those of the same time a
    /// day, two days, a week and a week and a day before, or the nearest such days that are known.
    public func levels(day: Int, week: Int) -> [Int] {
        let (days, weeks) = (wholeDays(day), wholeDays(week))
        return Set([horizon, days, days + day, weeks, weeks + day]).sorted()
    }

    /// How many periods before the target the rises among the inputs end, each from one period to the next: the newest
    /// two, and those at the same time a day and a week before. As levels they would hide in numbers far larger.
    public func rises(day: Int, week: Int) -> [Int] {
        Set([horizon, horizon + 1, wholeDays(day), wholeDays(week)]).sorted()
    }

    /// The smallest whole number of days, or of weeks, that is no shorter than the horizon.
    private func wholeDays(_ day: Int) -> Int { (horizon + day - 1) / day * day }

    /// The demand a week before, or as many whole weeks as the horizon asks for.
    func weekLag(_ series: LoadSeries) -> Int { wholeDays(series.week) }

    /// The first period that has all inputs.
    func first(_ series: LoadSeries) -> Int { (levels(day: series.day, week: series.week).last ?? 0) + series.day }

    /// Finds what cannot be forecast.
    /// - Throws: ``FrugalError`` of kind `usage` for a horizon that makes no sense or a temperature that is not there.
    func check(_ series: LoadSeries) throws {
        guard (1...series.week).contains(horizon) else {
            throw FrugalError(
                .usage, "--horizon", "\(horizon) periods ahead are not supported",
                remedy: "give 1 to \(series.week), a week")
        }
        guard !knowsTargetTemperature || series.temperature != nil else {
            throw FrugalError(
                .usage, series.source, "the series has no temperature that could be known ahead",
                remedy: "name its column, or forecast without")
        }
    }
}
