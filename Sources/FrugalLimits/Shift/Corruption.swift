import FrugalData

/// One corruption: a kind, how severe it is, and whose constants that severity stands for.
public struct Corruption: Hashable, Codable, Sendable {
    /// What is done to the picture.
    public let kind: CorruptionKind
    /// How strongly, from 1 (mild) to 5.
    public let severity: Int
    /// Whose constants the severity stands for.
    public let table: SeverityTable

    /// A corruption of a stated severity.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when the kind has no such severity.
    public init(_ kind: CorruptionKind, severity: Int = 1, table: SeverityTable) throws {
        let range = kind.severities
        guard range.contains(severity) else {
            let known = range.count == 1 ? "1 alone" : "\(range.lowerBound) to \(range.upperBound)"
            throw DataError(
                .invalidArgument, "\(kind.rawValue) has no severity \(severity)", remedy: "It has severity \(known)")
        }
        self.init(kind, checked: severity, table)
    }

    /// A corruption whose severity is known to be one of the kind's.
    init(_ kind: CorruptionKind, checked severity: Int, _ table: SeverityTable) {
        self.kind = kind
        self.severity = severity
        self.table = table
    }

    private enum CodingKeys: String, CodingKey { case kind, severity, table }

    /// Reads a corruption that was written down.
    ///
    /// - Throws: `DataError` when its kind has no such severity, and what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            values.decode(CorruptionKind.self, forKey: .kind), severity: values.decode(Int.self, forKey: .severity),
            table: values.decode(SeverityTable.self, forKey: .table))
    }
}

extension Corruption: CustomStringConvertible {
    /// Kind, severity and table, such as `fog/3/cifar10C`. The random numbers hang on it, so that it never changes.
    public var description: String { "\(kind.rawValue)/\(severity)/\(table.rawValue)" }
}
