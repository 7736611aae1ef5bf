/// Numbers as people read them: "1.2 M", "3.4 G", "12.3 s", "2 min 05 s", "1.5 MB".
public enum Humanise {
    /// A count: plain below ten thousand, then with a thousand's prefix and about three figures.
    public static func count(_ value: Int) -> String {
        if value.magnitude < 10_000 { return grouped(value) }
        return scaled(Double(value), by: 1000, ["", " k", " M", " G", " T", " P", " E"])
    }

    /// Whole numbers in the order in which they come, four or more that follow one another as their ends: "1, 2, 7 to 100".
    public static func list(_ numbers: [UInt64]) -> String {
        var runs: [[UInt64]] = []
        for number in numbers {
            if let last = runs.last?.last, last < number, number - last == 1 {
                runs[runs.count - 1].append(number)
            } else {
                runs.append([number])
            }
        }
        return runs.map { run in
            run.count > 3 ? "\(run[0]) to \(run[run.count - 1])" : run.map(String.init).joined(separator: ", ")
        }.joined(separator: ", ")
    }

    /// A size in bytes, in powers of a thousand.
    public static func bytes(_ value: Int) -> String {
        if value.magnitude < 1000 { return "\(value) B" }
        return scaled(Double(value), by: 1000, [" B", " kB", " MB", " GB", " TB", " PB", " EB"])
    }

    /// A time in seconds: "0.8 ms", "12.3 s", "2 min 05 s", "3 h 04 min".
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e15 else { return "unknown" }
        if seconds < 0 { return "-" + duration(-seconds) }
        if seconds == 0 { return "0 s" }
        if seconds < 0.9995 {
            return scaled(seconds * 1e9, by: 1000, [" ns", " µs", " ms"])
        }
        if seconds < 59.95 { return fixed(seconds, 1) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
        let minutes = Int((seconds / 60).rounded())
        return "\(grouped(minutes / 60)) h \(padded(minutes % 60)) min"
    }

    /// An energy in joules, down to picojoules.
    public static func energy(_ joules: Double) -> String {
        guard joules.isFinite else { return "unknown" }
        if abs(joules) >= 1 { return scaled(joules, by: 1000, [" J", " kJ", " MJ", " GJ"]) }
        return scaled(joules * 1e12, by: 1000, [" pJ", " nJ", " µJ", " mJ"])
    }

    /// A share as a percentage: 0.9834 gives "98.3 %".
    public static func percent(_ share: Double, decimals: Int = 1) -> String {
        share.isFinite ? fixed(share * 100, decimals) + " %" : "unknown"
    }

    /// A number with `decimals` places, rounded half away from zero; "nan" and "inf" as such.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        let places = min(max(decimals, 0), 9)
        let power = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let units = (abs(value) * power).rounded()
        guard units < 9e15 else { return "\(value)" }
        let digits = "\(Int(units))"
        let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = value < 0 && units > 0 ? "-" : ""
        return sign + filled.dropLast(places) + (places > 0 ? "." + filled.suffix(places) : "")
    }

    /// A number with about `figures` significant figures and no trailing zeros, for labels: 0.00125, 12.5, 3e-07.
    public static func compact(_ value: Double, figures: Int = 4) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, 0) }
        let exponent = Int(floorLog10(abs(value)))
        if exponent >= 6 || exponent < -4 {
            let power = tenToThe(exponent)
            // Below the smallest normal numbers the power is zero.
            guard power > 0 else { return "\(value)" }
            return trimmed(fixed(value / power, figures - 1)) + "e\(exponent)"
        }
        return trimmed(fixed(value, max(0, figures - 1 - exponent)))
    }

    /// A whole number with thin groups of three: 1,234,567.
    public static func grouped(_ value: Int) -> String {
        var digits = Array("\(value.magnitude)")
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (value < 0 ? "-" : "") + String(digits)
    }

    /// `value` brought below `base` by the last fitting of `units`, with three figures.
    private static func scaled(_ value: Double, by base: Double, _ units: [String]) -> String {
        var rest = abs(value)
        var unit = 0
        // 999.5 would print as "1000", which the next unit says better.
        while rest >= base * 0.9995, unit + 1 < units.count {
            rest /= base
            unit += 1
        }
        let number = rest >= 99.95 ? fixed(rest, 0) : fixed(rest, 1)
        return (value < 0 ? "-" : "") + trimmed(number) + units[unit]
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }
}
