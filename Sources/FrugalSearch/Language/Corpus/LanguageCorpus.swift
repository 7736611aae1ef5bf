import Foundation
import FrugalData
import FrugalTrack

/// A text in three parts, as words numbered by their frequency in the training part.
///
/// Penn Treebank as Mikolov prepared it, or any folder with `ptb.train.txt`, `ptb.valid.txt` and `ptb.test.txt`, plain or
/// compressed with gzip: words parted by white space, a sentence a line, and every line ends with the word `<eos>`. The test
/// part is not read before somebody asks for it.
public struct LanguageCorpus: Sendable {
    /// Where the files lie.
    public let folder: URL
    /// The words of the training part.
    public let vocabulary: Vocabulary
    /// The training part.
    public let training: [Int32]
    /// The validation part.
    public let validation: [Int32]

    /// Reads the training part and the validation part.
    /// - Throws: ``FrugalError`` of kind `data` for a file that is not there; `DataError` that names file and line for text
    ///   that is not UTF-8, or for a word that the training part does not have where that has no `<unk>`.
    public init(readingFrom folder: URL) throws {
        self.folder = folder
        let text = try TokenText.read(Self.file(of: "train", in: folder))
        vocabulary = text.vocabulary
        training = text.ids
        validation = try TokenText.read(Self.file(of: "valid", in: folder), vocabulary: vocabulary).ids
    }

    /// The test part, read anew at every call: a protocol that reads it once calls this once.
    /// - Throws: as ``init(readingFrom:)`` does.
    public func readTest() throws -> [Int32] {
        try TokenText.read(Self.file(of: "test", in: folder), vocabulary: vocabulary).ids
    }

    private static func file(of part: String, in folder: URL) throws -> String {
        let names = ["ptb.\(part).txt.gz", "ptb.\(part).txt"]
        for name in names {
            let path = folder.appendingPathComponent(name).path
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        throw FrugalError(
            .data, folder.path, "there is no \(names.joined(separator: " and no "))",
            remedy: "give a folder with ptb.train.txt, ptb.valid.txt and ptb.test.txt, plain or compressed with gzip")
    }
}
