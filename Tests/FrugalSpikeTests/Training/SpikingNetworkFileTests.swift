import Foundation
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct SpikingNetworkFileTests {
    @Test func `a network is read back as it was written`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = RandomStream(seed: 1)
        let layers = [
            SurrogateLayer(
                "first", Conv2d(1, 4, kernel: 3, stride: 2, padding: 1, using: &random), SpikingNeurons(decay: 0.5),
                steps: 4),
            SurrogateLayer("pool", AveragePool2d(2), nil, steps: 4),
            SurrogateLayer("last", Linear(16, 3, bias: false, using: &random), .silent(), steps: 4),
        ]
        let network = try SurrogateNetwork(
            inputShape: [1, 8, 8], coding: .poisson(rate: 0.5), steps: 4, layers: layers, readout: .finalMembrane
        ).spikingNetwork()
        try SpikingNetworkFile(network, classes: ["a", "b", "c"]).write(to: folder)
        let read = try SpikingNetworkFile(readingFrom: folder)
        #expect(read.network == network)
        #expect(read.classes == ["a", "b", "c"])
        try Data("{}".utf8).write(to: folder.appendingPathComponent("network.json"))
        #expect(throws: TrackError.self) { try SpikingNetworkFile(readingFrom: folder) }
    }
}
