import FrugalData
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSearch

@Suite struct DropPathTests {
    @Test func `a path is dropped whole or made up for`() {
        let pass = Pass.training(RandomStream(seed: 3))
        let x = Tensor.ones([400, 2, 2, 2])
        let sums = x.pathDropped(0.25, in: pass).sum(along: 1, 2, 3).doubles()
        #expect(Set(sums.map { ($0 * 1000).rounded() / 1000 }) == [0, 10.667])
        let dropped = Double(sums.filter { $0 == 0 }.count) / 400
        // Four standard errors of a share of 400.
        #expect(abs(dropped - 0.25) < 4 * (0.25 * 0.75 / 400).squareRoot())
        #expect(x.pathDropped(0.25, in: .evaluation).elementsEqual(x))
    }

    @Test func `identities are never dropped and deep cells most often`() throws {
        var settings = EnasMicro.Settings()
        (settings.cells, settings.filters, settings.nodes, settings.dropout) = (3, 4, 1, 0)
        let family = try EnasMicro(settings)
        var stream = RandomStream(seed: 5)
        let x = Tensor.normal([4, 3, 8, 8], using: &stream)
        // Only identities: drop-path changes nothing.
        var identities = try network(family, operation: 4)
        let whole = identities.scores(x, Pass.training(RandomStream(seed: 1))).scores
        identities.dropPath = 0.9
        #expect(identities.scores(x, Pass.training(RandomStream(seed: 1))).scores.elementsEqual(whole))
        var pools = try network(family, operation: 3)
        let undropped = pools.scores(x, Pass.training(RandomStream(seed: 1))).scores
        pools.dropPath = 0.9
        #expect(!pools.scores(x, Pass.training(RandomStream(seed: 1))).scores.elementsEqual(undropped))
        // A prediction drops nothing.
        #expect(pools.forward(x, .evaluation).elementsEqual(try network(family, operation: 3).forward(x, .evaluation)))
    }

    private func network(_ family: EnasMicro, operation: Int) throws -> MicroNetwork {
        var stream = RandomStream(seed: 7)
        let cell = [0, operation, 1, operation]
        let built = try family.build(
            family.space.architecture(cell + cell), for: .image(height: 8, width: 8, channels: 3), classes: 3,
            using: &stream)
        return try #require(built as? MicroNetwork)
    }

    @Test func `an auxiliary head answers in training where pictures are large enough`() throws {
        var settings = EnasMicro.Settings()
        (settings.cells, settings.filters, settings.nodes) = (2, 4, 1)
        let family = try EnasMicro(settings)
        var stream = RandomStream(seed: 7)
        let architecture = try family.space.random(using: &stream)
        for (side, has) in [(20, true), (16, false)] {
            let network = try family.build(
                architecture, for: .image(height: side, width: side, channels: 1), classes: 3, using: &stream)
            let x = Tensor.normal([2, 1, side, side], using: &stream)
            #expect((network.scores(x, .training(RandomStream(seed: 1))).auxiliary != nil) == has)
            #expect(network.scores(x, .evaluation).auxiliary == nil)
        }
    }
}
