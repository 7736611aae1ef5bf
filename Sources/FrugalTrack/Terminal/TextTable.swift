/// A table of aligned columns for a terminal or a text file.
public struct TextTable: Sendable {
    /// How the cells of a column stand.
    public enum Alignment: Sendable {
        /// At the left edge.
        case left
        /// At the right edge, as numbers do.
        case right
        /// Right where every cell is a number, else left.
        case automatic
    }

    /// The heads of the columns.
    public var header: [String]
    /// The rows; a short one is filled with empty cells, cells beyond the header are left out.
    public var rows: [[String]]
    /// One alignment a column; missing ones are automatic.
    public var alignments: [Alignment]

    /// A table with the given heads and rows.
    public init(header: [String], rows: [[String]] = [], alignments: [Alignment] = []) {
        self.header = header
        self.rows = rows
        self.alignments = alignments
    }

    /// Adds a row.
    public mutating func add(_ row: String...) { rows.append(row) }

    /// The lines of the table, without line ends, none wider than `width` columns where that can be had.
    public func lines(width: Int = .max) -> [String] {
        let head = header.map(DisplayWidth.sanitised)
        let body = rows.map { row in
            head.indices.map { $0 < row.count ? DisplayWidth.sanitised(row[$0]) : "" }
        }
        let isRight = head.indices.map { isAlignedRight($0, in: body) }
        let widths = Self.widths(of: [head] + body, shrinkable: isRight.map(!), to: width)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        let cells = ([head] + body).map { Self.line($0, widths: widths, isRight: isRight) }
        return [cells[0], rule] + cells.dropFirst()
    }

    /// The whole table, each line ended.
    public func text(width: Int = .max) -> String { lines(width: width).map { $0 + "\n" }.joined() }

    private func isAlignedRight(_ column: Int, in body: [[String]]) -> Bool {
        switch column < alignments.count ? alignments[column] : .automatic {
        case .left: return false
        case .right: return true
        case .automatic:
            let cells = body.map { $0[column] }.filter { !$0.isEmpty && $0 != "-" && $0 != "–" }
            return !cells.isEmpty && cells.allSatisfy(Self.isNumber)
        }
    }

    /// Whether a cell is a number with, perhaps, a sign, a unit, or a spread: "1.2 M", "±0.3", "98.3 %", "0.91 ± 0.02".
    static func isNumber(_ cell: String) -> Bool {
        let digits = cell.drop { "+-−±<>~≈ ".contains($0) }
        guard digits.first?.isNumber == true else { return ["nan", "inf", "-inf"].contains(cell) }
        let words = digits.split(separator: " ")
        return words.count <= 4 && words[0].allSatisfy { $0.isNumber || ".,:%×x/e-+".contains($0) }
    }

    /// Natural widths, then the widest text column gives way until the line fits.
    private static func widths(of rows: [[String]], shrinkable: [Bool], to limit: Int) -> [Int] {
        var widths = shrinkable.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        let gaps = 2 * max(0, widths.count - 1)
        var excess = widths.reduce(gaps, +) - limit
        while excess > 0 {
            let candidates = widths.indices.filter { shrinkable[$0] && widths[$0] > 6 }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func line(_ cells: [String], widths: [Int], isRight: [Bool]) -> String {
        let padded = cells.indices.map { column in
            DisplayWidth.padded(
                DisplayWidth.truncated(cells[column], to: widths[column]), to: widths[column],
                alignedRight: isRight[column])
        }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
