import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

private let dataFolder = ProcessInfo.processInfo.environment["FRUGAL_DATA"].map { URL(fileURLWithPath: $0) }

@Suite struct LanguageCorpusTests {
    @Test(.enabled(if: dataFolder != nil, "needs FRUGAL_DATA")) func pennTreebankHasTheKnownCounts() throws {
        let corpus = try LanguageCorpus(readingFrom: try #require(dataFolder).appendingPathComponent("ptb"))
        #expect(corpus.training.count == 929_589)
        #expect(corpus.validation.count == 73_760)
        #expect(try corpus.readTest().count == 82_430)
        #expect(corpus.vocabulary.count == 10_000)
    }

    @Test func aFolderOfPlainTextWorks() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corpus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try "b b <unk> c\nb c\n".write(
            to: folder.appendingPathComponent("ptb.train.txt"), atomically: true, encoding: .utf8)
        try "c z\n".write(to: folder.appendingPathComponent("ptb.valid.txt"), atomically: true, encoding: .utf8)
        let corpus = try LanguageCorpus(readingFrom: folder)
        // The most frequent first, equals by the alphabet; a line ends with a word of its own.
        #expect(corpus.vocabulary.words == ["b", "<eos>", "c", "<unk>"])
        #expect(corpus.training == [0, 0, 3, 2, 1, 0, 2, 1])
        #expect(corpus.validation == [2, 3, 1])
        // The test part is looked for when it is asked for, not before.
        #expect(throws: FrugalError.self) { try corpus.readTest() }
        try "b\n".write(to: folder.appendingPathComponent("ptb.test.txt"), atomically: true, encoding: .utf8)
        #expect(try corpus.readTest() == [0, 1])
    }

    @Test func columnsAreReadSideBySide() throws {
        let text = try TextColumns((0..<11).map { Int32($0) }, batch: 2)
        #expect(text.length == 5)
        let (inputs, targets) = text.window(1..<3)
        #expect(inputs.ints() == [1, 6, 2, 7])
        #expect(inputs.shape == [2, 2])
        #expect(targets.ints() == [2, 7, 3, 8])
        #expect(throws: FrugalError.self) { try TextColumns([1, 2, 3], batch: 2) }
        #expect(throws: FrugalError.self) { try TextColumns([1, 2, 3], batch: 0) }
    }

    @Test func windowsFollowOneAnotherWithRandomLengths() {
        let windows = WindowLength().windows(of: 20_000, seed: 4, epoch: 2)
        #expect(windows.first?.lowerBound == 0)
        #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        let rest = 19_999 - (windows.last?.upperBound ?? 0)
        #expect((0...2).contains(rest))
        // Normal around 35 and, in one of twenty, around 17.5, both cut off at two deviations and rounded down.
        let lengths = windows.dropLast().map(\.count)
        #expect(lengths.allSatisfy { (7...45).contains($0) })
        #expect(lengths.contains { $0 < 25 })
        let mean = Double(lengths.reduce(0, +)) / Double(lengths.count)
        #expect(abs(mean - 33.6) < 1)
        #expect(WindowLength().windows(of: 20_000, seed: 4, epoch: 2) == windows)
        #expect(WindowLength().windows(of: 20_000, seed: 4, epoch: 3) != windows)
        #expect(WindowLength.fixed(7).windows(of: 20, seed: 1, epoch: 0) == [0..<7, 7..<14, 14..<19])
        #expect(WindowLength.fixed(7).windows(of: 2, seed: 1, epoch: 0) == [0..<1])
    }
}
