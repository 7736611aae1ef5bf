import Foundation
import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTesting
import FrugalTrack
import SpikeEngine
import Testing

@testable import Frugal

/// Spiking bundles where other commands take bundles: training, rasters, exchange, export.
@Suite(.serialized) struct SpikingJointTests {
    /// A bundle of a small network trained with spikes, in a folder of its own, with the path of its data.
    private func withTrained(
        _ coding: InputCoding = .direct, _ body: (_ folder: URL, _ bundle: URL, _ data: String) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 40)
            let bundle = folder.appendingPathComponent("trained.frugal")
            var settings = SpikingFit.Settings()
            (settings.hidden, settings.steps, settings.coding) = ([24], 8, coding)
            (settings.training.epochs, settings.training.batchSize, settings.validation) = (15, 12, 24)
            settings.training.learningRate = 5e-3
            let result = try SpikingTraining(data: .load(data), out: bundle, settings: settings).run()
            #expect(result.fit.validation.accuracy > 0.6)
            try body(folder, bundle, data)
        }
    }

    @Test(arguments: [InputCoding.direct, .regular(rate: 0.5), .latency(threshold: 0.1)])
    func aTrainedNetworkIsABundleLikeAnyOther(_ coding: InputCoding) throws {
        try withTrained(coding) { folder, bundle, data in
            let model = try Predictor(bundle: bundle.path)
            let score = try #require(model.manifest.validation)
            #expect(score.accuracy.share > 0.6 && model.manifest.architecture.kind == "spiking")
            let evaluation = try model.evaluate(model.load(data))
            let simulation = try SpikingSimulation(bundle: bundle.path, data: data)
            #expect(simulation.curve.points.last?.right == evaluation.accuracy.successes)
            #expect(!FileManager.default.fileExists(atPath: bundle.path + ".work"))
            #expect(FileManager.default.fileExists(atPath: bundle.appendingPathComponent("report.html").path))
        }
    }

    /// A training that is stopped goes on to the same network.
    @Test func aStoppedTrainingGoesOn() throws {
        struct Stop: Error {}
        try withTemporaryFolder { folder in
            let data = try LabelledData.load(writePictures(to: folder.appendingPathComponent("data")))
            var settings = SpikingFit.Settings()
            (settings.hidden, settings.steps, settings.validation) = ([8], 4, 12)
            (settings.training.epochs, settings.training.batchSize) = (3, 16)
            let whole = SpikingTraining(data: data, out: folder.appendingPathComponent("a.frugal"), settings: settings)
            var parted = whole
            parted.out = folder.appendingPathComponent("b.frugal")
            var checks = 0
            #expect(throws: Stop.self) {
                try parted.run(check: {
                    checks += 1
                    if checks == 4 { throw Stop() }
                })
            }
            #expect(FileManager.default.fileExists(atPath: parted.out.path + ".work"))
            let (one, other) = (try whole.run(), try parted.run())
            #expect(one.fit.validation == other.fit.validation)
            let weights = try [whole.out, parted.out].map {
                try Data(contentsOf: $0.appendingPathComponent("weights.safetensors"))
            }
            #expect(weights[0] == weights[1])
        }
    }

    @Test func aRasterHoldsTheSpikesThatWereCounted() throws {
        try withTrained { _, bundle, data in
            let raster = try SpikingRaster(network: bundle.path, data: data, example: 2)
            let model = try Predictor(bundle: bundle.path)
            let network = try #require(model.spikingNetwork)
            let run = EventRun(network)
            try run.begin(model.spikingExamples(model.load(data), at: [2]).values)
            for _ in 0..<8 { run.step() }
            #expect(!raster.layers.isEmpty && !raster.hasTime)
            for (index, layer) in raster.layers.enumerated() {
                let counts = layer.recording.spikes.reduce(into: [Int: Int]()) { $0[$1.neuron, default: 0] += 1 }
                let expected = run.spikeCounts(ofLayer: index)
                #expect(expected.indices.allSatisfy { counts[$0, default: 0] == expected[$0] })
                #expect(layer.recording.spikes.allSatisfy { (0..<8).contains($0.step) })
            }
            #expect(try raster.chart(of: raster.layers[0].name).svg().contains("<svg"))
            #expect(throws: FrugalError.self) { try raster.chart(of: "no such layer") }
            for example in [-1, 100_000] {
                #expect(throws: FrugalError.self) {
                    try SpikingRaster(network: bundle.path, data: data, example: example)
                }
            }
        }
    }

    @Test func aBundleGoesThroughNIRAndBack() throws {
        try withTrained { folder, bundle, data in
            let file = folder.appendingPathComponent("net.nir")
            let back = folder.appendingPathComponent("back.frugal")
            #expect(try SpikingExchange.write(bundle: bundle.path, to: file).isEmpty)
            _ = try SpikingExchange.read(file, to: back, as: .like(bundle: bundle.path))
            let (one, other) = (try Predictor(bundle: bundle.path), try Predictor(bundle: back.path))
            let examples = try one.load(data)
            let (ours, theirs) = (try one.answers(examples), try other.answers(examples))
            #expect((0..<examples.count).allSatisfy { ours.answer($0) == theirs.answer($0) })
            // Said by hand, and said wrongly.
            _ = try SpikingExchange.read(
                file, to: back, as: .pictures(height: 8, width: 8, channels: 1, classes: ["a", "b", "c"]))
            #expect(try Predictor(bundle: back.path).classes == ["a", "b", "c"])
            for wrong in [
                SpikingExchange.Inputs.pictures(height: 9, width: 8, channels: 1, classes: nil),
                .pictures(height: 8, width: 8, channels: 1, classes: ["a"]),
            ] {
                #expect(throws: FrugalError.self) { try SpikingExchange.read(file, to: back, as: wrong) }
            }
            #expect(try Predictor(bundle: back.path).classes == ["a", "b", "c"])
        }
    }

    /// A converted network scales its inputs, a trained one takes them as they are; both files answer as their bundles.
    @Test(.enabled(if: EdgeToolchain.has("cc"), "needs cc")) func exportedSpikingBundlesAnswerAlike() throws {
        try withTrained { folder, trained, data in
            let plain = folder.appendingPathComponent("plain.frugal")
            var recipe = tinyRecipe(epochs: 4)
            recipe.candidates = [Candidate("small", .perceptron(PerceptronShape(hidden: [16])))]
            _ = try Fit(data: data, bundle: plain.path, recipe: recipe).run()
            let converted = folder.appendingPathComponent("converted.frugal")
            _ = try SpikingConversion(bundle: plain.path, out: converted, recipe: ConversionRecipe(steps: 16)).run()
            for bundle in [trained, converted] {
                let export = try BundleExport(bundle: bundle.path)
                let examples = try export.predictor.load(data)
                let answers = try export.predictor.answers(examples)
                let file = try export.file(.c, named: "net", weights: .float32)
                let inputs = try examples.edgeInputs(export.predictor.preprocessing)
                let found = try withTemporaryFolder { folder in
                    try EdgeToolchain(in: folder).runC(
                        EdgeToolchain.Subject(
                            name: file.name, text: file.text, inputCount: inputs[0].count, classCount: 3), inputs)
                }
                let alike = found.indices.count { Int(found[$0][0]) == answers.answer($0) }
                // A scaled input may differ in its last bit, and a spike with it.
                #expect(Double(alike) >= 0.97 * Double(found.count))
                #expect(try export.comparison(on: data, weights: .float32).agreement.share == 1)
                #expect(try export.comparison(on: data, weights: .int8).agreement.share > 0.8)
            }
        }
    }

    @Test(.enabled(if: Command.path != nil, "the command was not built beside the tests"))
    func theCommandsTrainDrawAndExchange() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
            let learned = path("learned.stdp")
            for words in [
                ["spike", "train", data, "--out", path("s.frugal"), "--hidden", "8", "--epochs", "1", "--steps", "4"],
                ["spike", "raster", path("s.frugal"), data, "--out", path("r.svg")],
                ["spike", "raster", path("s.frugal"), data, "--out", path("r.html")],
                ["spike", "nir", "write", path("s.frugal"), "--out", path("s.nir")],
                ["spike", "nir", "read", path("s.nir"), "--picture", "8x8", "--out", path("t.frugal")],
                ["export", path("s.frugal"), "--to", "c", "--out", path("s.c"), "--check", data],
                ["spike", "stdp", data, "--neurons", "9", "--out", learned],
                ["spike", "raster", learned, data, "--example", "1", "--out", path("stdp.svg")],
            ] {
                let ran = try Command.run(words)
                #expect(ran.status == 0, "\(words): \(ran.err)")
            }
            for file in ["r.svg", "r.html", "stdp.svg"] {
                #expect(try String(contentsOfFile: path(file), encoding: .utf8).contains("<svg"))
            }
            for (words, status) in [
                (["spike", "raster", learned, data, "--example", "9999"], Int32(64)),
                (["spike", "raster", data, data], 1),
                (["spike", "train", data, "--coding", "morse"], 64),
                (["spike", "nir", "read", path("s.nir"), "--picture", "8by8", "--out", path("u.frugal")], 64),
                (["spike", "nir", "write", path("s.c"), "--out", path("v.nir")], 1),
            ] {
                let ran = try Command.run(words + (words[1] == "raster" ? ["--out", path("no.svg")] : []))
                #expect(ran.status == status, "\(words): \(ran.err)")
            }
            #expect(!FileManager.default.fileExists(atPath: path("no.svg")))
        }
    }
}
