import FrugalTensor
import FrugalTrack

/// Draws few-shot tasks from a pool of classes.
///
/// Episode number i depends on the seed and on i alone, so that any episode can be drawn again, in any order and on any
/// number of threads. Classes and pictures are drawn without replacement: no picture is both shown and asked about.
public struct EpisodeSampler: Sendable {
    /// What is drawn from.
    public let pool: ClassPool
    /// The size of every task.
    public let shape: EpisodeShape
    /// What all draws come from.
    public let seed: UInt64

    /// A sampler of tasks of `shape`.
    /// - Throws: ``FrugalError`` that names a class with too few pictures, or says that there are too few classes.
    public init(_ pool: ClassPool, _ shape: EpisodeShape, seed: UInt64) throws {
        try shape.check()
        if let empty = pool.classes.first(where: { $0.rows.isEmpty }) {
            throw FrugalError(.data, empty.name, "this class is empty", remedy: "give it pictures, or remove it")
        }
        guard pool.classes.count >= shape.way else {
            throw FrugalError(
                .data, "", "\(pool.classes.count) classes do not make a \(shape.way)-way task",
                remedy: "ask for fewer ways, or give more classes")
        }
        let (needed, overflow) = shape.shots.upperBound.addingReportingOverflow(shape.queries)
        if let small = pool.classes.first(where: { overflow || $0.rows.count < needed }) {
            throw FrugalError(
                .data, small.name,
                "this class has \(small.rows.count) pictures; \(shape.shots.upperBound) to show and \(shape.queries) to "
                    + "ask about need more",
                remedy: "ask for fewer shots or queries, or give the class more pictures")
        }
        self.pool = pool
        self.shape = shape
        self.seed = seed
    }

    /// Task number `index`.
    public func episode(_ index: Int) -> Episode {
        var random = RandomStream(seed: seed, stream: UInt64(bitPattern: Int64(index)))
        let classes = Self.draw(shape.way, of: pool.classes.indices, using: &random)
        var episode = Episode(classes: classes, support: [], query: [])
        for position in classes {
            let shot = shape.shots.lowerBound + random.below(shape.shots.count)
            let rows = Self.draw(shot + shape.queries, of: pool.classes[position].rows, using: &random)
            episode.support.append(Array(rows.prefix(shot)))
            episode.query.append(Array(rows.dropFirst(shot)))
        }
        return episode
    }

    /// So many different elements in random order: the first steps of Fisher and Yates, without touching the rest.
    private static func draw(
        _ count: Int, of values: some RandomAccessCollection<Int>, using random: inout RandomStream
    ) -> [Int] {
        var moved: [Int: Int] = [:]
        func value(_ place: Int) -> Int { moved[place] ?? values[values.index(values.startIndex, offsetBy: place)] }
        return (0..<count).map { place in
            let chosen = place + random.below(values.count - place)
            let drawn = value(chosen)
            moved[chosen] = value(place)
            return drawn
        }
    }
}
