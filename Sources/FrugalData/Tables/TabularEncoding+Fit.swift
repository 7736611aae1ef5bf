extension TabularEncoding {
    /// Fits an encoding on `rows` of `table`; other rows are not looked at, so that nothing of them leaks into a model.
    ///
    /// - Parameters:
    ///   - excluded: columns not to use, the target above all.
    ///   - maximumLevels: the most levels of a category that get a slot of their own.
    /// - Throws: `DataError` when no row or no usable column is left, or an excluded column does not exist.
    public static func fit(
        _ table: Table, rows: [Int], excluding excluded: [String], maximumLevels: Int = 32
    ) throws -> TabularEncoding {
        for name in excluded { _ = try table.column(named: name) }
        if let bad = rows.first(where: { $0 < 0 || $0 >= table.rowCount }) {
            throw DataError(.invalidArgument, file: table.source, "there is no row \(bad) among \(table.rowCount)")
        }
        guard !rows.isEmpty else { throw DataError(.invalidArgument, file: table.source, "there are no training rows") }
        var features: [Feature] = []
        var leftOut: [LeftOut] = []
        let skipped = Set(excluded)
        for column in table.columns where !skipped.contains(column.name) {
            if let reason = ColumnReview.fault(of: column, rows: rows) {
                leftOut.append(LeftOut(name: column.name, reason: reason))
                continue
            }
            switch column.storage {
            case .numbers(let numbers):
                if let numeric = numeric(column.name, numbers, rows: rows) {
                    features.append(.numeric(numeric))
                } else {
                    leftOut.append(LeftOut(name: column.name, reason: "its numbers are too large to be averaged"))
                }
            case .codes(let codes, let levels):
                let shown = categorical(column.name, codes, levels, rows: rows, maximumLevels: max(1, maximumLevels))
                features.append(.categorical(shown))
            }
        }
        guard !features.isEmpty else {
            let why = leftOut.first.map { "; '\($0.name)' for one was left out because \($0.reason)" } ?? ""
            throw DataError(
                .inconsistent, file: table.source, "no column is left to predict from\(why)",
                remedy: "Give columns of numbers or of few categories beside the target")
        }
        return TabularEncoding(features: features, leftOut: leftOut)
    }

    /// Nil when mean or deviation is beyond the largest number.
    private static func numeric(_ name: String, _ numbers: [Double], rows: [Int]) -> Numeric? {
        let known = rows.compactMap { numbers[$0].isNaN ? nil : numbers[$0] }.sorted()
        let middle = known.count / 2
        // Halves are added and not the sum halved, which could overflow.
        let median = known.count.isMultiple(of: 2) ? known[middle - 1] / 2 + known[middle] / 2 : known[middle]
        var mean = 0.0
        var squares = 0.0
        let bounds = plausible(known, around: median)
        for (index, row) in rows.enumerated() {  // Welford 1962: no cancellation
            let value = numbers[row].isNaN ? median : min(max(numbers[row], bounds.lowerBound), bounds.upperBound)
            let step = value - mean
            mean += step / Double(index + 1)
            squares += step * (value - mean)
        }
        let deviation = (squares / Double(rows.count)).squareRoot()
        guard mean.isFinite, deviation.isFinite else { return nil }
        return Numeric(
            name: name, mean: mean, deviation: deviation > 0 ? deviation : 1, median: median,
            marksMissing: known.count < rows.count)
    }

    /// Where an entry still counts in full for mean and deviation. One slip of the keyboard, or a code such as 1e308 for
    /// "not known", would else flatten all other entries to the same number.
    private static func plausible(_ sorted: [Double], around median: Double) -> ClosedRange<Double> {
        let quartile = sorted.count / 4
        let spread = sorted[sorted.count - 1 - quartile] - sorted[quartile]
        // Half of the entries are equal: the others are all there is to learn from.
        guard spread > 0, spread.isFinite else { return -Double.infinity...Double.infinity }
        return (median - 10 * spread)...(median + 10 * spread)
    }

    private static func categorical(
        _ name: String, _ codes: [Int32], _ levels: [String], rows: [Int], maximumLevels: Int
    ) -> Categorical {
        var counts = [Int](repeating: 0, count: levels.count)
        var missing = 0
        for row in rows {
            if codes[row] < 0 { missing += 1 } else { counts[Int(codes[row])] += 1 }
        }
        let seen = levels.indices.filter { counts[$0] > 0 }
            .sorted { (counts[$1], levels[$0]) < (counts[$0], levels[$1]) }
        return Categorical(
            name: name, levels: seen.prefix(maximumLevels).map { levels[$0] }, hasOther: seen.count > maximumLevels,
            marksMissing: missing > 0)
    }
}
