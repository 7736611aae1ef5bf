import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

/// Every option of every decision of a space, each in some architecture: the first one that has it, the rest at random.
func architecturesWithEveryOption(of space: SearchSpace, seed: UInt64) throws -> [Architecture] {
    var stream = RandomStream(seed: seed)
    var missing: Set<String> = []
    func note(_ decisions: [Decision]) {
        for decision in decisions {
            for option in decision.options {
                missing.insert("\(decision.kind) \(option.name)")
                note(option.then)
            }
        }
    }
    note(space.decisions)
    var found: [Architecture] = []
    while !missing.isEmpty {
        let architecture = try space.random(using: &stream)
        let options = try space.choices(of: architecture).map { "\($0.kind) \($0.option)" }
        guard options.contains(where: missing.contains) else { continue }
        missing.subtract(options)
        found.append(architecture)
    }
    return found
}

/// The tokens of the options of these names, decision after decision.
func architecture(_ names: [String], in space: SearchSpace) throws -> Architecture {
    try space.architecture(ofOptions: names)
}

@Suite struct FamilyTests {
    private static let small = InputShape.image(height: 8, width: 9, channels: 2)
    /// A family that is small enough for debug builds, and has every option, with a shape that it takes.
    private func family(_ name: String) throws -> (any NetworkFamily, InputShape) {
        switch name {
        case "nas-rl": (try ReinforcementStrings(depths: 1...4, filters: [2, 3]), Self.small)
        case "mobile": (try MobileFamily(), Self.small)
        default: (try TableFamily(), .vector(7))
        }
    }

    @Test(arguments: ["nas-rl", "mobile", "tables"]) func everyOptionBuildsRunsAndHasGradients(name: String) throws {
        let (family, shape) = try family(name)
        for architecture in try architecturesWithEveryOption(of: family.space, seed: 3) {
            var stream = RandomStream(seed: 4)
            let network = try family.build(architecture, for: shape, classes: 3, using: &stream)
            try check(network, shape)
        }
    }

    private func check<Network: SearchedNetwork>(_ network: Network, _ shape: InputShape) throws {
        var stream = RandomStream(seed: 5)
        let x = Tensor.normal(shape.batch(6), using: &stream)
        let pass = Pass.training(RandomStream(seed: 1))
        let (loss, gradients) = try Tensor.checking {
            valueWithGradients(at: network) { network in
                crossEntropy(network.scores(x, pass).scores, Tensor([0, 1, 2, 0, 1, 2]))
            }
        }
        #expect(loss.item().isFinite)
        for (path, gradient) in zip(network.parameterPaths, gradients.values) {
            #expect(try #require(gradient).isFinite().all().item() == 1, "\(path)")
        }
        #expect(gradients.norm > 0)
        #expect(network(x, .evaluation).shape == [6, 3])
        #expect(Set(network.parameterPaths).count == network.parameterPaths.count)
    }

    /// What a network computes with weights lent by a store, it computes alone with the same weights copied.
    @Test(arguments: ["nas-rl", "mobile", "tables"])
    func lentWeightsGiveTheOutputsOfTheStandaloneNetwork(name: String) throws {
        let (family, shape) = try family(name)
        var store = WeightStore()
        var stream = RandomStream(seed: 6)
        let architectures = try architecturesWithEveryOption(of: family.space, seed: 7)
        for _ in 0..<2 {
            for architecture in architectures {
                let fresh = try family.build(architecture, for: shape, classes: 3, using: &stream)
                let other = try family.build(architecture, for: shape, classes: 3, using: &stream)
                try shareAndCompare(fresh, other, &store, shape)
            }
        }
        #expect(store.count > 0)
    }

    private func shareAndCompare<Network: SearchedNetwork>(
        _ fresh: Network, _ other: any SearchedNetwork, _ store: inout WeightStore, _ shape: InputShape
    ) throws {
        var child = fresh
        store.lend(to: &child)
        child.forEachParameter { $0 = $0 * 1.01 + 0.001 }
        store.takeBack(child)
        var alone = try #require(other as? Network)
        try alone.load(child.stateDictionary)
        var again = fresh
        store.lend(to: &again)
        var stream = RandomStream(seed: 8)
        let input = Tensor.normal(shape.batch(2), using: &stream)
        #expect(again(input, .evaluation).floats() == alone(input, .evaluation).floats())
        #expect(fresh(input, .evaluation).floats() != alone(input, .evaluation).floats())
    }

    @Test func networksShareWhatTheyHaveInCommonAndNothingElse() throws {
        let family = try MobileFamily()
        var stream = RandomStream(seed: 9)
        let one = try architecture(
            ["1", "8", "3", "expansion 3", "2", "16", "3", "expansion 3", "1", "16", "5", "expansion 1"],
            in: family.space)
        let two = try architecture(
            ["1", "8", "3", "expansion 3", "1", "16", "5", "expansion 3", "1", "16", "5", "expansion 1"],
            in: family.space)
        let paths = try [one, two].map {
            Set(try family.build($0, for: Self.small, classes: 3, using: &stream).parameterPaths)
        }
        let common = paths[0].intersection(paths[1])
        #expect(common.contains { $0.hasPrefix("stage 1.block 1") })
        #expect(!common.contains { $0.hasPrefix("stage 2.") })
        #expect(common.contains { $0.hasPrefix("stage 3.block 1") })
    }

    @Test func anOptimisersMemoryStaysWithTheWeights() throws {
        let family = try TableFamily()
        var stream = RandomStream(seed: 10)
        let plan = ["relu", "0", "none", "no", "1", "8"]
        var network = try #require(
            try family.build(architecture(plan, in: family.space), for: .vector(4), classes: 3, using: &stream)
                as? TableNetwork)
        var (alone, optimizer) = (network, SGD(learningRate: 0.1, momentum: 0.9, nesterov: true))
        var store = WeightStore()
        let x = Tensor.normal([5, 4], using: &stream)
        for _ in 0..<3 {
            let gradients = valueWithGradients(at: alone) {
                crossEntropy($0.forward(x, .evaluation), Tensor([0, 1, 2, 0, 1]))
            }.gradients
            optimizer.update(&alone, with: gradients)

            store.lend(to: &network)
            var fresh = SGD(learningRate: 0.1, momentum: 0.9, nesterov: true)
            try store.lend(to: &fresh, for: network)
            fresh.update(&network, with: gradients)
            store.takeBack(network)
            store.takeBack(fresh, for: network)
        }
        #expect(network.parameters.map { $0.floats() } == alone.parameters.map { $0.floats() })
    }
}
