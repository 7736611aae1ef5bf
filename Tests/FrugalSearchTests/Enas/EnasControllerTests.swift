import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSearch

@Suite struct EnasControllerTests {
    private func micro(_ nodes: Int, units: Int = 8, seed: UInt64 = 1, range: Double = 0.5) throws -> MicroController {
        var sizes = EnasMicro.Settings()
        sizes.nodes = nodes
        var settings = MicroController.Settings()
        (settings.units, settings.range) = (units, range)
        // Ten would hide the weights of the head behind a flat tangent.
        settings.separableBias = 0.3
        var stream = RandomStream(seed: seed)
        return try EnasMicro(sizes, policy: settings).controller(using: &stream)
    }

    private func macro(_ layers: Int, units: Int = 8, seed: UInt64 = 1, range: Double = 0.5) throws -> MacroController {
        var sizes = EnasMacro.Settings()
        sizes.layers = layers
        var settings = MacroController.Settings()
        (settings.units, settings.range) = (units, range)
        var stream = RandomStream(seed: seed)
        return try EnasMacro(sizes, policy: settings).controller(using: &stream)
    }

    @Test func `the micro policy agrees with plain loops`() throws {
        let policy = try micro(3)
        var stream = RandomStream(seed: 4)
        let drawn = policy.sample(5, using: &stream)
        let plain = PlainPolicy(policy, units: 8)
        for row in 0..<5 {
            let expected = plain.micro(drawn.tokens[row], nodes: 3)
            #expect(abs(drawn.logProbability[row].item() - expected.logProbability) < 1e-4)
            #expect(abs(drawn.entropy[row].item() - expected.entropy) < 1e-4)
        }
        #expect(Set(drawn.tokens).count > 1)
    }

    @Test func `the macro policy agrees with plain loops`() throws {
        let policy = try macro(4)
        var stream = RandomStream(seed: 4)
        let drawn = policy.sample(5, using: &stream)
        let plain = PlainPolicy(policy, units: 8)
        let penalty = try #require(drawn.penalty)
        for row in 0..<5 {
            let expected = plain.macro(drawn.tokens[row], layers: 4)
            #expect(abs(drawn.logProbability[row].item() - expected.logProbability) < 1e-4)
            #expect(abs(drawn.entropy[row].item() - expected.entropy) < 1e-4)
            #expect(abs(penalty[row].item() - expected.penalty) < 1e-4)
        }
    }

    /// All strings of a space in which no option leads to decisions of its own.
    private func everything(_ space: SearchSpace) -> [[Int]] {
        space.decisions.reduce([[]]) { strings, decision in
            strings.flatMap { string in decision.options.indices.map { string + [$0] } }
        }
    }

    @Test func `the probabilities of all architectures sum to one and draws follow them`() throws {
        for policy in [try micro(1) as any BatchController, try macro(3) as any BatchController] {
            let strings = everything(policy.space)
            #expect(Double(strings.count) == policy.space.size)
            let space = policy.space
            let all = try withoutGradients {
                try policy.replay(
                    strings.map { Architecture(space: space.name, spaceHash: space.hash, tokens: $0) })
            }
            let probabilities = all.logProbability.exp().doubles()
            #expect(abs(probabilities.reduce(0, +) - 1) < 1e-4)
            var stream = RandomStream(seed: 8)
            let drawn = withoutGradients { policy.sample(2000, using: &stream) }.tokens
            // For each decision: how often its option 1 was drawn, beside how probable it is.
            for place in space.decisions.indices {
                let probability = zip(strings, probabilities).reduce(0) { $0 + ($1.0[place] == 1 ? $1.1 : 0) }
                let share = Double(drawn.filter { $0[place] == 1 }.count) / 2000
                #expect(abs(share - probability) < 4.5 * (probability * (1 - probability) / 2000).squareRoot())
            }
            let likely = withoutGradients { policy.mostProbable() }
            #expect(likely.tokens.count == 1)
            #expect(strings.contains(likely.tokens[0]))
        }
    }

    @Test func `replaying what was drawn gives the same`() throws {
        for policy in [try micro(2) as any BatchController, try macro(4) as any BatchController] {
            var stream = RandomStream(seed: 8)
            let drawn = policy.sample(3, using: &stream)
            let again = try policy.replay(
                drawn.tokens.map {
                    Architecture(space: policy.space.name, spaceHash: policy.space.hash, tokens: $0)
                })
            #expect(again.tokens == drawn.tokens)
            #expect(again.logProbability.isClose(to: drawn.logProbability, relative: 1e-5).all().item() == 1)
            let foreign = Architecture(space: "other", spaceHash: "0", tokens: drawn.tokens[0])
            #expect(throws: (any Error).self) { try policy.replay([foreign]) }
        }
    }

    @Test func `weights begin as in ENAS's code`() throws {
        var stream = RandomStream(seed: 3)
        let policy = try EnasMicro().controller(using: &stream)
        #expect(policy.bias.floats() == [10, 10, 0, 0, 0])
        for (path, tensor) in policy.stateDictionary where path != "bias" {
            let largest = tensor.abs().max().item()
            #expect(largest <= 0.1)
            #expect(largest > 0.08)
        }
        #expect(policy.stateDictionary["lstm.weight"]?.shape == [128, 256])
    }

    // The caps of the reference's table in section 3.2: what remains where every score is driven to its bound.

    @Test func `no operation of the micro space is more probable than 46 and 38 percent`() throws {
        var policy = try micro(1, units: 4)
        policy.head = policy.head * 0
        policy.bias = Tensor([60, -60, -60, -60, -60].map { Float($0) })
        let space = policy.space
        // Probability of operation 0 on the first side of a cell = P(0 first) / P(anything first).
        func share(at place: Int) throws -> Double {
            let strings = (0..<5).map { option -> Architecture in
                var tokens = [Int](repeating: 0, count: 8)
                tokens[place] = option
                return Architecture(space: space.name, spaceHash: space.hash, tokens: tokens)
            }
            // Later decisions depend on the token; with this head they do not, and inputs are left equally likely.
            let probabilities = try withoutGradients { try policy.replay(strings) }.logProbability.exp().doubles()
            return probabilities[0] / probabilities.reduce(0, +)
        }
        policy.attention = policy.attention * 0
        #expect(abs(try share(at: 1) - 0.461) < 0.001)
        #expect(abs(try share(at: 5) - 0.376) < 0.001)
    }

    @Test func `no input of six is more probable than 64 percent`() {
        let bound = LogitBound(temperature: nil, constant: MicroController.Settings().tanhConstant)
        let logits = bound(Tensor([1e4, -1e4, -1e4, -1e4, -1e4, -1e4].map { Float($0) }))
        #expect(abs(logits.softmax(along: 0)[0].item() - 0.643) < 0.001)
    }

    @Test func `no macro operation is more probable than 80 percent and no skip than 95`() throws {
        var policy = try macro(3, units: 4, range: 40)
        // Units that are all driven to one side make every score as large as it gets.
        policy.head = Tensor.full([4, 6], -1e6)
        policy.head = .concatenated([.full([4, 1], 1e6), .full([4, 5], -1e6)], along: 1)
        policy.lstm.weight = Tensor.full([8, 16], 5)
        policy.start = .ones([1, 4])
        policy.embedding = .ones([6, 4])
        policy.keys = .ones([4, 4])
        policy.queries = .ones([4, 4])
        policy.attention = .full([4, 1], 1e6)
        let likely = withoutGradients { policy.mostProbable() }
        #expect(likely.tokens == [[0, 0, 1, 0, 1, 1]])
        let cap = exp(1.5) / (exp(1.5) + 5 * exp(-1.5))
        let skip = 1 / (1 + exp(-3.0))
        #expect(abs(cap - 0.80) < 0.005)
        #expect(abs(skip - 0.95) < 0.005)
        #expect(abs(likely.logProbability.sum().item() - (3 * log(cap) + 3 * log(skip))) < 1e-3)
    }
}
