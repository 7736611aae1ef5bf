import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct NetworkTests {
    private static let architectures: [Architecture] = [
        .linear(LinearShape(pooling: 2)), .perceptron(PerceptronShape(hidden: [8, 4], dropout: 0.5)),
        .convolutional(ConvolutionalShape(widths: [4, 8, 8])), .residual(ResidualShape(widths: [4, 8])),
    ]

    @Test(arguments: architectures) func givesAScoreAClass(_ architecture: Architecture) throws {
        var random = RandomStream(seed: 1)
        let shape = InputShape.image(height: 10, width: 8, channels: 3)
        let network = try Network(architecture, for: shape, classes: 5, using: &random)
        let output = try Tensor.checking { network(.zeros(shape.batch(2)), .evaluation) }
        #expect(output.shape == [2, 5])
    }

    @Test(arguments: architectures) func weightsComeBackToTheBit(_ architecture: Architecture) throws {
        try withTemporaryFolder { folder in
            var random = RandomStream(seed: 1)
            let shape = InputShape.image(height: 8, width: 8, channels: 1)
            let network = try Network(architecture, for: shape, classes: 3, using: &random)
            let file = folder.appendingPathComponent("weights.safetensors")
            try Weights.write(network, to: file)
            var other = try Network(architecture, for: shape, classes: 3, using: &random)
            try Weights.read(file, into: &other)
            let input = Tensor.normal(shape.batch(4), using: &random)
            #expect(network(input, .evaluation).floats() == other(input, .evaluation).floats())
        }
    }

    @Test func picturesNetworksRefuseRows() {
        var random = RandomStream(seed: 1)
        #expect(throws: FrugalError.self) {
            try Network(.residual(ResidualShape(widths: [4])), for: .vector(3), classes: 2, using: &random)
        }
    }

    @Test func weightsOfAnotherNetworkAreRefused() throws {
        try withTemporaryFolder { folder in
            var random = RandomStream(seed: 1)
            let file = folder.appendingPathComponent("weights.safetensors")
            let small = try Network(
                .perceptron(PerceptronShape(hidden: [4])), for: .vector(3), classes: 2, using: &random)
            try Weights.write(small, to: file)
            var large = try Network(
                .perceptron(PerceptronShape(hidden: [5])), for: .vector(3), classes: 2, using: &random)
            let error = #expect(throws: FrugalError.self) { try Weights.read(file, into: &large) }
            #expect(error?.kind == .model)
            #expect(error?.description.contains(file.path) == true)
        }
    }
}
