/// The words of a text, numbered.
public struct Vocabulary: Sendable, Equatable, Codable {
    /// The words in the order of their numbers: the most frequent first, those of equal frequency by the alphabet.
    public let words: [String]
    private let numbers: [String: Int32]

    /// The word that stands for all words outside a vocabulary.
    public static let unknownWord = "<unk>"

    /// A vocabulary of `words`, numbered from 0; of a word given twice the first place counts.
    public init(words: [String]) {
        self.words = words
        numbers = Dictionary(
            words.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Words held.
    public var count: Int { words.count }

    /// The number of `word`, nil if it is not in the vocabulary.
    public func id(of word: String) -> Int32? { numbers[word] }

    /// The number of `<unk>`, nil if the vocabulary has none.
    public var unknown: Int32? { numbers[Self.unknownWord] }

    /// Reads the words alone; their numbers follow from them.
    public init(from decoder: any Decoder) throws {
        self.init(words: try decoder.singleValueContainer().decode([String].self))
    }

    /// Writes the words alone.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(words)
    }
}
