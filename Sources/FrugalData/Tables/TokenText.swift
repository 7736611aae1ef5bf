/// A text as a sequence of word numbers, in the form used for language models (Mikolov's Penn Treebank).
///
/// Words are parted by white space, and every line ends with the word `<eos>`.
public struct TokenText: Sendable, Equatable {
    /// The number of each word in the vocabulary, in the order of the text.
    public let ids: [Int32]
    /// The words.
    public let vocabulary: Vocabulary

    /// The word put at the end of every line.
    public static let endOfLine = "<eos>"

    /// Reads a text file, plain or compressed with gzip.
    ///
    /// - Parameter vocabulary: the words of the training text for a text that must share its numbers; nil to number the
    ///   words of this text by frequency.
    /// - Throws: `DataError` that names file and line: text that is not UTF-8, or a word that is not in `vocabulary` when
    ///   that has no `<unk>`.
    public static func read(_ path: String, vocabulary: Vocabulary? = nil) throws -> TokenText {
        try TokenText(bytes: Gzip.readFile(path), source: path, vocabulary: vocabulary)
    }

    /// Reads a text in memory; as `read`.
    public init(bytes: [UInt8], source: String, vocabulary: Vocabulary? = nil) throws {
        (ids, self.vocabulary) = try namingFile(source) {
            try bytes.withUnsafeBufferPointer { try Self.parse($0, vocabulary: vocabulary) }
        }
    }

    private static func parse(
        _ file: UnsafeBufferPointer<UInt8>, vocabulary: Vocabulary?
    ) throws -> ([Int32], Vocabulary) {
        let text = UnsafeBufferPointer(rebasing: file[(try UTF8Text.check(file))...])
        var index = ByteStringIndex()
        let eos = Array(endOfLine.utf8)
        var raw: [Int32] = []
        raw.reserveCapacity(text.count / 5)
        var lineStarts: [Int] = []
        var position = 0
        while position < text.count {
            lineStarts.append(raw.count)
            while position < text.count, text[position] != CSVByte.newline {
                while position < text.count, isBlank(text[position]) { position += 1 }
                let start = position
                while position < text.count, text[position] > 0x20 { position += 1 }
                guard position > start else { continue }
                try append(UnsafeBufferPointer(rebasing: text[start..<position]), to: &raw, &index)
            }
            position += 1
            try eos.withUnsafeBufferPointer { try append($0, to: &raw, &index) }
        }
        guard !raw.isEmpty else { throw DataError(.malformed, "the text is empty") }
        if let vocabulary { return (try renumber(raw, index.strings, vocabulary, lineStarts), vocabulary) }
        return byFrequency(raw, index.strings)
    }

    /// White space and control characters, but for the line end.
    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != CSVByte.newline }

    private static func append(
        _ word: UnsafeBufferPointer<UInt8>, to ids: inout [Int32], _ index: inout ByteStringIndex
    ) throws {
        guard let number = index.number(for: word) else { throw DataError(.tooLarge, "there are more than 2^31 words") }
        ids.append(number)
    }

    private static func byFrequency(_ raw: [Int32], _ words: [String]) -> ([Int32], Vocabulary) {
        var counts = [Int](repeating: 0, count: words.count)
        for id in raw { counts[Int(id)] += 1 }
        let order = words.indices.sorted { (counts[$1], words[$0]) < (counts[$0], words[$1]) }
        var renumbered = [Int32](repeating: 0, count: words.count)
        for (rank, word) in order.enumerated() { renumbered[word] = Int32(truncatingIfNeeded: rank) }
        return (raw.map { renumbered[Int($0)] }, Vocabulary(words: order.map { words[$0] }))
    }

    private static func renumber(
        _ raw: [Int32], _ words: [String], _ vocabulary: Vocabulary, _ lineStarts: [Int]
    ) throws -> [Int32] {
        let known = words.map { vocabulary.id(of: $0) ?? vocabulary.unknown }
        return try raw.enumerated().map { place, id in
            if let number = known[Int(id)] { return number }
            let line = lineStarts.count { $0 <= place }
            throw DataError(
                .inconsistent, place: "line \(line)",
                "the word '\(words[Int(id)].prefix(40))' is not in the vocabulary, which has no <unk> for such words")
        }
    }
}
