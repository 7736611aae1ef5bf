/// Turns the fields of one column into numbers or coded texts, and judges which of the two they are.
struct ColumnReader {
    let grid: CSVScanner.Grid
    let text: UnsafeBufferPointer<UInt8>
    /// The first row of data: 1 below a header, else 0.
    let firstRow: Int
    let decimalComma: Bool

    private var rowCount: Int { grid.rowCount - firstRow }

    /// Reads column `column`, as `kind` where one is demanded.
    ///
    /// - Throws: `DataError` that names row and column where a number is demanded and none stands there.
    func read(_ column: Int, name: String, as kind: Column.Kind?) throws -> Column {
        switch kind {
        case .numeric:
            let (numbers, fault) = readNumbers(column)
            if let fault {
                let field = span(column, fault).string(in: text).prefix(40)
                throw DataError(
                    .malformed, place: "row \(fault + firstRow + 1), column '\(name)'",
                    "'\(field)' is no number, and this column must hold numbers",
                    remedy: "Correct it, or leave the field empty if it is not known")
            }
            return Column(name: name, kind: .numeric, storage: .numbers(numbers))
        case nil:
            let (numbers, fault) = readNumbers(column)
            if fault == nil {
                let isEmpty = numbers.allSatisfy(\.isNaN)
                return Column(name: name, kind: isEmpty ? .empty : .numeric, storage: .numbers(numbers))
            }
            let (codes, levels) = try readTexts(column)
            let kind = Self.kind(of: levels, entries: codes.count { $0 >= 0 })
            return Column(name: name, kind: kind, storage: .codes(codes, levels: levels))
        case .some(let demanded):
            let (codes, levels) = try readTexts(column)
            return Column(name: name, kind: demanded, storage: .codes(codes, levels: levels))
        }
    }

    private func span(_ column: Int, _ row: Int) -> FieldSpan {
        grid.spans[(row + firstRow) * grid.width + column]
    }

    /// All numbers, NaN where missing; or those before the first field that is no number, and its row.
    private func readNumbers(_ column: Int) -> (numbers: [Double], fault: Int?) {
        var numbers: [Double] = []
        for row in 0..<rowCount {
            let span = span(column, row)
            if let value = NumberText.parse(span.bytes(in: text), decimalComma: decimalComma) {
                // Room is made only once a number was seen: most text columns fail in their first row.
                if numbers.isEmpty { numbers.reserveCapacity(rowCount) }
                numbers.append(value)
            } else if span.isMissing(in: text) {
                numbers.append(.nan)
            } else {
                return (numbers, row)
            }
        }
        return (numbers, nil)
    }

    private func readTexts(_ column: Int) throws -> (codes: [Int32], levels: [String]) {
        var index = ByteStringIndex()
        var codes: [Int32] = []
        codes.reserveCapacity(rowCount)
        for row in 0..<rowCount {
            let span = span(column, row)
            if span.isMissing(in: text) {
                codes.append(-1)
                continue
            }
            let number =
                span.escaped
                ? span.unescaped(in: text).withUnsafeBufferPointer { index.number(for: $0) }
                : index.number(for: span.bytes(in: text))
            guard let number else { throw DataError(.tooLarge, "a column has more than 2^31 distinct texts") }
            codes.append(number)
        }
        return (codes, index.strings)
    }

    /// What the distinct texts of a column with so many entries are.
    static func kind(of levels: [String], entries: Int) -> Column.Kind {
        if levels.isEmpty { return .empty }
        if levels.prefix(100).allSatisfy(DateText.matches) { return .dateTime }
        return entries >= 20 && levels.count * 2 > entries ? .text : .categorical
    }
}
