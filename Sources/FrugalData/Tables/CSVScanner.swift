/// Finds the fields of a CSV text (RFC 4180, with CR, LF and CRLF line ends) without reading them.
struct CSVScanner {
    /// The text; valid UTF-8 without a byte order mark.
    let text: UnsafeBufferPointer<UInt8>
    /// The byte between fields.
    let separator: UInt8
    /// What becomes of rows of the wrong length.
    let raggedRows: CSVOptions.RaggedRows
    /// The longest field accepted.
    let maximumFieldBytes: Int

    /// The most columns a table may have.
    static let maximumColumns = 1 << 20

    /// The fields of all rows, row after row, each row `width` long.
    struct Grid {
        var spans: [FieldSpan] = []
        var width = 0
        /// Rows left out.
        var skippedCount = 0
        /// For the first few of them, where they stand and the reason.
        var skipped: [String] = []
        /// Rows found.
        var rowCount: Int { width == 0 ? 0 : spans.count / width }
    }

    /// Finds all fields, or those of the first `limit` rows.
    ///
    /// - Throws: `DataError` that names the row: quotes that do not close, a field or row beyond the limits, a ragged row.
    func scan(limit: Int = .max) throws -> Grid {
        var grid = Grid()
        var position = 0
        var row = 0
        while position < text.count, row < limit {
            let first = grid.spans.count
            let start = position
            position = try scanRow(from: position, into: &grid.spans)
            let fields = grid.spans.count - first
            if fields == 1, grid.spans[first].length == 0, !grid.spans[first].quoted {
                grid.spans.removeLast()  // a blank line
                continue
            }
            row += 1
            if grid.width == 0 { grid.width = fields }
            if fields != grid.width {
                let fault = "it has \(fields) \(fields == 1 ? "field" : "fields") and the first row has \(grid.width)"
                guard raggedRows == .skip else {
                    throw DataError(
                        .malformed, place: place(ofRow: row, at: start), fault,
                        remedy:
                            "Correct the row or take it out; fit and evaluate leave such rows out with --skip-broken")
                }
                grid.spans.removeLast(fields)
                grid.skippedCount += 1
                if grid.skippedCount <= 10 {
                    grid.skipped.append("\(place(ofRow: row, at: start)) was left out: \(fault)")
                }
            }
        }
        return grid
    }

    /// Finds the fields of the row that starts at `start` and gives back where the next one starts.
    private func scanRow(from start: Int, into spans: inout [FieldSpan]) throws -> Int {
        var position = start
        var fields = 0
        while true {
            let span: FieldSpan
            if position < text.count, text[position] == CSVByte.quote {
                (span, position) = try quotedField(at: position)
            } else {
                let first = position
                while position < text.count, !isEnd(text[position]) { position += 1 }
                span = try makeSpan(first, position, quoted: false, escaped: false)
            }
            spans.append(span)
            fields += 1
            guard fields <= Self.maximumColumns else {
                throw DataError(.tooLarge, place: place(at: start), "it has more than \(Self.maximumColumns) columns")
            }
            guard position < text.count else { return position }
            let end = text[position]
            position += 1
            if end == separator { continue }
            if end == CSVByte.carriageReturn, position < text.count, text[position] == CSVByte.newline { position += 1 }
            return position
        }
    }

    /// The field whose opening quote stands at `opening`, and the position of the separator or line end after it.
    private func quotedField(at opening: Int) throws -> (FieldSpan, Int) {
        var position = opening + 1
        var escaped = false
        while true {
            while position < text.count, text[position] != CSVByte.quote { position += 1 }
            guard position < text.count, position - opening <= maximumFieldBytes + 1 else {
                let reason =
                    position < text.count
                    ? "the quoted field is longer than \(maximumFieldBytes) bytes"
                    : "the quote opened here never closes"
                throw DataError(
                    .malformed, place: place(at: opening), reason, remedy: "Look for a missing closing quote")
            }
            if position + 1 < text.count, text[position + 1] == CSVByte.quote {
                escaped = true
                position += 2
                continue
            }
            break
        }
        let span = try makeSpan(opening + 1, position, quoted: true, escaped: escaped)
        position += 1
        // Some writers pad with spaces after the closing quote; anything else there is a fault.
        while position < text.count, text[position] == 0x20, separator != 0x20 { position += 1 }
        guard position == text.count || isEnd(text[position]) else {
            throw DataError(
                .malformed, place: place(at: position), "there is text after a closing quote",
                remedy: "Write a quote inside a quoted field twice (\"\")")
        }
        return (span, position)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == CSVByte.newline || byte == CSVByte.carriageReturn
    }

    private func makeSpan(_ start: Int, _ end: Int, quoted: Bool, escaped: Bool) throws -> FieldSpan {
        guard end - start <= maximumFieldBytes else {
            throw DataError(
                .tooLarge, place: place(at: start), "a field of \(end - start) bytes is beyond \(maximumFieldBytes)")
        }
        return FieldSpan(start: start, length: end - start, quoted: quoted, escaped: escaped)
    }

    /// The row as a spreadsheet numbers it, with its line where quoted line ends make the two differ.
    func place(ofRow row: Int, at offset: Int) -> String {
        let line = lineNumber(at: offset)
        return line == row ? "row \(row)" : "row \(row) (line \(line))"
    }

    /// The line and the byte inside it.
    private func place(at offset: Int) -> String {
        var start = offset
        while start > 0, text[start - 1] != CSVByte.newline { start -= 1 }
        return "line \(lineNumber(at: offset)), byte \(offset - start + 1)"
    }

    /// The line, from 1, in which the byte at `offset` lies.
    func lineNumber(at offset: Int) -> Int {
        var line = 1
        for index in 0..<min(offset, text.count) {
            let byte = text[index]
            let pairGoesOn = index + 1 < text.count && text[index + 1] == CSVByte.newline
            if byte == CSVByte.newline || (byte == CSVByte.carriageReturn && !pairGoesOn) { line += 1 }
        }
        return line
    }
}
