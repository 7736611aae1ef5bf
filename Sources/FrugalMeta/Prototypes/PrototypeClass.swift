import FrugalTrack

/// A class as the examples it was shown: their embeddings, all kept, and the mean of these, its prototype.
public struct PrototypeClass: Sendable, Equatable {
    /// Where an embedding comes from.
    public struct Example: Codable, Sendable, Equatable {
        /// The file, as the user named it, or a place such as `train-images#12`.
        public var source: String
        /// SHA-256 of the pixels as the network takes them; empty where it was not taken.
        public var sha256: String

        /// An example's origin.
        public init(source: String, sha256: String = "") {
            self.source = source
            self.sha256 = sha256
        }
    }

    /// The name of the class.
    public let name: String
    /// Whether the network was trained on this class. Its examples then lie closer together than fresh ones would.
    public let isTrained: Bool
    /// The examples in the order in which they were given.
    public let examples: [Example]
    /// The normalised embeddings, example after example: `examples.count * width` numbers.
    public let embeddings: [Float]
    /// Numbers an embedding.
    public let width: Int
    /// The mean of the embeddings.
    public let prototype: [Double]
    private let sums: [Double]

    /// A class of these examples.
    /// - Throws: ``FrugalError`` that names the class where it has no name or no examples, where numbers and examples do
    ///   not fit, or where an embedding is not finite.
    public init(_ name: String, isTrained: Bool = false, examples: [Example], embeddings: [Float], width: Int) throws {
        guard !name.allSatisfy(\.isWhitespace) else {
            throw FrugalError(.usage, "", "a class needs a name", remedy: "give NAME=FOLDER")
        }
        guard !examples.isEmpty else {
            throw FrugalError(.data, name, "this class has no examples", remedy: "give at least one picture")
        }
        let (count, overflow) = examples.count.multipliedReportingOverflow(by: width)
        guard width > 0, !overflow, embeddings.count == count else {
            throw FrugalError(
                .model, name, "\(embeddings.count) numbers are not \(examples.count) embeddings of \(width)")
        }
        guard embeddings.allSatisfy(\.isFinite) else {
            throw FrugalError(
                .model, name, "the network gave embeddings that are not finite numbers", remedy: "take another backbone"
            )
        }
        var sums = [Double](repeating: 0, count: width)
        for place in embeddings.indices { sums[place % width] += Double(embeddings[place]) }
        self.name = name
        self.isTrained = isTrained
        self.examples = examples
        self.embeddings = embeddings
        self.width = width
        self.sums = sums
        prototype = sums.map { $0 / Double(examples.count) }
    }

    /// How many examples there are.
    public var count: Int { examples.count }

    /// The embedding of one example.
    public func embedding(_ index: Int) -> [Double] {
        embeddings[(index * width)..<((index + 1) * width)].map(Double.init)
    }

    /// The prototype without the examples `left`; nil where none would remain.
    func prototype(leavingOut left: [Int]) -> [Double]? {
        guard count > left.count else { return nil }
        var rest = sums
        for index in left {
            for place in 0..<width { rest[place] -= Double(embeddings[index * width + place]) }
        }
        return rest.map { $0 / Double(count - left.count) }
    }

    /// The examples at `indices` as a class of their own.
    func subset(_ indices: [Int]) throws -> PrototypeClass {
        try PrototypeClass(
            name, isTrained: isTrained, examples: indices.map { examples[$0] },
            embeddings: indices.flatMap { embeddings[($0 * width)..<(($0 + 1) * width)] }, width: width)
    }
}
