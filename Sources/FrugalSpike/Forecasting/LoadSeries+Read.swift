import FrugalData

extension LoadSeries {
    /// Reads a series from a CSV file, plain or compressed with gzip.
    ///
    /// Rows must be in the order of time. Missing rows and demands are filled by interpolation up to
    /// ``LoadColumns/longestGap`` periods, temperatures up to ``LoadColumns/longestTemperatureGap``, and counted in
    /// ``notes``. Rows at the end without a demand are the future: their temperature counts as a weather forecast.
    /// - Throws: `DataError` that names file, row or column, and the remedy: a column that is not there, a field that
    ///   is no number, a time that cannot be read, comes twice, goes back or does not fit the period, a local time that
    ///   is no time zone away from UTC, a demand of zero or below, a gap that is too long to fill.
    public static func read(_ path: String, columns: LoadColumns = LoadColumns()) throws -> LoadSeries {
        var options = CSVOptions()
        options.header = .present
        options.kinds = [columns.time: .text, columns.demand: .numeric]
        for name in [columns.localTime].compactMap({ $0 }) { options.kinds[name] = .text }
        for name in [columns.temperature, columns.holiday].compactMap({ $0 }) { options.kinds[name] = .numeric }
        let table = try Table.read(csv: path, options: options)
        do {
            return try LoadRows(table, columns).series()
        } catch let error as DataError {
            throw error.file == nil ? error.inFile(path) : error
        }
    }
}

/// The rows of a table on their way to a series.
private struct LoadRows {
    private let table: Table
    private let columns: LoadColumns
    private let demand: Column
    private let temperature: Column?
    private let holiday: Column?
    private let times: [Int]
    private let offsets: [Int]

    init(_ table: Table, _ columns: LoadColumns) throws {
        self.table = table
        self.columns = columns
        let time = try table.column(named: columns.time)
        demand = try table.column(named: columns.demand)
        temperature = try columns.temperature.map { try table.column(named: $0) }
        holiday = try columns.holiday.map { try table.column(named: $0) }
        let local = try columns.localTime.map { try table.column(named: $0) }
        var (times, offsets): ([Int], [Int]) = ([], [])
        for row in 0..<table.rowCount {
            let utc = try Self.civil(time, row).utc()
            times.append(utc)
            guard let local else {
                offsets.append(0)
                continue
            }
            let clock = try Self.civil(local, row)
            let offset = clock.offset ?? clock.seconds - utc
            guard clock.utc(zone: offset) == utc, offset.isMultiple(of: 900), abs(offset) <= 15 * 3600 else {
                throw Self.fault(
                    row, local, "the local time '\(local.text(at: row) ?? "")' is not the UTC time in any zone",
                    "Correct it; each row needs both clocks of one moment")
            }
            offsets.append(offset)
        }
        (self.times, self.offsets) = (times, offsets)
    }

    func series() throws -> LoadSeries {
        guard let start = times.first, times.count > 1 else {
            throw DataError(.malformed, "one row is no series", remedy: "Give at least three weeks of rows")
        }
        try checkOrder()
        let step = zip(times.dropFirst(), times).map { $0 - $1 }.min() ?? 0
        guard 86_400.isMultiple(of: step), step <= 3600, step >= 60 else {
            throw DataError(
                .malformed, "the shortest time between two rows is \(step) seconds",
                remedy: "Give a row for each hour, half hour, or other period that divides a day, at most an hour")
        }
        let span = (times[times.count - 1] - start) / step + 1
        guard span <= times.count + max(times.count, 10_000) else {
            throw DataError(
                .malformed, "more periods are missing than there", remedy: "Give a series of equal periods")
        }
        var grid = LoadGrid(count: span)
        for row in times.indices {
            guard (times[row] - start).isMultiple(of: step) else {
                throw Self.fault(
                    row, columns.time, "the time is not a multiple of \(step / 60) minutes after the first row",
                    "Bring all rows to equal periods")
            }
            try place(row, at: (times[row] - start) / step, in: &grid)
        }
        return try grid.series(source: table.source, start: start, step: step, columns: columns)
    }

    private func place(_ row: Int, at period: Int, in grid: inout LoadGrid) throws {
        grid.rows[period] = row
        grid.offsets[period] = offsets[row]
        grid.temperature[period] = temperature?.number(at: row)
        if let value = demand.number(at: row) {
            guard value > 0 else {
                throw Self.fault(
                    row, demand, "a demand of \(value) has no error in per cent",
                    "Leave the field empty where it is not known")
            }
            grid.demand[period] = value
        }
        guard let holiday else { return }
        guard let flag = holiday.number(at: row), flag == 0 || flag == 1 else {
            throw Self.fault(
                row, holiday, "'\(holiday.text(at: row) ?? "")' does not say whether it is a holiday", "Write 0 or 1")
        }
        grid.isHoliday[period] = flag == 1
    }

    private func checkOrder() throws {
        for row in times.indices.dropFirst() where times[row] <= times[row - 1] {
            let isTwice = times[row] == times[row - 1]
            throw Self.fault(
                row, columns.time,
                isTwice ? "the time of the row before comes twice" : "the time goes back from the row before",
                isTwice
                    ? "Remove one of the two; where clocks are set back, times must be in UTC" : "Sort the rows by time"
            )
        }
    }

    private static func civil(_ column: Column, _ row: Int) throws -> CivilTime {
        let text = column.text(at: row) ?? ""
        guard let time = CivilTime(text) else {
            throw fault(
                row, column, "'\(text.prefix(40))' is no time", "Write times such as 2012-01-31T13:30:00Z")
        }
        return time
    }

    private static func fault(_ row: Int, _ column: Column, _ reason: String, _ remedy: String) -> DataError {
        fault(row, column.name, reason, remedy)
    }

    /// The names are the first row of a file.
    private static func fault(_ row: Int, _ column: String, _ reason: String, _ remedy: String) -> DataError {
        DataError(.malformed, place: "row \(row + 2), column '\(column)'", reason, remedy: remedy)
    }
}
