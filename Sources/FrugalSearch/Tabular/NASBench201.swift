import FrugalData
import FrugalTrack

/// An extract of NAS-Bench-201: 15,625 cells of six edges, with validation and test accuracies.
///
/// Dong and Yang, "NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search", ICLR 2020. The best test
/// accuracy on CIFAR-10 in this extract is 89.16 and not 94.37, so these are almost surely the accuracies after twelve
/// epochs. A search is told validation accuracy; test accuracy is reported.
public enum NASBench201 {
    /// The data sets of the table.
    public enum Pictures: String, Sendable, CaseIterable {
        /// CIFAR-10.
        case cifar10
        /// CIFAR-100.
        case cifar100
        /// ImageNet16-120.
        case imagenet
    }

    /// The operations of an edge, as the table writes them.
    static let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]

    /// The edges: from which node to which, in the order of the cell's string.
    static let edges = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

    /// The space, 5^6 architectures.
    public static func space() throws -> SearchSpace {
        try SearchSpace(
            "nas-bench-201", family: "table",
            edges.map { Decision("operation", at: "edge \($0.0) to \($0.1)", operations) })
    }

    /// Reads `nas-bench-201-extract.csv.gz`.
    /// - Throws: `DataError` that names the file, and the row where one is wrong.
    public static func read(_ path: String, pictures: Pictures = .cifar10) throws -> TabularBenchmark {
        // The cells hold bars, which would pass for a separator.
        let table = try Table.read(csv: path, options: CSVOptions(separator: ","))
        let cells = try table.column(named: "cellstr")
        let validation = try table.column(named: "\(pictures.rawValue)-val")
        let test = try table.column(named: "\(pictures.rawValue)-test")
        let space = try space()
        var entries: [[Int]: TabularBenchmark.Entry] = [:]
        for row in 0..<table.rowCount {
            guard let cell = cells.text(at: row), let tokens = tokens(of: cell), let told = validation.number(at: row),
                let reported = test.number(at: row)
            else {
                throw DataError(
                    .malformed, file: path, "row \(row + 1) is no cell with its accuracies",
                    remedy: "Fetch the file again")
            }
            entries[tokens] = TabularBenchmark.Entry(searchScore: told, reportedScore: reported, costs: [:])
        }
        return TabularBenchmark(space: space, entries: entries)
    }

    /// The tokens of a cell such as `|avg_pool_3x3~0|+|none~0|skip_connect~1|+|…|`; nil where it is none.
    static func tokens(of cell: String) -> [Int]? {
        var tokens: [Int] = []
        for (index, word) in cell.split(whereSeparator: { "|+".contains($0) }).enumerated() {
            let parts = word.split(separator: "~")
            guard index < edges.count, parts.count == 2, Int(parts[1]) == edges[index].0,
                let token = operations.firstIndex(of: String(parts[0]))
            else { return nil }
            tokens.append(token)
        }
        return tokens.count == edges.count ? tokens : nil
    }
}
