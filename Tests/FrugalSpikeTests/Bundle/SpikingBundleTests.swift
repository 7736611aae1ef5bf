import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// A spiking network on disk.
@Suite struct SpikingBundleTests {
    private let network = RandomNetworks.convolutional(
        coding: .regular(rate: 0.5), stride: 1, padding: 1, pool: SpikingConnection.maxPool, overlap: true, seed: 2)

    private func withBundle<Result>(_ body: (ModelBundle) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spiking \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let manifest = ModelManifest(
            name: "net", architecture: try network.architecture(), classes: ["a", "b", "c"],
            input: .image(
                ImageInput(
                    height: 7, width: 6, channels: 2, resizeFilter: "antialiased", mean: [0, 0],
                    standardDeviation: [1, 1])),
            provenance: Provenance(
                data: [], dataHashes: [:], splitSeed: 1, splitSizes: [:], versions: Versions.all, command: ""))
        return try body(
            ModelBundle.write(manifest, to: folder.appendingPathComponent("net.frugal")) { staging in
                try network.writeWeights(to: staging.appendingPathComponent(ModelBundle.weightsName))
            })
    }

    @Test func whatIsWrittenIsReadBack() throws {
        try withBundle { bundle in
            let read = try SpikingNetwork(ModelBundle.load(from: bundle.url))
            #expect(read == network)
        }
    }

    /// A batch is answered example by example as single runs do.
    @Test func aClassifierAnswersAsItsRuns() throws {
        var random = RandomStream(seed: 3)
        let classifier = SpikingClassifier(try EventNetwork(network))
        let x = Tensor.uniform([5, 2, 7, 6], using: &random)
        let answers = classifier(x, .evaluation)
        #expect(answers.shape == [5, 3])
        let run = EventRun(classifier.network)
        for example in 0..<5 {
            try run.begin(x[example].floats())
            for _ in 0..<network.steps { run.step() }
            #expect(answers[example].floats() == run.answer)
        }
    }

    /// Whatever is damaged, reading it throws and names the bundle; nothing crashes.
    @Test func damagedBundlesAreRefused() throws {
        try withBundle { bundle in
            let weights = try Data(contentsOf: bundle.weights)
            func problem(
                _ weights: Data = weights, _ change: (inout SpikingArchitecture) -> Void = { _ in }
            ) throws -> String {
                var architecture = SpikingArchitecture(network)
                change(&architecture)
                var manifest = bundle.manifest
                manifest.architecture = try .init(kind: SpikingArchitecture.kind, recipe: architecture)
                let damaged = try ModelBundle.write(manifest, to: bundle.url) { staging in
                    try weights.write(to: staging.appendingPathComponent(ModelBundle.weightsName))
                }
                do {
                    _ = try EventNetwork(SpikingNetwork(damaged))
                    return "it was read"
                } catch { return "\(error)" }
            }
            func expect(_ part: String, _ change: (inout SpikingArchitecture) -> Void) throws {
                let found = try problem(weights, change)
                #expect(found.contains(part), "\(found)")
            }
            try expect("it was read") { _ in }
            try expect("weights") { $0.layers[0].connection = .dense(inputs: 84, outputs: 7) }
            try expect("decay") { $0.layers[0].neurons?.decay = 2 }
            try expect("not possible") { $0.layers[0].connection = .dense(inputs: -1, outputs: .max) }
            try expect("no neurons") { $0.layers.removeLast(2) }
            try expect("none") { $0.layers = [] }
            try expect("steps") { $0.steps = -3 }
            try expect("shape") { $0.inputShape = [.max, .max] }
            try expect("layers.3.bias") { $0.layers[3].hasBias = true }
            let cut = try problem(weights.prefix(200))
            #expect(cut != "it was read")
            let empty = try problem(Data())
            #expect(empty != "it was read")
        }
    }

    /// A few bytes of weights must not ask for more memory than there is.
    @Test func aLayerOfTooManyNeuronsIsRefused() {
        let huge = ConvolutionSynapses(
            channels: 1, height: 4000, width: 4000, filters: 2, kernel: 1, weights: [1, 1])
        let network = SpikingNetwork(
            inputShape: [1, 4000, 4000], coding: .direct, steps: 1,
            layers: [SpikingLayer(name: "huge", connection: .convolution(huge), neurons: .silent())],
            readout: .finalMembrane)
        #expect(throws: FrugalError.self) { try EventNetwork(network) }
    }
}
