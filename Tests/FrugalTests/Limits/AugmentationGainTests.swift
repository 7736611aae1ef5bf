import Foundation
import FrugalLimits
import FrugalTrack
import Testing

@testable import Frugal

/// What augmentation would buy, on a few bars.
@Suite struct AugmentationGainTests {
    @Test func bothAreTrainedForAsManyStepsAndTheBundleStaysAsItIs() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 12)
            let new = try writePictures(to: folder.appendingPathComponent("new"), perClass: 4, seed: 9)
            let bundle = folder.appendingPathComponent("a.frugal")
            _ = try Fit(data: data, bundle: bundle.path, recipe: tinyRecipe(epochs: 2)).run()
            let before = try Data(contentsOf: bundle.appendingPathComponent("weights.safetensors"))
            let predictor = try Predictor(bundle: bundle.path)
            var parts: Set<String> = []
            let probe = try ModelProbe(
                predictor, bundle: bundle.path, predictor.load(new), suite: .mnistC,
                augmenting: ModelProbe.Augmenting(seconds: 2), progress: { part, _, _ in parts.insert(part) })
            let gain = try #require(probe.gain)
            #expect(gain.steps > 0 && gain.notes.isEmpty && gain.trainingPictures < 36)
            #expect(gain.plain.points.map(\.kind) == gain.augmented.points.map(\.kind))
            #expect(gain.plain.points.count == probe.sweep.points.count)
            #expect(gain.gain { Augmentation.akin.contains($0) } != nil)
            #expect(parts.count == 4)
            #expect(try Data(contentsOf: bundle.appendingPathComponent("weights.safetensors")) == before)
            #expect(probe.text.contains("what augmentation would buy") && probe.text.contains("held out"))
            #expect(probe.report(command: "again").html().contains("What augmentation would buy"))
            // Without being asked for, it is not measured.
            #expect(try ModelProbe(predictor, bundle: bundle.path, predictor.load(new)).gain == nil)
            // Training data that are not there.
            #expect(throws: (any Error).self) {
                try ModelProbe(
                    predictor, bundle: bundle.path, predictor.load(new),
                    augmenting: ModelProbe.Augmenting(seconds: 2, data: "\(data)-gone"))
            }
        }
    }
}
