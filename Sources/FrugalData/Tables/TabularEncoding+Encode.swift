extension TabularEncoding {
    /// Standardised numbers are cut off here: one absurd entry in new data must not drown all others.
    static let largestValue = 10.0

    /// Encodes `rows` of `table`: `rows.count * width` numbers, row after row. Columns are found by name.
    ///
    /// - Throws: `DataError` when a column is missing, or holds text where training had numbers.
    public func encode(_ table: Table, rows: [Int]) throws -> [Float] {
        if let bad = rows.first(where: { $0 < 0 || $0 >= table.rowCount }) {
            throw DataError(.invalidArgument, file: table.source, "there is no row \(bad) among \(table.rowCount)")
        }
        let width = self.width
        let (total, overflow) = rows.count.multipliedReportingOverflow(by: width)
        guard !overflow, total <= 1 << 33 else {
            throw DataError(
                .tooLarge, file: table.source, "\(rows.count) rows of \(width) numbers do not fit in memory")
        }
        var values = [Float](repeating: 0, count: total)
        var slot = 0
        for feature in features {
            let column = try table.column(named: feature.name)
            switch feature {
            case .numeric(let numeric):
                try encode(numeric, column, rows, source: table.source) { values[$0 * width + slot + $1] = $2 }
            case .categorical(let categorical):
                encode(categorical, column, rows) { values[$0 * width + slot + $1] = 1 }
            }
            slot += feature.width
        }
        return values
    }

    private func encode(
        _ numeric: Numeric, _ column: Column, _ rows: [Int], source: String, write: (Int, Int, Float) -> Void
    ) throws {
        for (position, row) in rows.enumerated() {
            let value: Double
            if column.isMissing(at: row) {
                value = numeric.median
                if numeric.marksMissing { write(position, 1, 1) }
            } else if let number = column.number(at: row) {
                value = number
            } else {
                throw DataError(
                    .inconsistent, file: source, place: "row \(row + 1) of the data, column '\(column.name)'",
                    "'\(column.text(at: row)?.prefix(40) ?? "")' is no number, and the model was trained on numbers here"
                )
            }
            let scaled = (value - numeric.mean) / numeric.deviation
            write(position, 0, Float(max(-Self.largestValue, min(Self.largestValue, scaled))))
        }
    }

    private func encode(_ categorical: Categorical, _ column: Column, _ rows: [Int], write: (Int, Int) -> Void) {
        let slots = Dictionary(
            categorical.levels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let other = categorical.hasOther ? categorical.levels.count : nil
        let missing = categorical.marksMissing ? categorical.levels.count + (categorical.hasOther ? 1 : 0) : nil
        // Levels are looked up once each and not once a row.
        let slotOfLevel = column.levels.map { slots[$0] ?? other }
        for (position, row) in rows.enumerated() {
            let slot: Int?
            if column.isMissing(at: row) {
                slot = missing
            } else if case .codes(let codes, _) = column.storage {
                slot = slotOfLevel[Int(codes[row])]
            } else {
                slot = column.text(at: row).flatMap { slots[$0] } ?? other
            }
            if let slot { write(position, slot) }
        }
    }
}
