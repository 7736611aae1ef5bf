import Foundation
import FrugalData
import FrugalFiles
import FrugalMeta
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// What a user may get wrong: each is told by name, and the bundle is byte for byte what it was.
@Suite struct TeachingFaultTests {
    /// The message of the error that `body` ends with; the bundle must not have changed.
    private func refusal(_ bundle: URL, _ body: (inout Teacher) throws -> Void) throws -> String {
        let before = try TeachingFixtures.contents(of: bundle)
        let beside = try FileManager.default.contentsOfDirectory(atPath: bundle.deletingLastPathComponent().path)
        var text = ""
        do {
            var teacher = try Teacher(bundle: bundle.path)
            try body(&teacher)
        } catch { text = "\(error)" }
        #expect(try TeachingFixtures.contents(of: bundle) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bundle.deletingLastPathComponent().path).sorted()
                == beside.sorted())
        return text
    }

    private func withBundle(_ body: (URL, URL, (across: String, down: String, slanting: String)) throws -> Void) throws
    {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("f.frugal"))
            let pictures = try TeachingFixtures.pictures(in: folder)
            var teacher = try Teacher(bundle: bundle.path)
            _ = try teacher.teach([("a", pictures.across), ("b", pictures.down)])
            try body(folder, bundle, pictures)
        }
    }

    @Test func namesThatCannotBe() throws {
        try withBundle { _, bundle, pictures in
            #expect(try refusal(bundle) { _ = try $0.teach([("a", pictures.slanting)]) }.contains("a: this class is"))
            #expect(try refusal(bundle) { _ = try $0.teach([("", pictures.slanting)]) }.contains("needs a name"))
            let twice = try refusal(bundle) { _ = try $0.teach([("c", pictures.slanting), ("c", pictures.slanting)]) }
            #expect(twice.contains("c: this class is there already"))
            #expect(try refusal(bundle) { _ = try $0.forget("heron") }.contains("heron: there is no such class"))
            #expect(try refusal(bundle) { _ = try $0.forget("a") }.contains("only one class would be left"))
        }
    }

    @Test func picturesThatCannotBe() throws {
        try withBundle { folder, bundle, pictures in
            let empty = folder.appendingPathComponent("empty").path
            try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
            #expect(try refusal(bundle) { _ = try $0.teach([("c", empty)]) }.contains(empty))
            #expect(try refusal(bundle) { _ = try $0.teach([("c", empty + "/none")]) }.contains("empty/none"))
            // All or none: the second class is broken, so that the first is not taught either.
            let broken = folder.appendingPathComponent("broken")
            try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
            let whole = try DataFile.read(pictures.slanting + "/0.png")
            try DataFile.write(Array(whole.prefix(60)), to: broken.path + "/cut.png")
            let cut = try refusal(bundle) { _ = try $0.teach([("c", pictures.slanting), ("d", broken.path)]) }
            #expect(cut.contains("broken/cut.png"))
            try DataFile.write(Array("no picture".utf8), to: broken.path + "/cut.png")
            #expect(try refusal(bundle) { _ = try $0.teach([("c", broken.path)]) }.contains("broken/cut.png"))

            let shared = try refusal(bundle) { _ = try $0.teach([("c", pictures.across)]) }
            #expect(shared.contains("across/0.png") && shared.contains("class 'a'"))
            // The same picture in another file and format is the same picture.
            let twice = folder.appendingPathComponent("twice")
            try FileManager.default.createDirectory(at: twice, withIntermediateDirectories: true)
            try DataFile.write(whole, to: twice.path + "/1.png")
            try DataFile.write(
                PNG.encode(Image.read(pictures.slanting + "/0.png", channels: 3), level: 0), to: twice.path + "/2.png")
            #expect(try refusal(bundle) { _ = try $0.teach([("c", twice.path)]) }.contains("count twice"))
        }
    }

    @Test func bundlesThatCannotBeTaught() throws {
        try withTemporaryFolder { folder in
            let pictures = try TeachingFixtures.pictures(in: folder)
            var recipe = FitRecipe()
            (recipe.maximumEpochs, recipe.seconds) = (1, nil)
            let table = folder.appendingPathComponent("trees.frugal")
            _ = try Fit(
                data: writeTable(to: folder.appendingPathComponent("t.csv"), rows: 40), bundle: table.path,
                recipe: recipe
            ).run()
            #expect(try refusal(table) { _ = try $0.teach([("c", pictures.across)]) }.contains("rows of a table"))

            // The smallest model within a hundred points is a linear one.
            recipe = tinyRecipe(epochs: 1)
            (recipe.goal, recipe.within) = (.parameters, 100)
            let linear = try TeachingFixtures.fitBundle(in: folder, recipe: recipe)
            let without = try refusal(linear) { _ = try $0.teach([("c", pictures.across)]) }
            #expect(without.contains("bars.frugal") && without.contains("no embedding"))
            #expect(throws: TrackError.self) { try Teacher(bundle: folder.path + "/none.frugal") }

            let empty = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("f.frugal"))
            #expect(try refusal(empty) { _ = try $0.teach([("c", pictures.across)]) }.contains("only class"))
            #expect(try refusal(empty) { _ = try $0.undo() }.contains("nothing to undo"))
        }
    }

    @Test func aStoppedLessonChangesNothing() throws {
        try withBundle { _, bundle, pictures in
            let text = try refusal(bundle) { _ = try $0.teach([("c", pictures.slanting)]) { _, _, _ in false } }
            #expect(text.contains("stopped after 0 of 3"))
        }
    }

    @Test func aBundleThatChangedInTheMeantimeIsNotOverwritten() throws {
        try withBundle { _, bundle, pictures in
            var slow = try Teacher(bundle: bundle.path)
            var quick = try Teacher(bundle: bundle.path)
            _ = try quick.teach([("c", pictures.slanting)])
            let error = #expect(throws: FrugalError.self) { try slow.teach([("d", pictures.slanting)]) }
            #expect(error?.kind == .conflict)
            #expect(try Predictor(bundle: bundle.path).classes == ["a", "b", "c"])
        }
    }

    @Test func aBundleThatMayNotBeWrittenIsRefused() throws {
        // The administrator may write everywhere.
        guard geteuid() != 0 else { return }
        try withBundle { _, bundle, pictures in
            chmod(bundle.path, 0o555)
            defer { chmod(bundle.path, 0o755) }
            let refused = try refusal(bundle) { _ = try $0.teach([("c", pictures.slanting)]) }
            #expect(refused.contains("no permission"))
        }
    }

    /// Other sizes are stretched, colours turned to grey, as in training.
    @Test func otherSizesAndColoursAreBroughtToTheModels() throws {
        try withBundle { folder, bundle, _ in
            let large = try TeachingFixtures.pictures(in: folder, side: 30, seed: 3)
            let coloured = folder.appendingPathComponent("coloured")
            try FileManager.default.createDirectory(at: coloured, withIntermediateDirectories: true)
            for name in try DataFile.names(in: large.slanting) {
                let image = try Image.read(large.slanting + "/" + name, channels: 3)
                try DataFile.write(PNG.encode(image), to: coloured.path + "/\(name)")
            }
            var teacher = try Teacher(bundle: bundle.path)
            _ = try teacher.teach([("c", coloured.path)])
            let model = try Predictor(bundle: bundle.path)
            #expect(try #require(model.predict(pictureAt: large.slanting + "/0.png").finding?.distance) < 1)
            #expect(try model.predict(pictureAt: large.slanting + "/0.png").name == "c")
        }
    }

    @Test func prototypesOfAnotherBundleAreRefused() throws {
        try withBundle { folder, bundle, pictures in
            let other = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("g.frugal"))
            var teacher = try Teacher(bundle: other.path)
            _ = try teacher.teach([("a", pictures.across), ("x", pictures.down)])
            let name = "/prototypes.safetensors"
            try FileManager.default.removeItem(atPath: bundle.path + name)
            try FileManager.default.copyItem(atPath: other.path + name, toPath: bundle.path + name)
            #expect(throws: (any Error).self) { try Predictor(bundle: bundle.path) }
        }
    }

    /// Ten thousand pictures are read a few at a time.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FRUGAL_SLOW"] != nil))
    func tenThousandPictures() throws {
        try withBundle { folder, bundle, _ in
            let root = folder.appendingPathComponent("many")
            try writePictures(to: root, classes: ["across"], perClass: 10_000, side: 12, seed: 4)
            var teacher = try Teacher(bundle: bundle.path)
            let result = try teacher.teach([("many", root.path + "/across")])
            #expect(result.step.pictures == [10_000])
        }
    }
}
