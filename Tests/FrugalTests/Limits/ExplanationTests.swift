import Foundation
import FrugalData
import FrugalLimits
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// `frugal explain` on bundles of every kind.
@Suite struct ExplanationTests {
    private func withBundle(_ body: (_ bundle: String, _ data: String, _ folder: URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 12)
            let bundle = folder.appendingPathComponent("a.frugal").path
            _ = try Fit(data: data, bundle: bundle, recipe: tinyRecipe(epochs: 4)).run()
            try body(bundle, data, folder)
        }
    }

    @Test func everyMapComesWithItsChecksAndNearestExamples() throws {
        try withBundle { bundle, data, _ in
            let predictor = try Predictor(bundle: bundle)
            let file = "\(data)/across/3.png"
            let found = try ModelExplanation(predictor, bundle: bundle, file: file)
            #expect(found.explained == found.answer && found.size == [8, 8])
            #expect(found.searched > 0 && found.searched < 36, "the test part is left out")
            #expect(found.nearest.count == 5 && found.nearest.map(\.distance) == found.nearest.map(\.distance).sorted())
            // The picture itself, if it was learned from, lies nearest.
            let names = try RememberedData(of: predictor)
            let learned = (names.training + names.validation).map { names.data.names[$0] }
            if learned.contains("across/3.png") {
                #expect(found.nearest[0].name == "across/3.png" && found.nearest[0].distance < 1e-4)
            }
            let methods = found.maps.map(\.method)
            for map in found.maps {
                #expect(map.map.count == 64 && (-1.001...1.001).contains(map.randomisationCorrelation))
                #expect((map.completenessError != nil) == (map.method == .integratedGradients))
            }
            #expect(methods.contains(.integratedGradients) && methods.count >= 4)
            let sheet = try found.sheet()
            #expect(sheet.width > 500 && sheet.channels == 3)
            let page = try found.report(command: "frugal explain").html()
            #expect(page.contains("integrated-gradients"))
            #expect(page.contains("Explained by example") && found.text.contains("nearest of"))
            // As JSON with every check.
            let json = String(decoding: try TrackJSON.encode(found), as: UTF8.self)
            #expect(json.contains("randomisationCorrelation") && json.contains("completenessError"))
        }
    }

    @Test func classesAreChosenByNameAndUnknownOnesListed() throws {
        try withBundle { bundle, data, _ in
            let predictor = try Predictor(bundle: bundle)
            let file = "\(data)/down/1.png"
            let question = ModelExplanation.Question(methods: [.gradient], label: "고양이", neighbours: 0)
            let found = try ModelExplanation(predictor, bundle: bundle, file: file, question)
            #expect(found.explained == "고양이" && found.maps[0].label == 2 && found.nearest.isEmpty)
            #expect {
                try ModelExplanation(
                    predictor, bundle: bundle, file: file, ModelExplanation.Question(label: "heron"))
            } throws: {
                "\($0)".contains("heron") && "\($0)".contains("'across', 'down', '고양이'")
            }
        }
    }

    @Test func badPicturesAndDataAreNamed() throws {
        try withBundle { bundle, data, folder in
            let predictor = try Predictor(bundle: bundle)
            let broken = folder.appendingPathComponent("broken.png").path
            try DataFile.write(Array("no picture".utf8), to: broken)
            for file in [broken, folder.appendingPathComponent("missing.png").path] {
                #expect { try ModelExplanation(predictor, bundle: bundle, file: file) } throws: {
                    $0 is DataError && "\($0)".contains(file)
                }
            }
            // Of another size, down to a pixel: shown at the model's.
            for side in [1, 3, 40] {
                let image = try Image(
                    height: side, width: side, channels: 3, pixels: [UInt8](repeating: 90, count: side * side * 3))
                let file = folder.appendingPathComponent("size.png").path
                try DataFile.write(PNG.encode(image), to: file)
                let found = try ModelExplanation(predictor, bundle: bundle, file: file)
                #expect(found.size == [side, side] && found.maps.allSatisfy { $0.map.count == 64 })
            }
            // Data that moved are a remark where the bundle names them, and an error where a person does.
            let file = folder.appendingPathComponent("size.png").path
            try FileManager.default.moveItem(atPath: data, toPath: "\(data)-moved")
            let found = try ModelExplanation(predictor, bundle: bundle, file: file)
            #expect(found.nearest.isEmpty && found.notes.contains { $0.contains("no nearest examples") })
            let gone = ModelExplanation.Question(data: data)
            #expect(throws: DataError.self) { try ModelExplanation(predictor, bundle: bundle, file: file, gone) }
            let moved = ModelExplanation.Question(data: "\(data)-moved")
            #expect(try ModelExplanation(predictor, bundle: bundle, file: file, moved).nearest.count == 5)
        }
    }

    @Test func tablesAreRefusedByName() throws {
        try withTemporaryFolder { folder in
            let data = try writeTable(to: folder.appendingPathComponent("t.csv"))
            let bundle = folder.appendingPathComponent("t.frugal").path
            var recipe = FitRecipe()
            (recipe.seconds, recipe.maximumEpochs) = (nil, 1)
            recipe.candidates = [Candidate("mlp", .perceptron(PerceptronShape(hidden: [4])))]
            _ = try Fit(data: data, bundle: bundle, recipe: recipe).run()
            #expect { try ModelExplanation(Predictor(bundle: bundle), bundle: bundle, file: data) } throws: {
                ($0 as? FrugalError)?.kind == .model && "\($0)".contains(bundle)
            }
        }
    }

    /// Grad-CAM finds maps in every family of pictures, and what the last layer is given is an embedding.
    @Test(arguments: ["enas-macro", "enas-micro", "mobile", "nas-rl"])
    func searchedNetworksHaveMapsAndEmbeddings(_ name: String) throws {
        var random = RandomStream(seed: 1)
        let family = try NetworkFamilies.named(name)
        let architecture = try family.starts.first ?? family.space.random(using: &random)
        let shape = InputShape.image(height: 16, width: 16, channels: 3)
        let network = Network(try family.build(architecture, for: shape, classes: 4, using: &random))
        let picture = Tensor.normal([3, 16, 16], using: &random)
        let found = try Explainer(network).explain(picture, .gradCAM, label: 2)
        #expect(found.map.count == 256 && found.map.allSatisfy { $0.isFinite && $0 >= 0 })
        let (scores, steps) = network.traced(picture.unsqueezed(0))
        let last = try #require(steps.first { $0.output.isSame(as: scores) })
        #expect(last.input.rank == 2 && last.input.size(of: 1) > 1)
    }

    /// Maps and embeddings of the networks of a fit.
    @Test func networksOfAFit() throws {
        var random = RandomStream(seed: 2)
        let shape = InputShape.image(height: 12, width: 12, channels: 1)
        let picture = Tensor.normal([1, 12, 12], using: &random)
        let kinds: [(Frugal.Architecture, hasMaps: Bool, embedding: Int)] = [
            (.linear(LinearShape(pooling: 1)), false, 144), (.perceptron(PerceptronShape(hidden: [7])), false, 7),
            (.convolutional(ConvolutionalShape(widths: [4, 6])), true, 6),
            (.residual(ResidualShape(widths: [4, 5])), true, 5),
        ]
        for (architecture, hasMaps, embedding) in kinds {
            let network = try Network(architecture, for: shape, classes: 3, using: &random)
            let map = try? Explainer(network).explain(picture, .gradCAM, label: 0)
            #expect((map != nil) == hasMaps, "\(architecture.kind)")
            let (scores, steps) = network.traced(picture.unsqueezed(0))
            let last = try #require(steps.first { $0.output.isSame(as: scores) })
            #expect(last.input.shape == [1, embedding], "\(architecture.kind)")
        }
    }
}
