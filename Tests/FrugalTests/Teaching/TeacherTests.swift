import Foundation
import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

@Suite(.serialized) struct TeacherTests {
    /// From a fit to a new class and back: the trained head answers with the same bits as before.
    @Test func aFitBundleIsTaughtAndForgetsAgain() throws {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fitBundle(in: folder)
            let pictures = try TeachingFixtures.pictures(in: folder, perClass: 4, side: 8)
            let asked = try ["across", "down", "slanting"].flatMap { name in
                try ImageFolder.pictures(at: folder.path + "/pictures 77/\(name)")
            }
            let fitted = try Predictor(bundle: bundle.path)
            #expect(!fitted.answersByDistance)
            #expect(fitted.manifest.teaching?.headValidation != nil)
            #expect(fitted.manifest.teaching?.distanceValidation != nil)
            let before = try asked.map { try fitted.predict(pictureAt: $0) }
            #expect(before.allSatisfy { !$0.isRejected && $0.finding != nil })

            var teacher = try Teacher(bundle: bundle.path)
            let result = try teacher.teach([("slanting", pictures.slanting)])
            #expect(result.hasChangedAnswering && result.answersByDistance)
            #expect(result.classes == ["across", "down", "slanting"])
            #expect(result.evidence.source == .leaveOneOut)
            let taught = try Predictor(bundle: bundle.path)
            #expect(taught.manifest.format == 2 && taught.manifest.test == nil)
            #expect(taught.manifest.teaching?.trained?.classes == ["across", "down"])
            let names = try asked.map { try taught.predict(pictureAt: $0).name }
            #expect(names.suffix(4).count { $0 == "slanting" } >= 3, "\(names)")
            #expect(try taught.predict(pictureAt: asked[8]).finding?.neighbours.first?.source == asked[8])
            let scored = try taught.evaluate(taught.load(folder.path + "/pictures 77"))
            #expect(scored.accuracy.successes == zip(asked, names).count { $0.contains("/\($1)/") })

            _ = try teacher.forget("slanting")
            let restored = try Predictor(bundle: bundle.path)
            #expect(try asked.map { try restored.predict(pictureAt: $0) } == before)
            var (one, other) = (restored.manifest, fitted.manifest)
            #expect(one.format == 1 && one.teaching?.trained == nil)
            one.teaching?.evidence = nil
            other.teaching?.evidence = nil
            #expect(one.teaching == other.teaching && one.test == other.test && one.temperature == other.temperature)
            #expect(restored.head?.classes == fitted.head?.classes)
            #expect(restored.head?.calibration == fitted.head?.calibration)
            #expect(try Teacher(bundle: bundle.path).history.map(\.action) == [.taught, .forgot])

            // A class of the fit can be forgotten and brought back too.
            _ = try teacher.teach([("slanting", pictures.slanting)])
            _ = try teacher.forget("down")
            #expect(try Predictor(bundle: bundle.path).classes == ["across", "slanting"])
            _ = try teacher.undo()
            _ = try teacher.undo()
            #expect(try asked.map { try Predictor(bundle: bundle.path).predict(pictureAt: $0) } == before)
        }
    }

    /// The scores of the old classes on disk, before and after, to the bit.
    @Test func oldClassesKeepTheirScores() throws {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("f.frugal"))
            let pictures = try TeachingFixtures.pictures(in: folder)
            let fresh = try TeachingFixtures.pictures(in: folder, perClass: 5, seed: 5)
            var teacher = try Teacher(bundle: bundle.path)
            _ = try teacher.teach([("a", pictures.across), ("b", pictures.down)])
            let embeddings = try [fresh.across, fresh.down, fresh.slanting].flatMap { path in
                try ImageFolder.pictures(at: path).map { try embedding(of: $0, bundle: bundle) }
            }
            func scores() throws -> [[UInt64]] {
                let head = try #require(Predictor(bundle: bundle.path).head)
                return try embeddings.map { try #require(head.answer($0)).scores.map(\.bitPattern) }
            }
            let before = try scores()
            _ = try teacher.teach([("c", pictures.slanting)])
            #expect(try scores().map { Array($0.prefix(2)) } == before)
            _ = try teacher.undo()
            #expect(try scores() == before)
        }
    }

    private func embedding(of path: String, bundle: URL) throws -> [Float] {
        let predictor = try Predictor(bundle: bundle.path)
        let input = try predictor.preprocessing.tensor(Image.read(path, channels: predictor.preprocessing.channels))
        return try #require(predictor.network.embedder).embedding(input, .evaluation).floats()
    }

    @Test func aFewShotBundleLearnsFromOnePictureAClass() throws {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("f.frugal"))
            let pictures = try TeachingFixtures.pictures(in: folder, perClass: 1)
            #expect(throws: FrugalError.self) {
                try Predictor(bundle: bundle.path).predict(pictureAt: pictures.across + "/0.png")
            }
            var teacher = try Teacher(bundle: bundle.path)
            let result = try teacher.teach([
                ("가로", pictures.across + "/0.png"), ("세로", pictures.down), ("none/\u{1B}[31m", pictures.slanting),
            ])
            #expect(!result.hasChangedAnswering && result.evidence.source == .nothing)
            let model = try Predictor(bundle: bundle.path)
            let prediction = try model.predict(pictureAt: pictures.down + "/0.png")
            #expect(prediction.name == "세로" && prediction.finding?.limit == nil)
            #expect(try #require(prediction.finding?.distance) < 1e-6)
        }
    }

    /// Held-out classes tell from where on a picture is none of the classes when each has one picture.
    @Test func heldOutClassesSetTheLimitOfSinglePictures() throws {
        try withTemporaryFolder { folder in
            let plain = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("plain.frugal"))
            let many = try TeachingFixtures.pictures(in: folder, perClass: 6, seed: 8)
            let reader = try Teacher(bundle: plain.path)
            var heldOut: [PrototypeClass] = []
            for (name, path) in [("h1", many.across), ("h2", many.down), ("h3", many.slanting)] {
                let values = try ImageFolder.pictures(at: path).flatMap {
                    reader.head.normalisation(try embedding(of: $0, bundle: plain))
                }
                heldOut.append(
                    try PrototypeClass(
                        name, examples: (0..<6).map { .init(source: "\($0)") }, embeddings: values,
                        width: reader.head.width))
            }
            let url = try TeachingFixtures.fewShotBundle(
                at: folder.appendingPathComponent("h.frugal"), heldOut: heldOut)
            let single = try TeachingFixtures.pictures(in: folder, perClass: 1, seed: 9)
            var teacher = try Teacher(bundle: url.path)
            let result = try teacher.teach([("a", single.across), ("b", single.down)])
            #expect(result.evidence.source == .heldOutClasses)
            #expect(result.evidence.areaUnderCurve != nil)
            let board = (0..<144).map { place -> UInt8 in (place / 12 + place) % 2 == 0 ? 255 : 0 }
            let stranger = try Image(height: 12, width: 12, channels: 1, pixels: board)
            let model = try Predictor(bundle: url.path)
            #expect(try model.predict(stranger, accepting: 0.5).isRejected)
            #expect(try !model.predict(stranger, accepting: 1).isRejected)
        }
    }

    @Test func aNewBundleBeginsWithTheNetworkOfAnother() throws {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fitBundle(in: folder)
            let untouched = try TeachingFixtures.contents(of: bundle)
            let pictures = try TeachingFixtures.pictures(in: folder, side: 20)
            let new = folder.appendingPathComponent("new.frugal")
            var teacher = try Teacher(new: new.path, from: bundle.path)
            let result = try teacher.teach([("x", pictures.down), ("y", pictures.slanting)])
            #expect(result.classes == ["x", "y"])
            #expect(try TeachingFixtures.contents(of: bundle) == untouched)
            let model = try Predictor(bundle: new.path)
            #expect(model.manifest.name == "new" && model.answersByDistance)
            #expect(model.head?.heldOut.map(\.name) == ["across", "down"])
            #expect(try ["x", "y"].contains(model.predict(pictureAt: pictures.down + "/1.png").name))
            #expect(throws: FrugalError.self) { try Teacher(new: new.path, from: bundle.path) }
            var again = try Teacher(bundle: new.path)
            _ = try again.teach([("z", pictures.across)])
            #expect(try Predictor(bundle: new.path).classes == ["x", "y", "z"])
        }
    }

    @Test func perceptronsHaveAnEmbeddingToo() throws {
        var random = RandomStream(seed: 1)
        let network = try Network(
            .perceptron(PerceptronShape(hidden: [7, 5])), for: .image(height: 3, width: 3, channels: 1), classes: 4,
            using: &random)
        let input = Tensor((0..<18).map { Float($0) / 18 }, shape: [2, 1, 3, 3])
        let embedder = try #require(network.embedder)
        let embedding = embedder.embedding(input, .evaluation)
        #expect(embedding.shape == [2, 5])
        let scores = embedder.scores(of: embedding, .evaluation).floats()
        #expect(scores == network(input, .evaluation).floats())
        let names = network.stateDictionary.names
        #expect(names.first == "1.layers.0.weight")
    }
}
