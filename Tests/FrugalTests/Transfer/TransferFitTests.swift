import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer
import Testing

@testable import Frugal

/// A trained network in a fit: from a bundle, from a weight file, and what is refused.
@Suite(.serialized) struct TransferFitTests {
    private func recipe(_ source: String, _ policies: [TuningPolicy], isAlone: Bool = true) -> FitRecipe {
        var recipe = tinyRecipe(epochs: 3)
        recipe.transfer = TransferRecipe(source: source, tunings: policies.map { TuningSettings($0) })
        recipe.transfer?.isAlone = isAlone
        return recipe
    }

    /// A small network whose weights lie in a file with a description beside it, cropped and blue first.
    private func writeWeights(in folder: URL, classes: Int = 5) throws -> String {
        let description = """
            {"network": "a small network", "preprocessing": {"channels": "BGR", "size": [16, 16],
             "crop": "centre, 0.875 of the shorter side", "value": "x / 127.5 - 1 for x in 0...255"},
             "features": {"step_output": "pool"},
             "steps": [{"do": "conv", "in": "input", "out": "a", "weight": "a.weight", "stride": 2, "pad": [1, 1, 1, 1]},
                       {"do": "relu", "in": "a", "out": "b"}, {"do": "mean", "in": "b", "out": "pool"},
                       {"do": "linear", "in": "pool", "out": "scores", "weight": "fc.weight", "bias": "fc.bias"}],
             "tensors": {"a.weight": ["float32", 24, 3, 3, 3], "fc.weight": ["float32", \(classes), 24],
                         "fc.bias": ["float32", \(classes)]}}
            """
        try description.write(to: folder.appendingPathComponent("small.json"), atomically: true, encoding: .utf8)
        var random = RandomStream(seed: 8)
        let state: StateDictionary = [
            "a.weight": Tensor.normal([24, 3, 3, 3], deviation: 0.4, using: &random),
            "fc.weight": Tensor.normal([classes, 24], using: &random), "fc.bias": .zeros([classes]),
        ]
        let file = folder.appendingPathComponent("small.safetensors")
        try SafetensorsFile.write(state, to: file)
        return file.path
    }

    @Test func aBundleIsTunedToOtherClasses() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let source = folder.appendingPathComponent("source.frugal").path
            let weights = try writeWeights(in: folder)
            _ = try Fit(data: data, bundle: source, recipe: recipe(weights, [.all])).run()
            let before = try Data(
                contentsOf: URL(fileURLWithPath: source).appendingPathComponent("weights.safetensors"))
            let bundle = folder.appendingPathComponent("tuned.frugal").path
            let result = try Fit(
                data: data, bundle: bundle, recipe: recipe(source, [.probe, .lastBlocks(1), .probeThenTune])
            ).run()
            let rows = result.leaderboard.filter { $0.role == .transfer }
            #expect(rows.map(\.name) == ["probe+source", "last-1+source", "probe-then-tune+source"])
            #expect(rows.allSatisfy { $0.failure == nil && $0.tuning?.report.isComplete == true })
            #expect(result.chosen.role == .transfer && result.test.accuracy.share > 0.6)
            let report = try String(contentsOfFile: result.report, encoding: .utf8)
            #expect(report.contains("The trained network") && report.contains("probe-then-tune"))
            #expect(try Predictor(bundle: bundle).evaluate(Predictor(bundle: bundle).load(data)).accuracy.share > 0.6)
            let after = try Data(contentsOf: URL(fileURLWithPath: source).appendingPathComponent("weights.safetensors"))
            #expect(before == after)
        }
    }

    /// Stopped again and again, the tunings of a fit end with the same bits as those of one left alone.
    @Test func aStoppedTuningGoesOn() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let recipe = recipe(try writeWeights(in: folder), [.all, .probeThenTune])
            let alone = try Fit(data: data, bundle: folder.path + "/alone.frugal", recipe: recipe).run()
            let stopped = Fit(data: data, bundle: folder.path + "/stopped.frugal", recipe: recipe)
            let state = folder.appendingPathComponent("stopped.frugal.work/candidates/all+small.state.safetensors")
            var (result, stops, sawState) = (FitResult?.none, 0, false)
            while result == nil, stops < 200 {
                var steps = 0
                do {
                    result = try stopped.run(
                        observer: { if case .training = $0 { steps += 1 } }, shouldStop: { steps > 2 + stops })
                } catch let error as FrugalError {
                    #expect(error.kind == .interrupted)
                    stops += 1
                }
                sawState = sawState || FileManager.default.fileExists(atPath: state.path)
            }
            let resumed = try #require(result)
            #expect(stops > 1 && sawState && !FileManager.default.fileExists(atPath: state.path))
            #expect(resumed.test == alone.test)
            #expect(resumed.leaderboard.map(\.logLoss) == alone.leaderboard.map(\.logLoss))
        }
    }

    /// The bundle prepares pictures as the weights were trained: cropped, and red first after the kernels changed places.
    @Test func aWeightFileBecomesABundleThatPreparesPicturesItself() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let weights = try writeWeights(in: folder)
            let bundle = folder.appendingPathComponent("tuned.frugal").path
            let result = try Fit(data: data, bundle: bundle, recipe: recipe(weights, [.probe])).run()
            #expect(result.chosen.name == "probe+small" && result.chosen.tuning?.report.reinitialised.count == 2)
            let manifest = try ModelBundle.load(from: URL(fileURLWithPath: bundle)).manifest
            guard case .image(let input) = manifest.input else { return #expect(Bool(false)) }
            #expect(input.crop == .centre(share: 0.875) && input.height == 16 && input.channels == 3)
            // One picture through the bundle equals the same picture prepared by hand.
            let name = try #require(
                FileManager.default.enumerator(atPath: data)?.compactMap { $0 as? String }.first {
                    $0.hasSuffix(".png")
                })
            let model = try Predictor(bundle: bundle)
            let image = try Image.read("\(data)/\(name)", channels: 3)
            var random = RandomStream(seed: 0)
            let loaded = try PretrainedNetwork(WeightFile(at: URL(fileURLWithPath: weights)), using: &random)
            let pipeline = Pipeline(normalisation: try loaded.preparation.normalisation())
            let byHand = try pipeline.tensor([loaded.preparation.prepared(image)])
            let features = loaded.network.truncated(to: loaded.network.plan.headStart)(byHand, .evaluation)
            let ours = try #require(model.network.embedder).embedding(model.preprocessing.tensor(image), .evaluation)
            for (one, other) in zip(features.floats(), ours.floats()) { #expect(abs(one - other) < 1e-4) }
            #expect(try model.predict(image) == model.predict(pictureAt: "\(data)/\(name)"))
            // `frugal update` finds the data again by this.
            let again = try model.load(data, skipsBroken: false, part: .train)
            #expect(try manifest.provenance.dataHashes["data"] == again.checksum())
        }
    }

    @Test func tuningStandsBesideTheLadder() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let weights = try writeWeights(in: folder)
            let bundle = folder.appendingPathComponent("both.frugal").path
            let fit = Fit(data: data, bundle: bundle, recipe: recipe(weights, [.probe, .all], isAlone: false))
            let names = try fit.run().leaderboard.map(\.name)
            #expect(Set(names).isSuperset(of: ["probe+small", "all+small", "tiny-a", "tiny-b"]))
            // Other weights under the same name are another run.
            var other = fit
            other.startsAfresh = false
            _ = try writeWeights(in: folder, classes: 7)
            #expect(throws: FrugalError.self) { try other.run() }
        }
    }

    @Test func whatCannotBeTunedIsRefusedByName() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let weights = try writeWeights(in: folder)
            let out = folder.appendingPathComponent("x.frugal").path
            func refusal(_ data: String, _ recipe: FitRecipe) -> String {
                do {
                    _ = try Fit(data: data, bundle: out, recipe: recipe).run()
                    return ""
                } catch { return "\(error)" }
            }
            #expect(refusal(data, recipe("\(folder.path)/none.safetensors", [.probe])).contains("no such file"))
            let table = try writeTable(to: folder.appendingPathComponent("rows.csv"))
            #expect(refusal(table, recipe(weights, [.probe])).contains("takes pictures"))
            var twice = recipe(weights, [.probe])
            twice.transfer?.tunings.append(TuningSettings(.probe))
            #expect(refusal(data, twice).contains("named twice"))
            // Weights of another network, by tensors and by shapes.
            var wrong = recipe(weights, [.probe])
            wrong.transfer?.backbone = .resNet18
            #expect(refusal(data, wrong).contains("resnet18"))
            // A number that is none.
            let state: StateDictionary = ["a.weight": Tensor([Float.nan])]
            try SafetensorsFile.write(state, to: folder.appendingPathComponent("nan.safetensors"))
            #expect(!refusal(data, recipe("\(folder.path)/nan.safetensors", [.probe])).isEmpty)
            // Kernels that see nothing of so small a picture.
            var small = recipe(weights, [.probe])
            small.transfer?.side = 4
            #expect(refusal(data, small).contains("--side"))
            #expect(!FileManager.default.fileExists(atPath: out))
        }
    }
}
