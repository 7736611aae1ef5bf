import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

private let environment = ProcessInfo.processInfo.environment

/// ResNet-20 with the weights of a public training of 8.27 % test error.
@Suite struct PublishedWeightsTests {
    @Test(.enabled(if: environment["FRUGAL_DATA"] != nil && environment["FRUGAL_CIFAR"] != nil))
    func theyNameNineOfTenPicturesRightly() throws {
        let folder = URL(fileURLWithPath: try #require(environment["FRUGAL_DATA"]))
        let file = try SafetensorsFile(at: folder.appendingPathComponent("weights/resnet20_cifar10.safetensors"))
        var stream = RandomStream(seed: 1)
        var network = try CifarResNet(using: &stream)
        try network.load(laidOut: file.stateDictionary())
        let images = try CIFARFolder(try #require(environment["FRUGAL_CIFAR"]) + "/cifar-10").load(.test)
        let normalisation = try Normalisation(mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
        let source = try ImageSource(images, pipeline: Pipeline(normalisation: normalisation))
        let score = try ChildScorer(source).score(network, on: Array(0..<500))
        #expect(score.share > 0.9)
    }
}
