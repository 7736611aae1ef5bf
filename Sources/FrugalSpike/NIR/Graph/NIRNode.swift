import FrugalData

/// A node of a NIR graph: its type, its fields, and what else its writer noted.
public struct NIRNode: Hashable, Sendable {
    /// What a field or a note is.
    public enum Value: Hashable, Sendable {
        /// Numbers.
        case numbers(NIRArray)
        /// A text, such as the padding `same`.
        case text(String)
    }

    /// What the node does.
    public var type: NIRNodeType
    /// What it is described by.
    public var fields: [NIRField: Value]
    /// The graph of a ``NIRNodeType/graph``.
    public var graph: NIRGraph?
    /// Notes beside the format, under any name. Frugal writes `reset` here, since the format has no word for reset by
    /// subtraction, and reads it back.
    public var metadata: [String: Value]

    /// A node of numbers.
    public init(_ type: NIRNodeType, _ fields: [NIRField: NIRArray], metadata: [String: Value] = [:]) {
        self.type = type
        self.fields = fields.mapValues { .numbers($0) }
        self.metadata = metadata
    }

    /// A graph as a node.
    public init(_ graph: NIRGraph) {
        self.init(.graph, [:], metadata: graph.metadata)
        self.graph = graph
    }

    /// The numbers of a field; nil where there are none.
    public subscript(field: NIRField) -> NIRArray? {
        guard case .numbers(let array) = fields[field] else { return nil }
        return array
    }

    /// The numbers of a field of a checked node.
    /// - Throws: `DataError` where there are none.
    func numbers(_ field: NIRField) throws -> NIRArray {
        guard let array = self[field] else { throw fault(.malformed, "\(field.rawValue) is missing") }
        return array
    }

    /// The whole numbers of a field of a checked node.
    func whole(_ field: NIRField) throws -> [Int] {
        guard let whole = try numbers(field).whole else { throw fault(.malformed, "\(field.rawValue) is not whole") }
        return whole
    }

    /// An error about a node whose name whoever calls adds.
    func fault(_ code: DataError.Code, _ reason: String, remedy: String? = nil) -> DataError {
        DataError(code, reason, remedy: remedy)
    }
}
