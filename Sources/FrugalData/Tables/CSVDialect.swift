/// What a CSV text says about its own form: its separator and whether names stand on top.
enum CSVDialect {
    /// The separators looked for, the likelier ones first.
    static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]  // , ; tab |

    /// The separator that divides the first rows into the most columns of equal number; a comma when none does.
    static func separator(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var best: (separator: UInt8, columns: Int) = (separators[0], 1)
        for separator in separators {
            let scanner = CSVScanner(
                text: text, separator: separator, raggedRows: .skip, maximumFieldBytes: FieldSpan.maximumFieldBytes)
            guard let grid = try? scanner.scan(limit: 20) else { continue }
            // Where most rows disagree, the character is part of the fields: a decimal comma, say.
            guard grid.width > best.columns, grid.skippedCount * 4 <= grid.rowCount else { continue }
            best = (separator, grid.width)
        }
        return best.separator
    }

    /// Whether the first row holds names, judged by the first hundred rows.
    static func hasHeader(_ grid: CSVScanner.Grid, text: UnsafeBufferPointer<UInt8>, decimalComma: Bool) -> Bool {
        let top = (0..<grid.width).map { grid.spans[$0] }
        let isNumber = { (span: FieldSpan) in
            NumberText.parse(span.bytes(in: text), decimalComma: decimalComma) != nil
        }
        if countsUp(top, text: text) { return true }
        if top.contains(where: isNumber) { return false }
        let below = 1..<min(grid.rowCount, 100)
        guard grid.rowCount > 1 else { return true }
        for column in 0..<grid.width {
            let cells = below.map { grid.spans[$0 * grid.width + column] }.filter { !$0.isMissing(in: text) }
            if !cells.isEmpty, cells.allSatisfy(isNumber), !top[column].isMissing(in: text) { return true }
        }
        // Nothing but text: names are all there, differ from one another and do not come back in their own columns.
        let names = top.map { $0.string(in: text) }
        guard Set(names).count == names.count, !top.contains(where: { $0.isMissing(in: text) }) else { return false }
        return !(0..<grid.width).contains { column in
            below.contains { grid.spans[$0 * grid.width + column].string(in: text) == names[column] }
        }
    }

    /// Whether the numbers of the first row are 0, 1, 2, …: the names that array libraries give to columns.
    private static func countsUp(_ top: [FieldSpan], text: UnsafeBufferPointer<UInt8>) -> Bool {
        var numbers = 0
        for (column, span) in top.enumerated() {
            guard let value = NumberText.parse(span.bytes(in: text)) else { continue }
            if value != Double(column) { return false }
            numbers += 1
        }
        return numbers >= 3 && numbers >= top.count - 1
    }

    /// The names of the columns from the first row: empty ones are numbered, repeated ones made different.
    static func names(_ grid: CSVScanner.Grid, text: UnsafeBufferPointer<UInt8>) -> [String] {
        var used = Set<String>()
        var repeats: [String: Int] = [:]
        return (0..<grid.width).map { column in
            var name = grid.spans[column].string(in: text)
            if name.isEmpty { name = numberedName(column) }
            let original = name
            while !used.insert(name).inserted {
                repeats[original, default: 1] += 1
                name = "\(original) (\(repeats[original, default: 1]))"
            }
            return name
        }
    }

    /// The name of a column that has none of its own.
    static func numberedName(_ column: Int) -> String { "column \(column + 1)" }
}
