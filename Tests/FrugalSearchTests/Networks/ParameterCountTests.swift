import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

/// Parameters and multiply-adds of some networks, counted by hand.
@Suite struct ParameterCountTests {
    private func cost(
        _ family: any NetworkFamily, _ names: [String], _ shape: InputShape, classes: Int = 10
    ) throws -> NetworkCost {
        var stream = RandomStream(seed: 1)
        let network = try family.build(
            try architecture(names, in: family.space), for: shape, classes: classes, using: &stream)
        return try NetworkCost(of: network, for: shape)
    }

    @Test func stringsOfLayers() throws {
        let family = try ReinforcementStrings(depths: 1...3)
        let shape = InputShape.image(height: 8, width: 8, channels: 3)
        // 24 filters of 3x5 over 3 channels, at every pixel; a dense layer.
        let one = try cost(family, ["1", "3", "5", "1", "1", "24"], shape)
        #expect(one.parameters == 24 * 45 + 48 + 250)
        #expect(one.multiplyAdds == 64 * 24 * 45 + 240)
        // The second layer sees the first, the third both; strides of 3 and 2 make 3x4 pixels; one loose end.
        let three = try cost(
            family,
            [
                "3", "1", "1", "1", "1", "24", "7", "1", "3", "2", "36", "yes", "3", "3", "1", "1", "48", "yes", "yes",
            ], shape)
        #expect(three.parameters == 24 * 3 + 48 + 36 * 24 * 7 + 72 + 48 * 60 * 9 + 96 + 490)
        #expect(three.multiplyAdds == 64 * 72 + 12 * 36 * 168 + 64 * 48 * 540 + 480)
        // Without skips every layer sees the picture, and all three go to the classifier.
        let loose = try cost(
            family,
            ["3", "1", "1", "1", "1", "24", "1", "1", "2", "2", "24", "no", "1", "1", "3", "3", "36", "no", "no"], shape
        )
        #expect(loose.parameters == 2 * (24 * 3 + 48) + 36 * 3 + 72 + 850)
    }

    @Test func mobileNetworks() throws {
        let family = try MobileFamily()
        let shape = InputShape.image(height: 8, width: 8, channels: 1)
        let small = try cost(
            family, ["1", "4", "3", "expansion 1", "1", "8", "3", "expansion 1", "1", "16", "3", "expansion 1"], shape)
        let stem = 9 * 4 + 8
        #expect(
            small.parameters == stem + (36 + 8 + 16 + 8) + (36 + 8 + 32 + 16) + (72 + 16 + 128 + 32) + 170)
        // Stem and first stage at 8x8, the rest at 4x4.
        #expect(small.multiplyAdds == 64 * (36 + 36 + 16) + 16 * (36 + 32 + 72 + 128) + 160)
        let wide = try cost(
            family, ["1", "8", "5", "expansion 6", "1", "8", "3", "expansion 1", "1", "16", "3", "expansion 1"], shape)
        #expect(
            wide.parameters == (72 + 16) + (8 * 48 + 96 + 48 * 25 + 96 + 48 * 8 + 16) + (72 + 16 + 64 + 16)
                + (72 + 16 + 128 + 32) + 170)
        let most = try cost(
            family, ["3", "16", "5", "expansion 6", "3", "32", "5", "expansion 6", "3", "64", "5", "expansion 6"], shape
        )
        #expect(small.parameters < 1000 && (200_000...330_000).contains(most.parameters))
    }

    /// The preset conv-16 of `frugal fit` is one of them.
    @Test func mobileNetworksOfConvolutions() throws {
        let family = try MobileFamily()
        let names = ["1", "16", "3", "convolution", "2", "32", "3", "convolution", "1", "64", "3", "convolution"]
        let network = try cost(family, names, InputShape.image(height: 28, width: 28, channels: 1))
        #expect(network.parameters == 176 + 2336 + 4672 + 9280 + 18_560 + 650)
        #expect(
            network.multiplyAdds == 28 * 28 * (144 + 2304) + 14 * 14 * (4608 + 9216) + 7 * 7 * 18_432 + 640)
    }

    @Test func mobileBeginsWithPlainNetworksFromNarrowToWide() throws {
        let family = try MobileFamily()
        let shape = InputShape.image(height: 28, width: 28, channels: 1)
        let parameters = try family.starts.map { architecture in
            var random = RandomStream(seed: 1)
            return try family.build(architecture, for: shape, classes: 10, using: &random).parameterCount
        }
        // The presets conv-8 and conv-16 are the second and the last.
        #expect(parameters == [2446, 9202, 20_278, 35_674])
        #expect(try MobileFamily(blocks: [.inverted(expansion: 3)]).starts.isEmpty)
        #expect(try MobileFamily(kernels: [5]).starts.isEmpty)
    }

    @Test func perceptrons() throws {
        let family = try TableFamily()
        let plain = try cost(family, ["relu", "0", "none", "no", "2", "16", "8"], .vector(5), classes: 3)
        #expect(plain.parameters == 5 * 16 + 16 + 16 * 8 + 8 + 27)
        #expect(plain.multiplyAdds == 80 + 128 + 24)
        let residual = try cost(family, ["gelu", "25", "layer", "yes", "2", "16", "16"], .vector(5), classes: 3)
        #expect(residual.parameters == (80 + 16 + 32 + 80) + (256 + 16 + 32) + 51)
    }

    @Test func handMadeNetworks() throws {
        var stream = RandomStream(seed: 1)
        let shape = InputShape.image(height: 32, width: 32, channels: 3)
        let residual = try NetworkCost(of: CifarResNet(using: &stream), for: shape)
        #expect(residual.parameters == 269_722)
        // 41 million, as He et al. state.
        #expect((40_500_000...41_500_000).contains(residual.multiplyAdds))
        let dense = try NetworkCost(of: DenseNetBC(using: &stream), for: shape)
        #expect(dense.parameters == 769_162)
        #expect(throws: FrugalError.self) { try CifarResNet(depth: 21, using: &stream) }
        #expect(throws: FrugalError.self) { try DenseNetBC(depth: 99, using: &stream) }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        var stream = RandomStream(seed: 1)
        let mobile = try MobileFamily()
        let names = ["1", "4", "3", "expansion 1", "1", "8", "3", "expansion 1", "1", "16", "3", "expansion 1"]
        let plan = try architecture(names, in: mobile.space)
        let tiny = InputShape.image(height: 7, width: 20, channels: 1)
        let error = #expect(throws: FrugalError.self) {
            try mobile.build(plan, for: tiny, classes: 3, using: &stream)
        }
        #expect(error?.kind == .usage)
        let tables = try TableFamily()
        #expect(throws: FrugalError.self) { try tables.build(plan, for: .vector(3), classes: 3, using: &stream) }
        let strings = try ReinforcementStrings()
        let string = try strings.space.random(using: &stream)
        #expect(throws: FrugalError.self) { try strings.build(string, for: .vector(3), classes: 3, using: &stream) }
        #expect(throws: FrugalError.self) { try ReinforcementStrings(kernels: [2]) }
    }
}
