import FrugalData

/// One place for each period between the first row and the last, nil where nothing is known.
struct LoadGrid {
    /// The row of the table.
    var rows: [Int?]
    var offsets: [Int?]
    var demand: [Double?]
    var temperature: [Double?]
    var isHoliday: [Bool?]

    init(count: Int) {
        rows = Array(repeating: nil, count: count)
        offsets = rows
        demand = Array(repeating: nil, count: count)
        temperature = demand
        isHoliday = Array(repeating: nil, count: count)
    }

    /// The series with its short gaps filled.
    /// - Throws: `DataError` for a long one, by the row before it.
    func series(source: String, start: Int, step: Int, columns: LoadColumns) throws -> LoadSeries {
        guard let end = demand.lastIndex(where: { $0 != nil }), demand[0] != nil else {
            throw DataError(
                .malformed, place: "row 2, column '\(columns.demand)'", "the first demand is missing",
                remedy: "Begin with a row that has one")
        }
        var notes: [String] = []
        let missingRows = rows.count { $0 == nil }
        if missingRows > 0 { notes.append("\(missingRows) periods have no row") }
        let filled = try fill(
            Array(demand[...end]), longest: columns.longestGap, column: columns.demand, start: start, step: step, &notes
        )
        // An offset or a holiday in a gap is that of the row before it.
        return LoadSeries(
            source: source, start: start, step: step, offsets: carried(offsets), demand: filled,
            isMeasured: demand[...end].map { $0 != nil },
            temperature: try columns.temperature.map { name in
                try fill(
                    temperature, longest: columns.longestTemperatureGap, column: name, start: start, step: step, &notes)
            },
            isHoliday: carried(isHoliday.map { $0 ?? (columns.holiday == nil ? false : nil) }), notes: notes)
    }

    private func carried<Value>(_ values: [Value?]) -> [Value] {
        var last: Value?
        return values.compactMap { value in
            last = value ?? last
            return last
        }
    }

    /// Straight lines over gaps; a gap at an end takes the nearest value.
    private func fill(
        _ values: [Double?], longest: Int, column: String, start: Int, step: Int, _ notes: inout [String]
    ) throws -> [Double] {
        var filled: [Double] = []
        var count = 0
        var period = 0
        while period < values.count {
            if let value = values[period] {
                filled.append(value)
                period += 1
                continue
            }
            let end = values[period...].firstIndex { $0 != nil } ?? values.count
            let length = end - period
            let before = filled.last
            let after = end < values.count ? values[end] : nil
            guard length <= longest, let left = before ?? after, let right = after ?? before else {
                let rowBefore = rows[..<period].compactMap { $0 }.last ?? 0
                throw DataError(
                    .malformed, place: "row \(rowBefore + 2), column '\(column)'",
                    "from \(CivilTime.text(utc: start + period * step)) on, \(length) periods have no value, and at "
                        + "most \(longest) in a row are filled",
                    remedy: "Fill them, cut the series there, or allow longer gaps")
            }
            for place in 1...length {
                filled.append(left + (right - left) * Double(place) / Double(length + 1))
            }
            count += length
            period = end
        }
        if count > 0 { notes.append("\(count) values of '\(column)' were missing and filled by straight lines") }
        return filled
    }
}
