/// A curve in one line of text: "▁▂▄▆█".
public enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// One block a value, the lowest at the bottom; a gap for values that are not finite. A longer series is averaged
    /// down to `width` columns.
    public static func text(_ values: [Double], width: Int = 40) -> String {
        let shown = condensed(values, to: max(1, width))
        let finite = shown.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return String(repeating: " ", count: shown.count) }
        return String(
            shown.map { value in
                guard value.isFinite else { return " " }
                // Halved first, so that the range of huge values of both signs does not overflow.
                let place = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5
                return blocks[min(7, max(0, Int(place * 8)))]
            })
    }

    private static func condensed(_ values: [Double], to width: Int) -> [Double] {
        guard values.count > width else { return values }
        return (0..<width).map { column in
            let part = values[(column * values.count / width)..<((column + 1) * values.count / width)]
            let finite = part.filter(\.isFinite)
            return finite.isEmpty ? .nan : finite.reduce(0) { $0 + $1 / Double(finite.count) }
        }
    }
}
