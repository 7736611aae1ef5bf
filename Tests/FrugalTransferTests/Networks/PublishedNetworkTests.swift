import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

private let environment = ProcessInfo.processInfo.environment

/// Networks that follow the descriptions beside the published weights.
@Suite(.enabled(if: environment["FRUGAL_DATA"] != nil, "needs FRUGAL_DATA/weights"))
struct PublishedNetworkTests {
    @Test(arguments: [
        ("mobilenet_v1_0.75_224", 2_585_560, 768, 28), ("squeezenet_v1.0_pruned", 1_248_424, 512, 18),
        ("resnet20_cifar10", 269_722, 64, 11),
    ])
    func aDescribedNetworkLoadsWhole(name: String, parameters: Int, features: Int, blocks: Int) throws {
        var random = RandomStream(seed: 1)
        let loaded = try PretrainedNetwork(try Self.file(name), using: &random)
        #expect(loaded.report.isComplete && loaded.report.reinitialised.isEmpty)
        #expect(loaded.network.plan.parameterCount == parameters)
        #expect(try loaded.network.plan.featureCount() == features)
        #expect(loaded.network.plan.blocks.count == blocks, "\(loaded.network.plan.blocks.map(\.name))")
    }

    /// The published error of 8.27 % on all 10,000 test pictures, exactly.
    @Test(.enabled(if: environment["FRUGAL_CIFAR"] != nil, "needs FRUGAL_CIFAR"))
    func residualNetworkHasItsPublishedError() throws {
        var random = RandomStream(seed: 1)
        let loaded = try PretrainedNetwork(try Self.file("resnet20_cifar10"), using: &random)
        let images = try CIFARFolder(try #require(environment["FRUGAL_CIFAR"]) + "/cifar-10").load(.test)
        let pipeline = Pipeline(normalisation: try loaded.preparation.normalisation())
        var errors = 0
        for first in stride(from: 0, to: images.count, by: 500) {
            let places = Array(first..<(first + 500))
            let x = try pipeline.tensor(images, indices: places)
            let answers = withoutGradients { loaded.network(x, .evaluation).argMax(along: 1).ints() }
            errors += zip(answers, places).count { $0 != images.labels[$1] }
        }
        #expect(errors == 827)
    }

    static func file(_ name: String) throws -> WeightFile {
        let folder = URL(fileURLWithPath: try #require(environment["FRUGAL_DATA"]))
        return try WeightFile(at: folder.appendingPathComponent("weights/\(name).safetensors"))
    }
}
