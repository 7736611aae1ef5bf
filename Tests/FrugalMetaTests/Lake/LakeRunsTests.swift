import Foundation
import FrugalData
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct LakeRunsTests {
    private func read(_ bytes: [UInt8]) throws -> LakeRuns {
        try LakeRuns(archive: ZipArchive(bytes: bytes, file: "runs.zip"))
    }

    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try read(bytes)
            return nil
        } catch { return "\(error)" }
    }

    @Test func aRunIsReadWithItsAnswers() throws {
        let runs = try read(lakeArchive())
        #expect(runs.runs.map(\.name) == ["run01"])
        #expect(runs.runs[0].answers == [2, 0, 1])
        #expect(runs.runs[0].training == (try strokes.map { try drawing($0) }))
        // Wherever the run lies in the archive.
        #expect(try read(lakeArchive(folder: "all/run01")).runs == runs.runs)
    }

    @Test func errorsCountTheNearest() throws {
        let runs = try read(lakeArchive())
        let right: [[Double]] = [[2, 1, 0], [0, 1, 2], [1, 0, 1]]
        #expect(runs.errors { _ in right } == [0])
        // Of equals the first is the answer.
        #expect(runs.errors { _ in [[0, 0, 0], [0, 0, 0], [0, 0, 0]] } == [100 * 2 / 3.0])
    }

    @Test func whatDoesNotFitIsNamed() throws {
        #expect(refusal(storedZip([("a.txt", [])]))?.contains("runs.zip: the archive holds no run") == true)
        #expect(try refusal(lakeArchive("one two three"))?.contains("line 1: it has 3 words") == true)
        #expect(try refusal(lakeArchive("\n\n"))?.contains("names no drawings") == true)
        let unknown = "run01/test/item0.png run01/training/class0.png\nrun01/test/item9.png run01/training/class1.png"
        #expect(try refusal(lakeArchive(unknown))?.contains("'run01/test/item9.png'") == true)
        let other = "run01/test/item0.png run01/training/class0.png\nrun01/test/item1.png run01/training/class7.png"
        #expect(try refusal(lakeArchive(other))?.contains("line 2: 'run01/training/class7.png'") == true)
        let broken = storedZip([
            ("run01/class_labels.txt", Array("run01/b/t.png run01/a/1.png".utf8)), ("run01/a/1.png", [1, 2, 3]),
            ("run01/a/2.png", [1, 2, 3]), ("run01/b/t.png", [1, 2, 3]),
        ])
        #expect(refusal(broken)?.contains("run01/a/1.png") == true)
    }

    /// Every damaged input is refused with a `DataError` or read as something valid.
    @Test func damagedArchivesAreRefused() throws {
        let samples = [try lakeArchive()]
        var (accepted, refused) = (0, 0)
        for input in Fuzzer(seed: 11).mutations(of: samples, count: 1500) {
            do {
                #expect(try read(input).runs.allSatisfy { $0.answers.allSatisfy($0.training.indices.contains) })
                accepted += 1
            } catch is DataError { refused += 1 }
        }
        #expect(accepted > 0 && refused > 500)
        let labels = [Array("run01/test/item0.png run01/training/class0.png\r\n\n a b \n".utf8)]
        for input in Fuzzer(seed: 12).mutations(of: labels, count: 20_000) {
            do { #expect(try !LakeLabels.parse(input, place: "labels").isEmpty) } catch is DataError {}
        }
    }
}

@Suite struct ModifiedHausdorffTests {
    /// By hand: {0, 2} and {0, 1, 5} on a line, centred at 1 and 2: {-1, 1} and {-2, -1, 3}. There: (0 + 2) / 2; back:
    /// (1 + 0 + 2) / 3.
    @Test func aCaseWorkedByHand() throws {
        let one = try drawing([(0, 0), (0, 2)])
        let other = try drawing([(4, 1), (4, 2), (4, 6)])
        #expect(ModifiedHausdorff.distances([one], [other]) == [[1]])
        #expect(ModifiedHausdorff.distances([other], [one]) == [[1]])
    }

    @Test func aBlankDrawingIsNearNothing() throws {
        let blank = try drawing([])
        #expect(try ModifiedHausdorff.distances([blank], [drawing(strokes[0])]) == [[.infinity]])
    }

    @Test func itAgreesWithPlainLoops() throws {
        let drawings = try strokes.map { try drawing($0) } + [drawing([(0, 0), (7, 7), (0, 7), (3, 4)])]
        let distances = ModifiedHausdorff.distances(drawings, drawings)
        for (row, one) in drawings.enumerated() {
            for (column, other) in drawings.enumerated() {
                #expect(abs(distances[row][column] - slow(one, other)) < 1e-12)
            }
        }
    }

    private func slow(_ one: Image, _ other: Image) -> Double {
        func points(_ image: Image) -> [(Double, Double)] {
            let ink = image.pixels.indices.filter { image.pixels[$0] == 0 }
                .map { (Double($0 / image.width), Double($0 % image.width)) }
            let (sum, count) = (ink.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }, Double(ink.count))
            return ink.map { ($0.0 - sum.0 / count, $0.1 - sum.1 / count) }
        }
        func mean(_ from: [(Double, Double)], _ to: [(Double, Double)]) -> Double {
            from.map { a in to.map { b in hypot(a.0 - b.0, a.1 - b.1) }.min() ?? 0 }.reduce(0, +) / Double(from.count)
        }
        return max(mean(points(one), points(other)), mean(points(other), points(one)))
    }
}

private let data = ProcessInfo.processInfo.environment["FRUGAL_DATA"]

@Suite(.enabled(if: data != nil)) struct RealLakeTests {
    /// The figures that the literature has for these very files; of the first run alone but with FRUGAL_SLOW.
    @Test func theBaselinesAreThePublishedOnes() throws {
        let runs = try LakeRuns("\(data ?? "")/omniglot/all_runs.zip")
        #expect(runs.runs.count == 20)
        #expect(runs.runs.allSatisfy { $0.training.count == 20 && $0.test.count == 20 })
        // All pairs of drawings take half a minute of one processor.
        let isSlow = ProcessInfo.processInfo.environment["FRUGAL_SLOW"] != nil
        let baselines = try LakeBaselines(isSlow ? runs : LakeRuns(runs: Array(runs.runs.prefix(1))))
        #expect(baselines.hausdorff == (isSlow ? 38.75 : 45))
        #expect(baselines.cosine == (isSlow ? 78.25 : 65))
    }

    /// None of the alphabets that the runs are drawn from is among those of training: checked by name.
    @Test func noTestAlphabetIsInTheBackgroundSet() throws {
        let background = try OmniglotArchive("\(data ?? "")/omniglot/images_background.zip")
        let evaluation = try OmniglotArchive("\(data ?? "")/omniglot/images_evaluation.zip")
        #expect(background.characters.count == 964)
        #expect(background.alphabets.count == 30 && evaluation.alphabets.count == 20)
        #expect(Set(background.alphabets).isDisjoint(with: evaluation.alphabets))
    }
}
