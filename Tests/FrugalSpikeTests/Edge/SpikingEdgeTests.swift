import Foundation
import FrugalSpike
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

private let hasC = EdgeToolchain.has("cc")
private let hasSwift = EdgeToolchain.has("swiftc") && hasC

/// Spiking networks as source files, spike for spike beside the plain simulation.
@Suite("Exported spiking networks") struct SpikingEdgeTests {
    /// What an input becomes, how the network is wired, and how it answers: each coding, reset, readout and connection.
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var network: SpikingNetwork
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "dense, direct, subtract", network: dense(.direct, SpikingNeurons())),
        Case(
            name: "dense, regular, leaky, zero, summed",
            network: dense(
                .regular(rate: 0.7), SpikingNeurons(decay: 0.9, threshold: 0.8, reset: .zero), readout: .summedMembrane)
        ),
        Case(
            name: "dense, latency, silent, final",
            network: dense(.latency(threshold: 0.1), SpikingNeurons(decay: 0.95), readout: .finalMembrane)),
        Case(name: "convolution, average pool, direct", network: pictures(.direct, .averagePool(pool(4, 6, 5, 2, 2)))),
        Case(
            name: "convolution, overlapping average pool, regular",
            network: pictures(.regular(rate: 0.9), .averagePool(pool(4, 6, 5, 3, 1)))),
        Case(name: "convolution, max pool, direct", network: pictures(.direct, .maxPool(pool(4, 6, 5, 2, 2)))),
        Case(
            name: "convolution, overlapping max pool, latency",
            network: pictures(.latency(threshold: 0), .maxPool(pool(4, 6, 5, 3, 2)))),
        Case(name: "max pool of currents first", network: pooledFirst(.direct)),
        Case(name: "decay of nothing", network: dense(.regular(rate: 1), SpikingNeurons(decay: 0, threshold: 0.3))),
    ]

    private static func pool(_ channels: Int, _ height: Int, _ width: Int, _ kernel: Int, _ stride: Int)
        -> PoolingWindow
    {
        PoolingWindow(channels: channels, height: height, width: width, kernel: kernel, stride: stride)
    }

    private static func dense(
        _ coding: InputCoding, _ neurons: SpikingNeurons, readout: Readout = .spikeCount
    ) -> SpikingNetwork {
        let last: SpikingNeurons = readout == .finalMembrane ? .silent(decay: 0.9) : neurons
        return SpikingNetwork(
            inputShape: [30], coding: coding, steps: 12,
            layers: [
                SpikingLayer(
                    name: "hidden",
                    connection: .dense(
                        DenseSynapses(inputs: 30, outputs: 20, weights: noise(600, 0.3), bias: noise(20, 0.1, seed: 2))),
                    neurons: neurons),
                SpikingLayer(
                    name: "out",
                    connection: .dense(DenseSynapses(inputs: 20, outputs: 4, weights: noise(80, 0.4, seed: 3))),
                    neurons: last),
            ], readout: readout)
    }

    private static func pictures(_ coding: InputCoding, _ pool: SpikingConnection) -> SpikingNetwork {
        SpikingNetwork(
            inputShape: [2, 11, 9], coding: coding, steps: 10,
            layers: [
                SpikingLayer(
                    name: "conv",
                    connection: .convolution(
                        ConvolutionSynapses(
                            channels: 2, height: 11, width: 9, filters: 4, kernel: 3, stride: 2, padding: 1,
                            weights: noise(72, 0.4), bias: noise(4, 0.1, seed: 2))), neurons: SpikingNeurons()),
                SpikingLayer(name: "pool */", connection: pool, neurons: nil),
                SpikingLayer(
                    name: "out",
                    connection: .dense(
                        DenseSynapses(
                            inputs: pool.outputCount, outputs: 3, weights: noise(3 * pool.outputCount, 0.3, seed: 3),
                            bias: noise(3, 0.1, seed: 4))), neurons: SpikingNeurons(decay: 0.99)),
            ])
    }

    private static func pooledFirst(_ coding: InputCoding) -> SpikingNetwork {
        SpikingNetwork(
            inputShape: [1, 6, 6], coding: coding, steps: 6,
            layers: [
                SpikingLayer(name: "pool", connection: .maxPool(pool(1, 6, 6, 2, 2)), neurons: SpikingNeurons()),
                SpikingLayer(
                    name: "out", connection: .dense(DenseSynapses(inputs: 9, outputs: 2, weights: noise(18))),
                    neurons: SpikingNeurons()),
            ])
    }

    /// Numbers between 0 and 1, half of them zero.
    private static func inputs(_ count: Int, of network: SpikingNetwork) -> [[Float]] {
        (0..<count).map { number in
            noise(network.inputCount, 0.4, seed: UInt64(100 + number)).map { max(0, min(1, $0)) }
        }
    }

    private static func subject(_ network: SpikingNetwork, _ language: EdgeLanguage) throws -> EdgeToolchain.Subject {
        let classes = (0..<(network.layers.last?.connection.outputCount ?? 0)).map { "class \($0)" }
        let file = try network.edgeFile(language, named: "net", classes: classes, weights: .float32)
        let membranes = network.layers.enumerated().compactMap { index, layer in
            layer.neurons.map { _ in (name: "membranes\(index + 1)", count: layer.connection.outputCount) }
        }
        return EdgeToolchain.Subject(
            name: file.name, text: file.text, inputCount: network.inputCount, classCount: classes.count,
            buffers: membranes, steps: network.steps)
    }

    /// The class, scores and membranes after each step that gets `signals`.
    private static func traced(_ network: SpikingNetwork, _ signals: [[Float]]) throws -> [[Float]] {
        var run = try SpikingRun(network)
        return signals.map { signal in
            run.step(signal)
            return state(run)
        }
    }

    private static func state(_ run: SpikingRun) -> [Float] {
        let answer = run.answer
        let best = answer.indices.reduce(0) { answer[$1] > answer[$0] ? $1 : $0 }
        let membranes = zip(run.network.layers, run.membranes).flatMap { $0.neurons == nil ? [] : $1 }
        return [Float(best)] + answer + membranes
    }

    private static func encoded(_ input: [Float], _ network: SpikingNetwork) -> [[Float]] {
        var encoder = InputEncoder(input, coding: network.coding, steps: network.steps, random: RandomStream(seed: 0))
        return (0..<network.steps).map { _ in encoder.next() }
    }

    private func compare(_ network: SpikingNetwork, _ run: ([[Float]], String) throws -> [[Float]]) throws {
        let inputs = Self.inputs(6, of: network)
        let signals = inputs.map { Self.encoded($0, network) }
        let expected = try signals.map { try Self.traced(network, $0) }
        let streamed = try run(signals.flatMap { $0 }, "step")
        #expect(streamed == expected.flatMap { $0 })
        let predicted = try run(inputs, "predict")
        #expect(predicted == expected.compactMap(\.last))
        // The networks are alive: what is equal is not silence.
        #expect(Set(expected.compactMap { $0.last?.description }).count > 1)
    }

    @Test("C does every step as the plain simulation", .enabled(if: hasC, "needs cc"), arguments: cases)
    func c(_ it: Case) throws {
        try inTemporaryFolder { folder in
            let subject = try Self.subject(it.network, .c)
            let tools = EdgeToolchain(in: folder)
            let options = it.name.contains("overlapping") ? ["-fsanitize=address,undefined"] : []
            try compare(it.network) { try tools.runC(subject, $0, mode: $1, options: options) }
        }
    }

    @Test(
        "Embedded Swift does every step as the plain simulation", .enabled(if: hasSwift, "needs swiftc and cc"),
        arguments: [cases[1], cases[5]])
    func swift(_ it: Case) throws {
        try inTemporaryFolder { folder in
            let subject = try Self.subject(it.network, .swift)
            let tools = EdgeToolchain(in: folder)
            try compare(it.network) { try tools.runSwift(subject, $0, mode: $1) }
        }
    }

    /// The generator that the file documents, drawn here once more.
    @Test("Poisson spikes are those of the documented generator", .enabled(if: hasC, "needs cc"))
    func poisson() throws {
        let network = Self.dense(.poisson(rate: 0.8), SpikingNeurons())
        let inputs = Self.inputs(5, of: network)
        var bits: UInt32 = 2_654_435_769
        let expected = try inputs.map { input in
            let signals = (0..<network.steps).map { _ in
                input.map { value -> Float in
                    guard value > 0 else { return 0 }
                    bits ^= bits << 13
                    bits ^= bits >> 17
                    bits ^= bits << 5
                    return Float(bits >> 8) / 16_777_216 < 0.8 * value ? 1 : 0
                }
            }
            return try Self.traced(network, signals).last ?? []
        }
        try inTemporaryFolder { folder in
            let found = try EdgeToolchain(in: folder).runC(Self.subject(network, .c), inputs)
            #expect(found == expected)
        }
    }

    /// Whole numbers are summed and then scaled: the scores are near those of the network with weights as they are.
    @Test("int8 stays near", .enabled(if: hasC, "needs cc"))
    func int8() throws {
        let network = Self.dense(.direct, .silent(), readout: .summedMembrane)
        let inputs = Self.inputs(5, of: network)
        let file = try network.edgeFile(.c, named: "net", classes: ["a", "b", "c", "d"], weights: .int8)
        #expect(file.constantBytes == 680 + 4 * (20 + 4 + 20))
        try inTemporaryFolder { folder in
            let program = EdgeToolchain.Subject(
                name: "net", text: file.text, inputCount: 30, classCount: 4,
                buffers: [(name: "membranes1", count: 20)], steps: 12)
            let found = try EdgeToolchain(in: folder).runC(program, inputs)
            for (input, answer) in zip(inputs, found) {
                var run = try SpikingRun(network)
                for _ in 0..<12 { run.step(input) }
                // Half a step of the largest weight there is, for each input, in each of 12 steps.
                let halfStep: Float = 0.3 * 1.73 / 254
                let bound = 12.1 * halfStep * input.reduce(0, +)
                for (near, exact) in zip(answer.dropFirst(5), run.membranes[0]) {
                    #expect(abs(near - exact) <= bound)
                }
            }
        }
    }

    @Test("the whole of it fits a microcontroller", .enabled(if: hasSwift, "needs swiftc and cc"))
    func nothingIsAllocated() throws {
        let allowed: Set<String> = [
            "memset", "memcpy", "memmove", "__aeabi_memclr", "__aeabi_memclr4", "__aeabi_memcpy", "__aeabi_memcpy4",
        ]
        try inTemporaryFolder { folder in
            let tools = EdgeToolchain(in: folder)
            let network = Self.cases[3].network
            let c = try network.edgeFile(.c, named: "net", classes: ["a", "b", "c"], weights: .int8)
            #expect(try tools.symbolsNeededByC(c.text).subtracting(allowed).isEmpty)
            let swift = try network.edgeFile(.swift, named: "net", classes: ["a", "b", "c"], weights: .int8)
            let needed = try tools.symbolsNeededBySwift(swift.text, target: "armv7em-none-none-eabi")
            // Without a floating-point unit, arithmetic is a call into the compiler's own library.
            #expect(needed.allSatisfy { allowed.contains($0) || $0.hasPrefix("__aeabi_") })
        }
    }

    /// 30-20-4 by hand: spikes of a step in two bytes each, currents, the constant current, strengths, membranes, scores.
    @Test func sizesAreCountedToTheByte() throws {
        let network = Self.dense(.direct, SpikingNeurons())
        let file = try network.edgeFile(.c, named: "n", classes: ["a", "b", "c", "d"], weights: .float32)
        #expect(file.constantBytes == 4 * (600 + 20 + 80))
        #expect(file.stateBytes == 2 * 30 + 4 * (20 + 20 + 30 + 20 + 4 + 4 + 4))
        let all = file.operations.total
        #expect(all.multiplyAdds == 600 && all.synapticAdditions == 12 * 80 && all.neuronUpdates == 12 * 24)
    }

    @Test func classesThatDoNotFitAreRefused() {
        #expect(throws: FrugalError.self) {
            try Self.cases[0].network.edgeFile(.c, named: "n", classes: ["a"], weights: .float32)
        }
        var broken = Self.cases[0].network
        broken.steps = 0
        #expect(throws: FrugalError.self) {
            try broken.edgeFile(.c, named: "n", classes: ["a", "b", "c", "d"], weights: .float32)
        }
    }
}
