import FrugalData
import FrugalTrack

/// Episodes by name, as a text that other programs can score on: one line says how they were drawn, and then each line is
/// one episode.
///
/// Every line is JSON (the JSON Lines format). The first is the ``Header``. Each further one is an array with an object a
/// class: `{"class": "…", "query": ["…"], "support": ["…"]}`, its pictures by the names they have in the data set. The
/// label of a class is its place in the line.
public struct EpisodeList: Sendable, Equatable {
    /// How the episodes were drawn.
    public struct Header: Codable, Sendable, Equatable {
        /// Always `frugal-episodes`.
        public var format = "frugal-episodes"
        /// The version of the layout.
        public var version = 1
        /// The data set.
        public var data: String
        /// The name of the split of its classes.
        public var split: String
        /// The part of the split.
        public var part: FewShotData.Part
        /// Classes an episode.
        public var way: Int
        /// The fewest labelled pictures a class.
        public var leastShot: Int
        /// The most labelled pictures a class.
        public var mostShot: Int
        /// Pictures asked about a class.
        public var queries: Int
        /// How many episodes follow.
        public var episodes: Int
        /// What all draws come from.
        public var seed: UInt64
        /// How the pictures were read: rotations, size and resize filter.
        public var reading: FewShotData.Reading
    }

    /// A class of an episode.
    public struct Members: Codable, Sendable, Equatable {
        private enum CodingKeys: String, CodingKey { case name = "class", support, query }

        /// The class.
        public var name: String
        /// The labelled pictures.
        public var support: [String]
        /// The pictures asked about.
        public var query: [String]
    }

    /// How the episodes were drawn.
    public var header: Header
    /// The episodes.
    public var episodes: [[Members]]

    /// The first `count` episodes of a sampler over a part of `data`.
    public init(_ sampler: EpisodeSampler, count: Int, of data: FewShotData, part: FewShotData.Part) {
        header = Header(
            data: data.name, split: data.split.name, part: part, way: sampler.shape.way,
            leastShot: sampler.shape.shots.lowerBound, mostShot: sampler.shape.shots.upperBound,
            queries: sampler.shape.queries, episodes: count, seed: sampler.seed, reading: data.reading)
        let pool = sampler.pool
        episodes = (0..<count).map { index in
            let episode = sampler.episode(index)
            return episode.classes.indices.map { label in
                Members(
                    name: pool.classes[episode.classes[label]].name,
                    support: episode.support[label].map { pool.names[$0] },
                    query: episode.query[label].map { pool.names[$0] })
            }
        }
    }

    /// The list as text, each line ended.
    /// - Throws: where a name cannot be written as JSON.
    public func text() throws -> String {
        let lines =
            try [TrackJSON.encode(header, onOneLine: true)] + episodes.map { try TrackJSON.encode($0, onOneLine: true) }
        return lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }
}

extension EpisodeList {
    /// Reads what ``text()`` wrote.
    /// - Parameter path: the file it came from, for messages.
    /// - Throws: `TrackError` or ``FrugalError`` that names the line: one that is no episode, has another size than the
    ///   header says, or a picture twice; or a list that ends early.
    public init(text: String, path: String) throws {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
            .filter { !$1.allSatisfy(\.isWhitespace) }
        func place(_ number: Int) -> String { "\(path) line \(number + 1)" }
        guard let first = lines.first else {
            throw FrugalError(
                .data, path, "this is no list of episodes: it is empty", remedy: "export the episodes again")
        }
        header = try TrackJSON.decode(Header.self, from: Array(first.element.utf8), path: place(first.offset))
        guard header.format == "frugal-episodes", header.version == 1 else {
            throw FrugalError(
                .data, place(first.offset), "this is \(header.format) of version \(header.version)",
                remedy: "give frugal-episodes of version 1")
        }
        episodes = []
        for (number, line) in lines.dropFirst() {
            let members = try TrackJSON.decode([Members].self, from: Array(line.utf8), path: place(number))
            try Self.check(members, header, place(number))
            episodes.append(members)
        }
        guard episodes.count == header.episodes else {
            throw FrugalError(
                .data, path, "\(header.episodes) episodes were announced and \(episodes.count) are there",
                remedy: "export the episodes again")
        }
    }

    private static func check(_ members: [Members], _ header: Header, _ place: String) throws {
        func refusal(_ problem: String) -> FrugalError {
            FrugalError(.data, place, problem, remedy: "export the episodes again")
        }
        guard members.count == header.way, Set(members.map(\.name)).count == header.way else {
            throw refusal("\(members.count) classes do not make a \(header.way)-way episode of different classes")
        }
        var seen: Set<String> = []
        for one in members {
            guard one.support.count >= header.leastShot, one.support.count <= header.mostShot,
                one.query.count == header.queries
            else {
                throw refusal(
                    "the class \(one.name) has \(one.support.count) pictures to show and \(one.query.count) to ask about"
                )
            }
            for picture in one.support + one.query where !seen.insert(picture).inserted {
                throw refusal("the picture \(picture) stands twice in the episode")
            }
        }
    }

    /// The episodes as rows of `pool`.
    /// - Throws: ``FrugalError`` that names a class or picture that the pool lacks, or a picture of another class.
    public func episodes(in pool: ClassPool) throws -> [Episode] {
        let index = PoolIndex(pool)
        return try episodes.enumerated().map { number, members in
            func rows(_ names: [String], of place: Int, _ one: Members) throws -> [Int] {
                try names.map { name in
                    guard let row = index.rows[place][name] else {
                        throw FrugalError(
                            .data, "episode \(number + 1)", "the class \(one.name) has no picture \(name)",
                            remedy: "use the data that the list was made of")
                    }
                    return row
                }
            }
            var episode = Episode(classes: [], support: [], query: [])
            for one in members {
                guard let place = index.classes[one.name] else {
                    throw FrugalError(
                        .data, "episode \(number + 1)", "there is no class \(one.name)",
                        remedy: "use the data and the part that the list was made of")
                }
                episode.classes.append(place)
                episode.support.append(try rows(one.support, of: place, one))
                episode.query.append(try rows(one.query, of: place, one))
            }
            return episode
        }
    }
}

/// Where classes and pictures stand in a pool, by name.
private struct PoolIndex {
    let classes: [String: Int]
    let rows: [[String: Int]]

    init(_ pool: ClassPool) {
        classes = Dictionary(pool.classes.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        rows = pool.classes.map { members in
            Dictionary(members.rows.map { (pool.names[$0], $0) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
