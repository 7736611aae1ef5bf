import Foundation
import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// From a fitted bundle to a spiking one, and what the other commands make of it.
@Suite(.serialized) struct SpikingBundleTests {
    /// A fitted bundle in a folder of its own, with the path of its data. Its network is replaced by a fresh one of
    /// another architecture where one is given: what a fit chooses among small networks is not for this test to say.
    private func withBundle<Result>(
        _ architecture: Frugal.Architecture? = nil,
        _ body: (_ folder: URL, _ bundle: String, _ data: String) throws -> Result
    ) throws -> Result {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let bundle = folder.appendingPathComponent("plain.frugal").path
            _ = try Fit(data: data, bundle: bundle, recipe: tinyRecipe(epochs: 2)).run()
            if let architecture {
                var manifest = try Predictor(bundle: bundle).manifest
                manifest.teaching = nil
                manifest.architecture = try .init(kind: architecture.kind, recipe: architecture)
                var random = RandomStream(seed: 3)
                let shape = InputShape.image(height: 8, width: 8, channels: 1)
                let network = try Network(architecture, for: shape, classes: 3, using: &random)
                _ = try ModelBundle.write(manifest, to: URL(fileURLWithPath: bundle)) { staging in
                    try Weights.write(network, to: staging.appendingPathComponent(ModelBundle.weightsName))
                }
            }
            return try body(folder, bundle, data)
        }
    }

    private let convolutional = Frugal.Architecture.convolutional(
        ConvolutionalShape(widths: [6, 8], convolutionsPerStage: 1))
    private let perceptron = Frugal.Architecture.perceptron(PerceptronShape(hidden: [24]))

    @Test func aConvolutionalBundleBecomesSpiking() throws {
        try withBundle(convolutional) { folder, bundle, data in
            let out = folder.appendingPathComponent("spiking.frugal")
            let result = try SpikingConversion(
                bundle: bundle, out: out, recipe: ConversionRecipe(.maximum, steps: 500)
            ).run()
            #expect(result.spiking.total == result.analog.total)
            #expect(result.curve.ledger.layers.map(\.name).contains("2 max-pool"))
            // Both answer the same pictures alike.
            let (plain, spiking) = (try Predictor(bundle: bundle), try Predictor(bundle: out.path))
            let examples = try plain.load(data)
            let (theirs, ours) = (try plain.answers(examples), try spiking.answers(examples))
            let alike = (0..<examples.count).count { theirs.answer($0) == ours.answer($0) }
            #expect(Double(alike) > 0.9 * Double(examples.count))
            // The bundle predicts and is scored like any other, and as its own simulation answers.
            let model = try Predictor(bundle: out.path)
            #expect(model.manifest.architecture.kind == "spiking")
            let evaluation = try model.evaluate(model.load(data))
            let simulation = try SpikingSimulation(bundle: out.path, data: data)
            #expect(simulation.curve.points.last?.right == evaluation.accuracy.successes)
            let one = try model.predict(pictureAt: "\(data)/across/0.png")
            #expect(one.choices.count == 3)
            #expect(simulation.energy.count == EnergyPreset.all.count)
            #expect(FileManager.default.fileExists(atPath: out.appendingPathComponent("report.html").path))
            #expect(model.manifest.test == nil)
        }
    }

    /// Codings of raw numbers take the normalisation into the weights; a first convolution that pads cannot.
    @Test func rawPicturesNeedANetworkThatDoesNotPad() throws {
        let coding = InputCoding.regular(rate: 1)
        try withBundle(perceptron) { folder, bundle, data in
            let out = folder.appendingPathComponent("spiking.frugal")
            let result = try SpikingConversion(
                bundle: bundle, data: data, out: out, recipe: ConversionRecipe(coding: coding, steps: 100)
            ).run()
            #expect(abs(result.spiking.share - result.analog.share) <= 0.1)
            let model = try Predictor(bundle: out.path)
            guard case .image(let input) = model.manifest.input else {
                Issue.record("it takes pictures")
                return
            }
            #expect(input.mean == [0] && input.standardDeviation == [1])
        }
        try withBundle(convolutional) { folder, bundle, data in
            do {
                _ = try SpikingConversion(
                    bundle: bundle, data: data, out: folder.appendingPathComponent("s.frugal"),
                    recipe: ConversionRecipe(coding: coding)
                ).run()
                Issue.record("padding was converted")
            } catch { #expect("\(error)".contains("use direct coding")) }
        }
    }

    @Test func whatIsNoSpikingNetworkIsSaid() throws {
        try withBundle { folder, bundle, data in
            #expect(throws: FrugalError.self) { try SpikingSimulation(bundle: bundle, data: data) }
            let out = folder.appendingPathComponent("spiking.frugal")
            _ = try SpikingConversion(bundle: bundle, out: out, recipe: ConversionRecipe(steps: 5)).run()
            #expect(throws: FrugalError.self) {
                try SpikingConversion(bundle: out.path, out: out, recipe: ConversionRecipe(steps: 5)).run()
            }
            #expect(throws: FrugalError.self) { try SpikingSimulation(bundle: out.path, data: data, steps: 0) }
            // Weights of another length.
            try Data("no weights".utf8).write(to: out.appendingPathComponent("weights.safetensors"))
            #expect(throws: (any Error).self) { try Predictor(bundle: out.path) }
        }
    }

    /// Where energy is the goal the best network has a spiking row beside it, whose weights lie in the run's folder
    /// like those of any other.
    @Test func aFitForEnergyTriesASpikingNetwork() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            var recipe = tinyRecipe(epochs: 10)
            (recipe.goal, recipe.within) = (.energy, 5)
            let result = try Fit(
                data: data, bundle: folder.appendingPathComponent("m.frugal").path, recipe: recipe
            ).run()
            let row = try #require(result.leaderboard.first { $0.role == .spiking })
            #expect(row.failure == nil)
            #expect(row.name.hasSuffix("-spiking"))
            let source = try #require(result.leaderboard.first { "\($0.name)-spiking" == row.name })
            let (share, best) = (row.validation?.share ?? 0, source.validation?.share ?? 1)
            #expect(share >= best - 0.05 - 1e-9 || row.synapticAdditions ?? 0 > 0)
            #expect((row.multiplyAdds ?? 0) > 0 && (row.synapticAdditions ?? 0) > 0)
            #expect(row.parameters ?? 0 > 0)
            let energy = try #require(row.cost(under: .energy))
            let joules = 4.6e-12 * Double(row.multiplyAdds ?? 0) + 0.9e-12 * Double(row.synapticAdditions ?? 0)
            #expect(abs(energy - joules) < 1e-15)
        }
    }

    @Test(.enabled(if: Command.path != nil, "the command was not built beside the tests"))
    func theCommandsConvertAndSimulate() throws {
        try withBundle(perceptron) { folder, bundle, data in
            let out = folder.appendingPathComponent("spiking.frugal").path
            let converted = try Command.run(["spike", "convert", bundle, "--out", out, "--steps", "40"])
            #expect(converted.status == 0, "\(converted.err)")
            #expect(converted.out.contains("without spikes"))
            let simulated = try Command.run(["spike", "simulate", out, data, "--examples", "10", "--json", "--quiet"])
            #expect(simulated.status == 0, "\(simulated.err)")
            let json = try JSONSerialization.jsonObject(with: Data(simulated.out.utf8)) as? [String: Any]
            #expect(json?["examples"] as? Int == 10)
            for words in [
                ["spike", "convert", bundle, "--out", out, "--coding", "morse"],
                ["spike", "simulate", out, data, "--steps", "0"],
            ] {
                #expect(try Command.run(words).status == 64)
            }
        }
    }
}
