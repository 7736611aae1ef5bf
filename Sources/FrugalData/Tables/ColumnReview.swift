/// Why a column is of no use to a model, so that it is left out and a person is told.
enum ColumnReview {
    /// The reason to leave `column` out, judged by `rows` alone; nil when it is of use.
    static func fault(of column: Column, rows: [Int]) -> String? {
        guard let first = rows.first(where: { !column.isMissing(at: $0) }) else { return "it has no entries" }
        switch column.storage {
        case .numbers(let numbers):
            if !rows.contains(where: { !numbers[$0].isNaN && numbers[$0] != numbers[first] }) {
                return constantUnlessMissing(column, rows: rows)
            }
            return isIdentifier(column.name, numbers: numbers) ? "it numbers the rows" : nil
        case .codes(let codes, _):
            if !rows.contains(where: { codes[$0] >= 0 && codes[$0] != codes[first] }) {
                return constantUnlessMissing(column, rows: rows)
            }
        }
        switch column.kind {
        case .dateTime: return "it holds dates or times, which are not used yet"
        case .text: return "its texts hardly recur"
        case .numeric, .categorical, .empty: return nil
        }
    }

    /// A column with one value says something only where it is missing in some rows and not in others.
    private static func constantUnlessMissing(_ column: Column, rows: [Int]) -> String? {
        rows.contains { column.isMissing(at: $0) } ? nil : "it has the same value in all training rows"
    }

    /// Whether the numbers only tell the rows apart: consecutive whole numbers, or distinct ones under a telling name.
    ///
    /// Such a column gives the answer away in a file that is sorted by class, and means nothing in a new file.
    private static func isIdentifier(_ name: String, numbers: [Double]) -> Bool {
        guard numbers.count >= 10, numbers.allSatisfy({ $0 == $0.rounded() }) else { return false }
        let isConsecutive = (1..<numbers.count).allSatisfy { numbers[$0] - numbers[$0 - 1] == 1 }
        if isConsecutive { return true }
        let words = name.lowercased().split { !$0.isLetter }
        let isNamedSo = words.contains { ["id", "ids", "index", "uuid", "rownames", "key"].contains($0) }
        return isNamedSo && Set(numbers).count == numbers.count
    }
}
