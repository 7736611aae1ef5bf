/// Demand over time in equal periods, without a gap, on UTC; the clock on the wall is kept beside it, because people
/// live by that one.
///
/// On the two days a year on which clocks change, the day of local time has 46 or 50 half hours. The series runs on:
/// what lies "a day before" is always the same number of periods before, and only calendar features look at the local
/// clock.
public struct LoadSeries: Codable, Hashable, Sendable {
    /// Where it came from, for messages.
    public var source: String
    /// The beginning of the first period, in seconds since 1970, UTC.
    public var start: Int
    /// Seconds of a period; a day is a whole number of them.
    public var step: Int
    /// How far the local clock is ahead of UTC in each period, in seconds.
    public var offsets: [Int]
    /// Demand of each period.
    public var demand: [Double]
    /// Whether a demand was measured; false where it was filled in, which serves as an input and is never scored.
    public var isMeasured: [Bool]
    /// Temperature of each period; nil for a series without. After ``demand`` ends it may go on: a forecast of the
    /// weather.
    public var temperature: [Double]?
    /// Whether a period lies on a holiday; it goes on as far as ``temperature``.
    public var isHoliday: [Bool]
    /// What was filled in, in a sentence each.
    public var notes: [String]

    /// Periods with a demand.
    public var count: Int { demand.count }
    /// Periods of a day.
    public var day: Int { 86_400 / step }
    /// Periods of a week.
    public var week: Int { 7 * day }

    /// The beginning of a period, in seconds since 1970, UTC; also for periods after the end.
    public func time(_ period: Int) -> Int { start + period * step }

    /// The beginning of a period by the local clock, in seconds since 1970 of that clock. After the end the last offset
    /// stays in force.
    func localTime(_ period: Int) -> Int { time(period) + offsets[min(period, offsets.count - 1)] }

    /// Whether a period lies on a holiday: after the end of what is known, none does.
    func holiday(_ period: Int) -> Bool { period < isHoliday.count && isHoliday[period] }
}
