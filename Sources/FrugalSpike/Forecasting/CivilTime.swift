/// A date and time of day as people write it, and the seconds since 1970 that it stands for.
struct CivilTime: Hashable, Sendable {
    /// Seconds from 1970-01-01 00:00 of the same clock.
    var seconds: Int
    /// How far that clock is ahead of UTC, in seconds; nil where the text does not say.
    var offset: Int?

    /// Reads `2012-01-31T13:00:00Z`: a blank for the T, no seconds, a fraction, no zone or one such as `+1100`,
    /// `+11:00` or `+11` are as good. Nil for anything else, or a date that no calendar has.
    init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), (1...12).contains(month), year > 0,
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        guard reader.skip("T") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), hour < 24, minute < 60
        else { return nil }
        var second = 0
        if reader.skip(":") {
            guard let read = reader.number(2), read < 60 else { return nil }
            second = read
            if reader.skip(".") { reader.skipDigits() }
        }
        seconds = Self.day(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        guard let offset = reader.zone(), reader.isAtEnd else { return nil }
        self.offset = offset
    }

    /// Seconds since 1970 in UTC, where the text says or `zone`, the clock's lead in seconds, does.
    func utc(zone: Int = 0) -> Int { seconds - (offset ?? zone) }

    /// Days from 1970-01-01 to a date of the Gregorian calendar (H. Hinnant's `days_from_civil`).
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Years that begin in March put the leap day at their end.
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Year, month and day of a number of days from 1970-01-01: the reverse of ``day(_:_:_:)``.
    static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func days(in month: Int, of year: Int) -> Int {
        month == 12 ? 31 : day(year, month + 1, 1) - day(year, month, 1)
    }

    /// `2012-01-31T13:00:00Z` for seconds since 1970.
    static func text(utc seconds: Int) -> String {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let (date, rest) = (date(ofDay: day), seconds - day * 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):"
            + "\(two(rest % 60))Z"
    }
}

/// Takes numbers of a fixed width from a text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ digits: Int) -> Int? {
        guard rest.count >= digits else { return nil }
        var value = 0
        for byte in rest.prefix(digits) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte) - 0x30
        }
        rest = rest.dropFirst(digits)
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(truncatingIfNeeded: character.value) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipDigits() { rest = rest.drop { (0x30...0x39).contains($0) } }

    /// The zone at the end: `.some(nil)` where there is none, nil where it cannot be read.
    mutating func zone() -> Int?? {
        if isAtEnd { return .some(nil) }
        if skip("Z") { return .some(0) }
        let isAhead = skip("+")
        guard isAhead || skip("-"), let hours = number(2), hours <= 18 else { return nil }
        _ = skip(":")
        let minutes = isAtEnd ? 0 : number(2)
        guard let minutes, minutes < 60 else { return nil }
        return .some((isAhead ? 1 : -1) * (hours * 3600 + minutes * 60))
    }
}
