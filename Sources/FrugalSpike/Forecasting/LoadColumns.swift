/// The names of the columns of a load series, and how large a gap is filled.
public struct LoadColumns: Codable, Hashable, Sendable {
    /// The beginning of each period in UTC.
    public var time: String
    /// The same by the clock on the wall, with or without its zone; nil where the series has none and UTC is meant.
    public var localTime: String?
    /// Demand, in any unit, above zero.
    public var demand: String
    /// Temperature, in any unit; nil for a series without.
    public var temperature: String?
    /// 1 on holidays, else 0; nil for a series without.
    public var holiday: String?
    /// The most periods in a row without a row or a demand that are filled by interpolation.
    public var longestGap: Int
    /// The most periods in a row without a temperature that are filled by interpolation.
    public var longestTemperatureGap: Int

    /// Columns of these names; the defaults are those of the Victorian series.
    public init(
        time: String = "time_utc", localTime: String? = "time_local", demand: String = "demand_mwh",
        temperature: String? = "temperature_c", holiday: String? = "holiday", longestGap: Int = 4,
        longestTemperatureGap: Int = 12
    ) {
        self.time = time
        self.localTime = localTime
        self.demand = demand
        self.temperature = temperature
        self.holiday = holiday
        self.longestGap = longestGap
        self.longestTemperatureGap = longestTemperatureGap
    }
}
