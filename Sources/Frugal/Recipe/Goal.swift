/// What a fit looks for among models that are good enough.
public enum Goal: String, Codable, Sendable, CaseIterable {
    /// The most accurate model, whatever it costs.
    case accuracy
    /// The fewest parameters within a margin of the best accuracy.
    case parameters
    /// The fewest multiply-adds an example within that margin.
    case operations
    /// The shortest time for one example within that margin.
    case latency
    /// The least energy an example within that margin, estimated from its multiply-adds.
    case energy
}
