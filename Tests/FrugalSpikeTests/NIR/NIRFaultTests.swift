import Foundation
import FrugalData
import SpikeEngine
import Testing

@testable import FrugalSpike

/// What a NIR file must not be: each fault is named, with its node and a remedy.
@Suite struct NIRFaultTests {
    /// The error of a file whose root is changed before it is written.
    private func error(_ change: (inout [String: HDF5Item]) -> Void) throws -> DataError? {
        var root = NIRFixtures.leaky().items()
        change(&root)
        let bytes = try HDF5Item.group(["version": .texts(["1.0"], shape: []), "node": .group(root)]).bytes()
        return #expect(throws: DataError.self) { try NIRFile(bytes) }
    }

    private func error(in node: String, _ change: (inout [String: HDF5Item]) -> Void) throws -> DataError? {
        try error { root in
            guard case .group(var nodes) = root["nodes"], case .group(var items) = nodes[node] else { return }
            change(&items)
            nodes[node] = .group(items)
            root["nodes"] = .group(nodes)
        }
    }

    @Test func anUnknownNodeTypeIsNamed() throws {
        let error = try error(in: "lif") { $0["type"] = .texts(["Izhikevich"], shape: []) }
        #expect(error?.code == .unsupported)
        #expect(error?.place == "node 'lif'")
        #expect(error?.reason == "the node type 'Izhikevich' is unknown")
        #expect(error?.remedy?.contains("CubaLIF") == true)
    }

    @Test(arguments: ["tau", "r", "v_leak", "v_threshold"])
    func aMissingFieldIsNamed(_ field: String) throws {
        let error = try error(in: "lif") { $0[field] = nil }
        #expect(error?.code == .malformed)
        #expect(error?.description.contains("node 'lif': LIF has no \(field)") == true)
    }

    @Test(arguments: [Double.nan, .infinity, -0.001, 0])
    func aTimeConstantThatCannotBeIsNamed(_ value: Double) throws {
        let error = try error(in: "lif") { $0["tau"] = .numbers(NIRArray(repeating: value, shape: [1])) }
        #expect(error?.description.contains("node 'lif': tau number 0 is \(value)") == true)
        #expect(error?.remedy != nil)
    }

    @Test func weightsOfAWrongRankAreNamed() throws {
        let error = try error(in: "fc") { $0["weight"] = .numbers(NIRArray(whole: [1, 2])) }
        #expect(error?.place == "node 'fc'")
        #expect(error?.reason == "weight has the shape [2]")
    }

    @Test func numbersOfANeuronThatDifferInShapeAreNamed() throws {
        let error = try error(in: "lif") {
            $0["tau"] = .numbers(NIRArray(repeating: 1, shape: [2]))
            $0["r"] = .numbers(NIRArray(repeating: 1, shape: [3]))
        }
        #expect(error?.code == .inconsistent)
        #expect(error?.reason == "its numbers have the shapes [2] and [3]")
    }

    @Test func edgesThatLeadNowhereAndEdgesThatAreNoPairsAreNamed() throws {
        let lost = try error { $0["edges"] = .texts(["fc", "lif2"], shape: [1, 2]) }
        #expect(lost?.place == "edge 'fc' to 'lif2'")
        #expect(lost?.reason == "there is no node 'lif2'")
        #expect(lost?.remedy?.contains("lif") == true)
        let odd = try error { $0["edges"] = .texts(["fc", "lif", "output"], shape: [3]) }
        #expect(odd?.place == "edges")
        let double = try error { $0["edges"] = .texts(["fc", "lif", "fc", "lif"], shape: [2, 2]) }
        #expect(double?.reason == "it is there twice")
        #expect(try error { $0["edges"] = nil }?.reason == "they are missing")
    }

    @Test func aFileWithoutAGraphIsNamed() throws {
        #expect(try error { $0["nodes"] = nil }?.reason == "the graph has no group 'nodes'")
        #expect(try error { $0["type"] = .texts(["LIF"], shape: []) }?.code == .unsupported)
        let other = try HDF5Item.group(["data": .numbers(NIRArray(whole: 3))]).bytes()
        let error = #expect(throws: DataError.self) { try NIRFile(other) }
        #expect(error?.reason == "there is no group 'node'")
    }

    @Test func graphsThatNestTooDeepAreRefused() throws {
        var graph = NIRFixtures.leaky()
        for _ in 0..<12 { graph = NIRGraph(nodes: ["inner": NIRNode(graph)], edges: []) }
        let bytes = try NIRFile(graph).encoded()
        let error = #expect(throws: DataError.self) { try NIRFile(bytes) }
        #expect(error?.code == .tooLarge)
        #expect(error?.reason == "groups lie more than 16 deep")
    }

    @Test func shapesAreInferredAndMisfitsNamed() throws {
        #expect(try NIRFixtures.graph("picture").shapes()["flat"] == [8])
        var graph = try NIRFixtures.graph("picture")
        graph.nodes["conv"]?.fields[.inputShape] = nil
        #expect(try graph.shapes()["pool"] == [2, 2, 2])
        graph.edges.removeAll { $0.source == "conv" }
        graph.nodes["spike"] = NIRNode(
            .integrateAndFire, [.resistance: NIRArray(whole: 1), .membraneThreshold: NIRArray(whole: 1)])
        let lost = #expect(throws: DataError.self) { try graph.shapes() }
        #expect(lost?.place == "node 'flat'")
        #expect(lost?.reason == "its shape is nowhere said")
        var wrong = try NIRFixtures.graph("picture")
        wrong.edges.removeAll { $0.source == "flat" || $0.target == "flat" }
        wrong.nodes["flat"] = nil
        wrong.edges.append(.init("pool", "fc"))
        let misfit = #expect(throws: DataError.self) { try wrong.shapes() }
        #expect(misfit?.place == "node 'fc'")
        #expect(misfit?.remedy == "Put a Flatten before it")
    }

    @Test func aCycleWithoutDelayIsNamedUnlessItMayTakeAStep() throws {
        var graph = NIRFixtures.leaky()
        graph.nodes["back"] = NIRNode(.linear, [.weight: NIRArray(shape: [1, 1], weights: [0.5])])
        graph.edges += [.init("lif", "back"), .init("back", "lif")]
        let error = #expect(throws: DataError.self) { try graph.engineNetwork() }
        #expect(error?.reason == "edges go round in a cycle without delay")
        #expect(error?.place?.contains("'lif'") == true && error?.place?.contains("'back'") == true)
        #expect(throws: DataError.self) { try graph.spikingNetwork() }
        let network = try graph.engineNetwork(reading: NIRReading(cyclesTakeAStep: true)).network.network
        #expect(network.connections.map(\.delay) == [.steps(0), .steps(1)])
        graph.nodes["wait"] = NIRNode(.delay, [.delay: NIRArray(repeating: 0.0002, shape: [1])])
        graph.edges = [
            .init("input", "fc"), .init("fc", "lif"), .init("lif", "output"), .init("lif", "back"),
            .init("back", "wait"), .init("wait", "lif"),
        ]
        let delayed = try graph.engineNetwork().network.network
        #expect(delayed.connections.map(\.delay) == [.steps(0), .steps(2)])
    }

    @Test func anUnstableStepIsNamedWithTheLargestStableOne() throws {
        let graph = NIRFixtures.leaky(tau: 0.001)
        let error = #expect(throws: DataError.self) {
            try graph.spikingNetwork(reading: NIRReading(timeStep: 0.0015))
        }
        #expect(error?.place == "node 'lif'")
        #expect(error?.remedy?.contains("The largest is 0.001 s") == true)
        let exact = try graph.spikingNetwork(reading: NIRReading(timeStep: 0.0015, integration: .exact)).network
        #expect(exact.layers[0].neurons?.decay == Float(exp(-1.5)))
        let engine = #expect(throws: DataError.self) { try graph.engineNetwork(reading: NIRReading(timeStep: 0.0015)) }
        #expect(engine?.remedy?.contains("The largest is 0.001 s") == true)
        let coarse = #expect(throws: DataError.self) {
            try graph.engineNetwork(reading: NIRReading(timeStep: 0.0007))
        }
        #expect(coarse?.remedy?.contains("0.00063") == true)
    }

    @Test func shapesTooLargeToCountAreRefused() throws {
        let huge = try error(in: "input") { $0["shape"] = .numbers(NIRArray(whole: [1 << 24, 1 << 24, 1 << 24])) }
        #expect(huge?.code == .tooLarge)
        #expect(huge?.place == "node 'input'")
        var padded = try NIRFixtures.graph("picture")
        padded.nodes["conv"]?.fields[.padding] = .numbers(NIRArray(whole: 1 << 24))
        #expect(throws: DataError.self) { try padded.shapes() }
        var wide = NIRGraph(chain: [
            ("input", NIRNode(.input, [.shape: NIRArray(whole: [1 << 22])])),
            (
                "if",
                NIRNode(.integrateAndFire, [.resistance: NIRArray(whole: 1), .membraneThreshold: NIRArray(whole: 1)])
            ),
            ("output", NIRNode(.output, [.shape: NIRArray(whole: [1 << 22])])),
        ])
        #expect(throws: DataError.self) { try wide.spikingNetwork() }
        #expect(throws: DataError.self) { try wide.engineNetwork() }
        wide.nodes["input"] = NIRNode(.input, [.shape: NIRArray(whole: [1 << 22, 1, 1])])
        wide.nodes["output"] = wide.nodes["input"].map { NIRNode(.output, [.shape: $0[.shape] ?? NIRArray(whole: 1)]) }
        #expect(throws: DataError.self) { try wide.spikingNetwork() }
    }

    /// Two ways between each two of forty nodes are 2^40 ways; a cycle of weights has no end.
    @Test func waysThatCannotBeFollowedAreRefused() throws {
        let one = NIRNode(.affine, [.weight: NIRArray(shape: [1, 1], weights: [0.5]), .bias: NIRArray(whole: [1])])
        var graph = NIRFixtures.leaky(weight: [1])
        graph.edges = [.init("input", "0a"), .init("input", "0b"), .init("40a", "lif"), .init("lif", "output")]
        graph.nodes["fc"] = nil
        for level in 0...40 {
            for side in ["a", "b"] {
                graph.nodes["\(level)\(side)"] = one
                guard level > 0 else { continue }
                for before in ["a", "b"] { graph.edges.append(.init("\(level - 1)\(before)", "\(level)\(side)")) }
            }
        }
        let error = #expect(throws: DataError.self) { try graph.engineNetwork() }
        #expect(error?.reason == "too many ways lead through nodes without neurons")
        var round = NIRFixtures.leaky(weight: [1])
        round.nodes["w"] = one
        round.nodes["wait"] = NIRNode(.delay, [.delay: NIRArray(repeating: 0.001, shape: [1])])
        round.edges += [.init("w", "wait"), .init("wait", "w")]
        #expect(throws: DataError.self) { try round.engineNetwork() }
    }

    @Test func neuronsOfANodeThatDifferAreNamed() throws {
        var graph = NIRFixtures.leaky()
        graph.nodes["fc"] = NIRNode(.linear, [.weight: NIRArray(shape: [2, 2], weights: [1, 0, 0, 1])])
        graph.nodes["output"] = NIRNode(.output, [.shape: NIRArray(whole: [2])])
        graph.nodes["lif"]?.fields[.timeConstant] = .numbers(NIRArray(shape: [2], values: [0.001, 0.002]))
        let error = #expect(throws: DataError.self) { try graph.spikingNetwork() }
        #expect(error?.place == "node 'lif'")
        #expect(error?.reason == "tau differs from neuron to neuron")
    }

    @Test func whatIsNoChainOrHasNoAnswerIsNamed() throws {
        var branched = NIRFixtures.leaky()
        branched.edges.append(.init("input", "output"))
        branched.nodes["output"] = NIRNode(.output, [.shape: NIRArray(whole: [1])])
        #expect(throws: DataError.self) { try branched.spikingNetwork() }
        var open = NIRFixtures.leaky()
        open.edges = [.init("input", "fc"), .init("fc", "output")]
        open.nodes["lif"] = nil
        let error = #expect(throws: DataError.self) { try open.spikingNetwork() }
        #expect(error?.place == "node 'fc'")
        var graph = NIRFixtures.leaky()
        let one = NIRArray(repeating: 1, shape: [1])
        graph.nodes["lif"] = NIRNode(
            .currentLeakyIntegrateAndFire,
            [
                .synapseTimeConstant: NIRArray(repeating: 2, shape: [1]), .membraneTimeConstant: one,
                .resistance: one, .leak: NIRArray(repeating: 0, shape: [1]), .membraneThreshold: one,
            ])
        #expect(throws: DataError.self) { try graph.spikingNetwork() }
        #expect(try graph.engineNetwork().network.network.connections[0].synapse == .current(timeConstant: 2000))
    }
}
