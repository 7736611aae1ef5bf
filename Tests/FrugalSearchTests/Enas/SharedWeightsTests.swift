import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalSearch

/// The architecture with one token changed.
private func changing(_ tokens: [Int], at place: Int, to token: Int) -> [Int] {
    var changed = tokens
    changed[place] = token
    return changed
}

@Suite struct SharedWeightsTests {
    private let shape = InputShape.image(height: 9, width: 10, channels: 3)
    private let pass = Pass(isTraining: false, normalization: .batchOnly, random: RandomStream(seed: 0))

    private var micro: EnasMicro {
        get throws {
            var settings = EnasMicro.Settings()
            settings.cells = 3
            settings.filters = 4
            settings.nodes = 3
            return try EnasMicro(settings)
        }
    }

    private var macro: EnasMacro {
        get throws {
            var settings = EnasMacro.Settings()
            settings.layers = 5
            settings.filters = 4
            settings.doublesFilters = true
            return try EnasMacro(settings)
        }
    }

    /// The output of an architecture by the shared weights, by a network of its own into which they were copied, and by `plain`.
    private func check<Family: SharedFamily>(
        _ family: Family, _ tokens: [Int], _ shared: Family.Shared, _ x: Tensor, _ plain: (Tensor, [Int]) -> Tensor
    ) throws -> Tensor {
        let architecture = try family.space.architecture(tokens)
        let child = try shared.child(architecture)
        var stream = RandomStream(seed: 99)
        var alone = try #require(
            try family.build(architecture, for: shape, classes: 4, using: &stream) as? Family.Shared.Child)
        let fresh = alone.forward(x, pass)
        try alone.load(child.stateDictionary)
        let scores = child.forward(x, pass)
        #expect(scores.shape == [x.shape[0], 4])
        #expect(!scores.elementsEqual(fresh))
        #expect(scores.elementsEqual(alone.forward(x, pass)), "the standalone network differs at \(architecture)")
        let distance = relativeDistance(scores, plain(x, tokens))
        #expect(distance < 2e-4, "the plain network differs by \(distance) at \(architecture)")
        return scores
    }

    @Test(arguments: 0..<5) func `every micro operation computes the same in the search and alone`(
        operation: Int
    ) throws {
        let family = try micro
        var stream = RandomStream(seed: UInt64(operation))
        var shared = try family.sharedWeights(for: shape, classes: 4, using: &stream)
        // Scales of one and shifts of zero would hide a normalisation that is applied to the wrong thing.
        shared.forEachParameter { $0 = $0 + Tensor.normal($0.shape, deviation: 0.2, using: &stream) }
        let plain = PlainMicro(layers: PlainLayers(weights: shared.stateDictionary), settings: family.settings)
        let x = Tensor.normal([3, 3, 9, 10], using: &stream)
        // Each operation stands in each cell, on each side and at every node, the rest drawn at random.
        for place in stride(from: 1, to: family.space.decisions.count, by: 2) {
            var tokens = try family.space.random(using: &stream).tokens
            tokens[place] = operation
            let scores = try check(family, tokens, shared, x, plain.scores)
            let other = changing(tokens, at: place, to: (operation + 1 + place % 4) % 5)
            #expect(!scores.elementsEqual(try check(family, other, shared, x, plain.scores)))
        }
    }

    @Test(arguments: 0..<6) func `every macro operation computes the same in the search and alone`(
        operation: Int
    ) throws {
        let family = try macro
        var stream = RandomStream(seed: UInt64(operation))
        var shared = try family.sharedWeights(for: shape, classes: 4, using: &stream)
        // Scales of one and shifts of zero would hide a normalisation that is applied to the wrong thing.
        shared.forEachParameter { $0 = $0 + Tensor.normal($0.shape, deviation: 0.2, using: &stream) }
        let plain = PlainMacro(layers: PlainLayers(weights: shared.stateDictionary), settings: family.settings)
        let x = Tensor.normal([3, 3, 9, 10], using: &stream)
        var place = 0
        for layer in 0..<family.settings.layers {
            var tokens = try family.space.random(using: &stream).tokens
            tokens[place] = operation
            let scores = try check(family, tokens, shared, x, plain.scores)
            let other = changing(tokens, at: place, to: (operation + 1 + layer) % 6)
            #expect(!scores.elementsEqual(try check(family, other, shared, x, plain.scores)))
            if layer > 0 {
                let skip = changing(tokens, at: place + 1, to: 1 - tokens[place + 1])
                #expect(!scores.elementsEqual(try check(family, skip, shared, x, plain.scores)))
            }
            place += 1 + layer
        }
    }

    @Test func `a child shares the tensors and changing it leaves them`() throws {
        let family = try micro
        var stream = RandomStream(seed: 1)
        let shared = try family.sharedWeights(for: shape, classes: 4, using: &stream)
        let before = shared.parameters.map { $0.clone() }
        var child = try shared.child(family.space.random(using: &stream))
        let known = Set(shared.parameters.map(\.identity))
        #expect(child.parameters.allSatisfy { known.contains($0.identity) })
        #expect(child.parameterCount < shared.parameterCount)
        child.forEachParameter { $0 += 1 }
        #expect(zip(before, shared.parameters).allSatisfy { $0.elementsEqual($1) })
    }

    @Test func `weights made for one architecture do not serve another`() throws {
        let family = try micro
        var stream = RandomStream(seed: 1)
        let space = family.space
        let convolutions = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let plan = try MicroPlan(space.architecture(convolutions + convolutions), in: space, nodes: 3)
        let shared = try MicroSharedWeights(family, for: shape, classes: 4, only: plan, using: &stream)
        let others = convolutions.map { $0 + 1 }
        #expect(throws: FrugalError.self) { try shared.child(space.architecture(others + others)) }
    }

    @Test func `tables and tiny pictures are refused`() throws {
        var stream = RandomStream(seed: 1)
        for shape in [InputShape.vector(8), .image(height: 3, width: 9, channels: 1)] {
            #expect(throws: FrugalError.self) {
                try self.micro.sharedWeights(for: shape, classes: 2, using: &stream)
            }
            #expect(throws: FrugalError.self) {
                try self.macro.sharedWeights(for: shape, classes: 2, using: &stream)
            }
        }
    }
}
