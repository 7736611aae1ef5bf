import FrugalTrack

/// The size of an N-way K-shot task.
public struct EpisodeShape: Codable, Sendable, Hashable, CustomStringConvertible {
    /// How many classes are told apart.
    public var way: Int
    /// How many labelled examples a class has; each class of each episode draws its own number from the range.
    public var shots: ClosedRange<Int>
    /// How many examples of each class are asked about.
    public var queries: Int

    /// A task with the same number of labelled examples in each class.
    public init(way: Int, shot: Int, queries: Int) { self.init(way: way, shots: shot...shot, queries: queries) }

    /// A task whose classes have unequal numbers of labelled examples.
    public init(way: Int, shots: ClosedRange<Int>, queries: Int) {
        self.way = way
        self.shots = shots
        self.queries = queries
    }

    /// In the field's words: "20-way 5-shot", "5-way 1-to-5-shot".
    public var description: String {
        let shot = shots.count == 1 ? "\(shots.lowerBound)" : "\(shots.lowerBound)-to-\(shots.upperBound)"
        return "\(way)-way \(shot)-shot"
    }

    /// Throws where no episode can have this shape.
    /// - Throws: ``FrugalError`` of kind `usage` that says which number makes no sense.
    public func check() throws {
        guard way >= 2 else {
            throw FrugalError(.usage, "way", "\(way) classes cannot be told apart", remedy: "give at least 2")
        }
        guard shots.lowerBound >= 1 else {
            throw FrugalError(.usage, "shot", "\(shots.lowerBound) examples teach nothing", remedy: "give at least 1")
        }
        guard queries >= 0 else {
            throw FrugalError(.usage, "queries", "\(queries) is negative", remedy: "give 0 or more")
        }
    }
}
