/// A figure that somebody published, and where.
public struct Published: Codable, Sendable, Equatable {
    /// The figure, in the unit of the row it stands in.
    public var value: Double
    /// Where it stands: paper and table, or the report that confirms it.
    public var source: String
    /// Whether the figure was read in its source; one quoted from memory is printed as "unconfirmed".
    public var isConfirmed: Bool

    /// A figure with its source.
    public init(_ value: Double, source: String, isConfirmed: Bool = true) {
        self.value = value
        self.source = source
        self.isConfirmed = isConfirmed
    }
}
