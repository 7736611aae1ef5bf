extension ReproductionRow {
    /// A figure in this row's unit: two places for percentages, whole from ten thousand on, four figures for all else.
    func text(_ value: Double) -> String {
        if unit.hasPrefix("%") { return Humanise.fixed(value, 2) }
        guard abs(value) >= 10_000, let whole = Int(exactly: value.rounded()) else { return Humanise.compact(value) }
        return Humanise.grouped(whole)
    }

    /// Our mean, with its standard deviation over seeds where there are two or more.
    public var measured: String {
        guard !values.isEmpty else { return "none" }
        return text(summary.mean) + (values.count > 1 ? " ± \(text(summary.standardDeviation))" : "")
    }

    /// The published figure; empty where there is none.
    public var publishedText: String {
        published.map { text($0.value) + ($0.isConfirmed ? "" : " (unconfirmed)") } ?? ""
    }

    /// The row as cells, one for each of ``Reproduction/columns``. Where nothing was published there is nothing to judge.
    fileprivate var cells: [String] {
        [
            name, unit, measured, halfWidth.map { "±\(text($0))" } ?? "", publishedText,
            published == nil ? "" : verdict.rawValue, published?.source ?? "",
        ]
    }
}

extension Reproduction {
    private static let columns: [(head: String, alignment: TextTable.Alignment)] = [
        ("", .left), ("unit", .left), ("ours", .right), ("over episodes", .right), ("published", .right),
        ("verdict", .left), ("source", .left),
    ]

    /// The table of figures, without the columns in which nothing stands.
    var table: (header: [String], rows: [[String]], alignments: [TextTable.Alignment]) {
        let cells = rows.map(\.cells)
        let used = Self.columns.indices.filter { column in column < 3 || cells.contains { !$0[column].isEmpty } }
        return (
            used.map { Self.columns[$0].head }, cells.map { row in used.map { row[$0] } },
            used.map { Self.columns[$0].alignment }
        )
    }

    /// The verdict and what it rests on, in words.
    public var verdictText: String {
        verdict == .notComparable ? "\(verdict.rawValue): \(verdictGrounds)" : "\(verdict.rawValue) (\(verdictGrounds))"
    }

    /// What is to be known about rows, once for neighbours of which the same is.
    var notes: [String] {
        var groups: [(name: String, count: Int, note: String)] = []
        for row in rows {
            if let last = groups.last, last.note == row.note {
                groups[groups.count - 1].count += 1
            } else {
                groups.append((row.name, 1, row.note))
            }
        }
        return groups.filter { !$0.note.isEmpty }.map { group in
            switch group.count {
            case 1: "\(group.name): \(group.note)"
            case 2: "\(group.name), and the row below: \(group.note)"
            default: "\(group.name), and the \(group.count - 1) rows below: \(group.note)"
            }
        }
    }

    /// How many of the comparable figures were reached, in words.
    var verdictGrounds: String {
        let comparable = rows.filter { $0.verdict != .notComparable }
        guard !comparable.isEmpty else { return "no row has a published figure under the same conditions" }
        return "\(comparable.filter { $0.verdict == .reached }.count) of \(comparable.count) figures"
    }

    /// Everything as text: our mean ± standard deviation over seeds, half of the 95 % interval over test episodes, the
    /// published figure with its source; then notes, protocol, what was scaled down, and the cost.
    public var text: String {
        let figures = table
        let table = TextTable(header: figures.header, rows: figures.rows, alignments: figures.alignments)
        var lines = ["\(title) (\(id), \(scale.rawValue), seeds \(Humanise.list(seeds)))", ""]
        lines += table.lines()
        lines += Self.list("notes", notes)
        lines += Self.list("protocol", protocolLines)
        lines += Self.list("smaller than published", scaledDown)
        lines += Self.list("cost", ledger.rows.map { "\($0.name): \($0.value)" })
        return lines.joined(separator: "\n") + "\n\nverdict: \(verdictText)\n"
    }

    private static func list(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", "\(title):"] + lines.map { "  \(DisplayWidth.sanitised($0))" }
    }
}
