import FrugalData
import FrugalTrack

/// A user's labelled data in memory, pictures or rows of a table, with what was noticed while reading them.
public struct LabelledData: Sendable {
    /// What the examples are.
    public enum Contents: Sendable {
        /// Pictures of one size.
        case pictures(LabelledImages)
        /// Those rows of a table that have a class.
        case table(Table, ClassTarget, rows: [Int])
    }

    /// The path that the user gave.
    public let path: String
    /// The examples.
    public let contents: Contents
    /// The class of each example.
    public let labels: [Int]
    /// The names of the classes.
    public let classes: [String]
    /// The name of each example, unique here: a path inside the folder, or a row.
    public let names: [String]
    /// What a person should know: leakage, imbalance, columns of no use.
    public let findings: [String]
    /// For examples that have equals, the group that a split must not part; nil where all differ.
    public let groups: [String]?
    /// The test part that the authors of the data set aside, where there is one.
    public let officialTest: LabelledImages?

    /// Examples.
    public var count: Int { labels.count }

    init(
        path: String, pictures: LabelledImages, findings: [String], duplicates: [[String]],
        officialTest: LabelledImages? = nil
    ) {
        self.path = path
        contents = .pictures(pictures)
        labels = pictures.labels
        classes = pictures.classes
        names = pictures.names
        self.findings = findings
        groups = Self.groups(names: pictures.names, duplicates: duplicates)
        self.officialTest = officialTest
    }

    init(path: String, table: Table, target: ClassTarget) {
        let rows = target.knownRows
        self.path = path
        contents = .table(table, target, rows: rows)
        labels = rows.compactMap { target.labels[$0] }
        classes = target.classes
        names = rows.map { "row \($0 + 1)" }
        findings = DataSummary(table, target: target).warnings
        groups = nil
        officialTest = nil
    }

    private static func groups(names: [String], duplicates: [[String]]) -> [String]? {
        guard !duplicates.isEmpty else { return nil }
        var group: [String: String] = [:]
        for equals in duplicates {
            guard let first = equals.first else { continue }
            for name in equals { group[name] = first }
        }
        return names.map { group[$0] ?? $0 }
    }

    /// A checksum of everything that training depends on: shape, examples, classes. Names of files are left out, so that
    /// data that were moved are still the same data.
    public func checksum() throws -> String {
        switch contents {
        case .pictures(let images):
            let head = "\(images.height)x\(images.width)x\(images.channels) \(images.classes) \(images.labels)"
            return SHA256.hex(of: Array((head + SHA256.hex(of: images.pixels)).utf8))
        case .table(let table, let target, _):
            return SHA256.hex(of: Array((try SHA256.hex(ofFile: table.source) + target.name).utf8))
        }
    }

    /// Refuses data on which nothing can be learned or measured.
    /// - Parameter parts: the parts of the split that every class must be in.
    /// - Throws: ``FrugalError`` of kind `data` that names the class.
    public func checkFit(parts: Int) throws {
        guard classes.count > 1 else {
            throw FrugalError(
                .data, path, "there is only one class, so that there is nothing to tell apart",
                remedy: "give examples of at least two classes")
        }
        var counts = [Int](repeating: 0, count: classes.count)
        for label in labels { counts[label] += 1 }
        if let poor = counts.indices.min(by: { counts[$0] < counts[$1] }), counts[poor] < parts {
            throw FrugalError(
                .data, path,
                "the class '\(classes[poor])' has \(counts[poor]) "
                    + "\(counts[poor] == 1 ? "example" : "examples"), and \(parts) are the least that can be both learned and tested",
                remedy: "add examples of it, or remove the class")
        }
    }
}
