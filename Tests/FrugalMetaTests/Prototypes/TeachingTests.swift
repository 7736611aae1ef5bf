import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct TeachingTests {
    private func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func teachingAndForgettingRestoreEverythingButTheHistory() throws {
        var clusters = Clusters(seed: 1)
        let head = try clusters.head([3, 4, 2], heldOut: 5)
        var changed = head
        try changed.teach([clusters.members("new", around: clusters.centre(far: 4), count: 3)])
        #expect(changed.classes.count == 4)
        #expect(changed.calibration != head.calibration)
        try changed.forget("new")
        #expect(changed.classes == head.classes)
        #expect(changed.heldOut == head.heldOut)
        #expect(changed.calibration == head.calibration)
        #expect(changed.history.map(\.action) == [.taught, .forgot])
        #expect(changed.history.map(\.pictures) == [[3], [3]])
    }

    @Test func stepsAreTakenBackInTurn() throws {
        var clusters = Clusters(seed: 2)
        let head = try clusters.head([3, 4, 2, 2])
        var changed = head
        try changed.teach([clusters.members("new", around: clusters.centre(far: 4), count: 3)])
        let taught = changed
        try changed.forget("class 1")
        let forgotten = changed
        try changed.forget("new")
        #expect(try changed.undo().number == 3)
        #expect(changed.classes == forgotten.classes && changed.calibration == forgotten.calibration)
        #expect(try changed.undo().number == 2)
        #expect(changed.classes == taught.classes && changed.calibration == taught.calibration)
        #expect(changed.classes.map(\.name) == ["class 0", "class 1", "class 2", "class 3", "new"])
        #expect(try changed.undo().number == 1)
        #expect(changed.classes == head.classes && changed.calibration == head.calibration)
        #expect(refusal { _ = try changed.undo() }.contains("nothing to undo"))
        #expect(changed.history.map(\.action) == [.taught, .forgot, .forgot, .undid, .undid, .undid])
        #expect(changed.history.map(\.undoes) == [nil, nil, nil, 3, 2, 1])
        #expect(changed.setAside.isEmpty)
        // What was taken back may be done again.
        try changed.teach([clusters.members("new", around: clusters.centre(far: 4), count: 1)])
        #expect(try changed.undo().number == 7)
    }

    @Test func whatCannotBeTaughtIsRefusedAndChangesNothing() throws {
        var clusters = Clusters(seed: 3)
        var head = try clusters.head([3, 3])
        let before = head
        func picture(_ name: String, _ hashes: [String]) throws -> PrototypeClass {
            try PrototypeClass(
                name, examples: hashes.map { .init(source: "\(name)-\($0).png", sha256: $0) },
                embeddings: [Float](repeating: 1, count: 6 * hashes.count), width: 6)
        }
        #expect(refusal { try head.teach([picture("class 1", ["a"])]) }.contains("class 1: this class is there"))
        #expect(refusal { try head.teach([picture("x", ["a"]), picture("x", ["b"])]) }.contains("x: this class"))
        #expect(refusal { try head.teach([picture("x", ["a", "a"])]) }.contains("count twice"))
        let both = refusal { try head.teach([picture("x", ["a"]), picture("y", ["b", "a"])]) }
        #expect(both.contains("y-a.png") && both.contains("x-a.png") && both.contains("class 'x'"))
        let narrow = try PrototypeClass("n", examples: [.init(source: "1")], embeddings: [1], width: 1)
        #expect(refusal { try head.teach([narrow]) }.contains("do not fit a head of 6"))
        #expect(refusal { try head.forget("heron") }.contains("'class 0', 'class 1'"))
        #expect(refusal { try head.forget("class 0") }.contains("only one class would be left"))
        #expect(head == before)

        try head.teach([picture("x", ["a"])])
        #expect(refusal { try head.teach([picture("y", ["a"])]) }.contains("class 'x'"))
        var empty = try DistanceHead(kernel: .cosine, width: 6)
        #expect(refusal { try empty.teach([picture("x", ["a"])]) }.contains("only class"))
        #expect(refusal { _ = try picture(" ", ["a"]) }.contains("needs a name"))
        #expect(refusal { _ = try picture("x", []) }.contains("no examples"))
        #expect(
            refusal {
                _ = try PrototypeClass("x", examples: [.init(source: "1")], embeddings: [.nan], width: 1)
            }.contains("not finite"))
    }

    /// Only the trained classes themselves, in their order, let the trained head answer.
    @Test func theTrainedHeadComesBackWithItsClasses() throws {
        var clusters = Clusters(seed: 4)
        let names = ["a", "b", "c"]
        let classes = try names.map {
            try clusters.members($0, around: clusters.centre(far: 4), count: 3, isTrained: true)
        }
        var head = try DistanceHead(kernel: .squaredEuclidean, width: 6, trainedNames: names, classes: classes)
        #expect(head.hasTrainedClassesOnly)
        try head.forget("b")
        #expect(!head.hasTrainedClassesOnly)
        try head.teach([clusters.members("b", around: clusters.centre(far: 4), count: 3)])
        #expect(!head.hasTrainedClassesOnly)
        try head.undo()
        try head.undo()
        #expect(head.hasTrainedClassesOnly)
        #expect(try head.emptied().heldOut == classes)
        #expect(try !head.emptied().hasTrainedClassesOnly)
    }

    @Test func savedAndReadAgainItAnswersWithTheSameBits() throws {
        try withFolder { folder in
            var clusters = Clusters(seed: 5)
            var head = try DistanceHead(
                kernel: .squaredEuclidean,
                normalisation: EmbeddingNormalisation(centre: [1, 0, 0.1, 0, 0, -1], hasUnitLength: true), width: 6,
                believedTemperature: 0.1, freshFactor: 1.5, trainedNames: ["<a&b>\n🦉"],
                classes: [clusters.members("<a&b>\n🦉", around: clusters.centre(far: 1), count: 3, isTrained: true)],
                heldOut: [clusters.members("o", around: clusters.centre(far: 1), count: 2)])
            try head.teach([
                clusters.members("x", around: clusters.centre(far: 1), count: 2),
                clusters.members("y", around: clusters.centre(far: 1), count: 4),
            ])
            try head.forget("x")
            let file = folder.appendingPathComponent("p.safetensors")
            try head.write(to: file)
            var read = try DistanceHead(at: file)
            #expect(read == head)
            let query = clusters.point(around: clusters.centre(far: 1))
            #expect(read.answer(query) == head.answer(query))
            let again = folder.appendingPathComponent("q.safetensors")
            try read.write(to: again)
            #expect(try Data(contentsOf: again) == Data(contentsOf: file))
            try read.undo()
            try head.undo()
            #expect(read.classes == head.classes && read.calibration == head.calibration)
        }
    }

    @Test func damagedFilesAreRefused() throws {
        try withFolder { folder in
            var clusters = Clusters(seed: 6)
            let head = try clusters.head([2, 2])
            let file = folder.appendingPathComponent("p.safetensors")
            try head.write(to: file)
            let whole = try SafetensorsFile(at: file)
            func refused(_ change: (inout String, inout StateDictionary) -> Void) throws -> Bool {
                var text = try #require(whole.metadata[PrototypeFile.key])
                var state = try whole.stateDictionary(.copying)
                change(&text, &state)
                let other = folder.appendingPathComponent("other.safetensors")
                try SafetensorsFile.write(state, metadata: [PrototypeFile.key: text], to: other)
                do {
                    _ = try DistanceHead(at: other)
                    return false
                } catch { return true }
            }
            #expect(try !refused { _, _ in })
            #expect(try refused { text, _ in text = "{}" })
            #expect(try refused { text, _ in text = text.replacing("\"width\":6", with: "\"width\":7") })
            #expect(try refused { text, _ in text = text.replacing("\"format\":1", with: "\"format\":2") })
            #expect(try refused { text, _ in text = text.replacing("class 1\"", with: "class 0\"") })
            #expect(try refused { text, _ in text = text.replacing("\"freshFactor\":1", with: "\"freshFactor\":0") })
            #expect(try refused { _, state in state["classes.1"] = nil })
            #expect(try refused { _, state in state["classes.1"] = Tensor([Float](repeating: 0, count: 6)) })
            #expect(try refused { _, state in state["classes.1"] = state["classes.1"].map { $0 * Double.nan } })
        }
    }
}

/// A new folder that is removed after `body`.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal 원형 \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
