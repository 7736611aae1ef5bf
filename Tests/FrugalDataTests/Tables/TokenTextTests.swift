import Foundation
import Testing

@testable import FrugalData

@Suite("Token text")
struct TokenTextTests {
    @Test("Words are numbered by frequency, lines end in <eos>")
    func reads() throws {
        let it = try TokenText(bytes: Array(" the cat \n the dog\tthe\r\n\nend".utf8), source: "t.txt")
        #expect(it.vocabulary.words == ["<eos>", "the", "cat", "dog", "end"])
        #expect(it.ids == [1, 2, 0, 1, 3, 1, 0, 0, 4, 0])
        let again = try JSONDecoder().decode(Vocabulary.self, from: JSONEncoder().encode(it.vocabulary))
        #expect(again == it.vocabulary)
    }

    @Test("Unknown words become <unk>, or are named where there is none")
    func unknown() throws {
        let with = Vocabulary(words: ["<eos>", "a", "<unk>"])
        #expect(try TokenText(bytes: Array("a b\n".utf8), source: "t", vocabulary: with).ids == [1, 2, 0])
        let without = Vocabulary(words: ["<eos>", "a"])
        do {
            _ = try TokenText(bytes: Array("a\na b\n".utf8), source: "t.txt", vocabulary: without)
            Issue.record("an unknown word was let through")
        } catch { #expect("\(error)".contains("t.txt: line 2: the word 'b'")) }
    }

    @Test("Faults are named")
    func faults() {
        #expect(throws: DataError.self) { try TokenText(bytes: [], source: "t") }
        #expect(throws: DataError.self) { try TokenText(bytes: [0x61, 0xFF], source: "t") }
    }

    @Test("Penn Treebank has the published counts", .enabled(if: realData != nil, "needs FRUGAL_DATA"))
    func pennTreebank() throws {
        let registry = Registry(dataFolder: realData, environment: [:])
        let set = try registry.locate("ptb")
        let train = try TokenText.read(set.path(of: "ptb.train.txt.gz"))
        #expect(train.ids.count == 929_589)
        #expect(train.vocabulary.count == 10_000)
        let valid = try TokenText.read(set.path(of: "ptb.valid.txt.gz"), vocabulary: train.vocabulary)
        let test = try TokenText.read(set.path(of: "ptb.test.txt.gz"), vocabulary: train.vocabulary)
        #expect(valid.ids.count == 73_760 && test.ids.count == 82_430)
    }
}
