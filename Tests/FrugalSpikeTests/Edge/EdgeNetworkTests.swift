import Foundation
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

private let hasC = EdgeToolchain.has("cc")
private let hasSwift = EdgeToolchain.has("swiftc") && hasC

/// Ordinary networks as source files.
@Suite("Exported networks") struct EdgeNetworkTests {
    private let model: Sequential
    private let network: EdgeNetwork
    private let inputs: [[Float]]

    init() throws {
        var random = RandomStream(seed: 7)
        model = everyLayer(using: &random)
        var builder = EdgeBuilder(shape: [2, 9, 7])
        try builder.append(model, named: "model")
        network = try EdgeNetwork(builder, inputNotes: ["pixels"], classes: ["a", "b", "c", "d", "e"])
        inputs = (0..<20).map { noise(126, seed: UInt64($0)) }
    }

    /// The plain loops against libtorch.
    @Test func operationsComputeWhatTheLayersCompute() throws {
        for input in inputs {
            let expected = withoutGradients { model(Tensor(input, shape: [1, 2, 9, 7]), .evaluation) }
            #expect(relativeDistance(Tensor(network.scores(input), shape: [1, 5]), expected) < 1e-5)
        }
    }

    @Test("C with float32 gives the scores bit for bit", .enabled(if: hasC, "needs cc"))
    func cFloat32() throws {
        try inTemporaryFolder { folder in
            let file = try network.file(.c, named: "net", weights: .float32)
            let found = try EdgeToolchain(in: folder).runC(subject(file, inputs: 126, classes: 5), inputs)
            for (input, answer) in zip(inputs, found) {
                #expect(answer == [Float(network.answer(input))] + network.scores(input))
            }
        }
    }

    @Test("C with int8 gives the scores of the quantised network", .enabled(if: hasC, "needs cc"))
    func cInt8() throws {
        try inTemporaryFolder { folder in
            let quantised = network.quantised()
            let file = try network.file(.c, named: "net", weights: .int8)
            let found = try EdgeToolchain(in: folder).runC(
                subject(file, inputs: 126, classes: 5), inputs, options: ["-fsanitize=address,undefined", "-g"])
            for (input, answer) in zip(inputs, found) {
                #expect(answer == [Float(quantised.answer(input))] + quantised.scores(input))
            }
        }
    }

    @Test(
        "Embedded Swift gives the scores bit for bit", .enabled(if: hasSwift, "needs swiftc and cc"),
        arguments: EdgeWeights.allCases)
    func swift(_ weights: EdgeWeights) throws {
        try inTemporaryFolder { folder in
            let expected = weights == .int8 ? network.quantised() : network
            let file = try network.file(.swift, named: "net", weights: weights)
            let found = try EdgeToolchain(in: folder).runSwift(subject(file, inputs: 126, classes: 5), inputs)
            for (input, answer) in zip(inputs, found) {
                #expect(answer == [Float(expected.answer(input))] + expected.scores(input))
            }
        }
    }

    /// A weight of int8 is off by at most half a step, which is 1/254 of the largest of its row.
    @Test func quantisationIsOffByHalfAStep() {
        let weights = noise(60)
        let quantised = EdgeMatrix(rows: 3, values: weights).quantised()
        for (index, weight) in weights.enumerated() {
            let scale = quantised.scales?[index / 20] ?? 0
            #expect(abs(quantised.values[index] * scale - weight) <= 0.5001 * scale)
        }
        #expect(EdgeMatrix(rows: 1, values: [0, 0]).quantised().values == [0, 0])
        let tiny = EdgeMatrix(rows: 1, values: [.leastNonzeroMagnitude, -3 * .leastNonzeroMagnitude]).quantised().values
        #expect(tiny == [0, 0])
    }

    /// 4-3-2: weights 12 + 6, biases 3 + 2, hidden numbers 3, scores 2.
    @Test func sizesAreCountedToTheByte() throws {
        var random = RandomStream(seed: 1)
        var builder = EdgeBuilder(shape: [4])
        try builder.append(Perceptron(widths: [4, 3, 2], using: &random), named: "p")
        let network = try EdgeNetwork(builder, inputNotes: [], classes: ["x", "y"])
        let float32 = try network.file(.c, named: "p", weights: .float32)
        #expect(float32.constantBytes == 4 * 23 && float32.stateBytes == 4 * (3 + 2))
        #expect(float32.parameters == 23 && float32.operations.operations == 18)
        // Scales, a byte a weight.
        #expect(try network.file(.c, named: "p", weights: .int8).constantBytes == 18 + 4 * (3 + 2 + 3 + 2))
        // Five characters for four bytes.
        #expect(try network.file(.swift, named: "p", weights: .float32).constantBytes == 5 * 23)
        #expect(try network.file(.swift, named: "p", weights: .int8).constantBytes == 5 * (3 + 2 + 3 + 2 + 3 + 2))
    }

    /// A shortcut is held while the layers beside it work; what is no longer needed is written over.
    @Test func memoryIsUsedAgain() throws {
        var random = RandomStream(seed: 1)
        var builder = EdgeBuilder(shape: [4, 8, 8])
        for number in 0..<6 { try builder.append(ResidualBlock(4, 4, using: &random), named: "\(number)") }
        try builder.append(GlobalAveragePool(), named: "mean")
        let network = try EdgeNetwork(builder, inputNotes: [], classes: ["a", "b", "c", "d"])
        // Three pictures of 4x8x8 at a time, and the scores.
        #expect(try network.file(.c, named: "r", weights: .float32).stateBytes == 4 * (3 * 256 + 4))
    }

    /// Swift's compiler is told to refuse what allocates (`-no-allocations`) wherever these tests compile it.
    @Test("C asks the system for nothing", .enabled(if: hasC && EdgeToolchain.has("nm"), "needs cc and nm"))
    func nothingIsAllocated() throws {
        try inTemporaryFolder { folder in
            let text = try network.file(.c, named: "net", weights: .int8).text
            // What a compiler itself writes for loops that clear or copy.
            let needed = try EdgeToolchain(in: folder).symbolsNeededByC(text)
            #expect(needed.isSubset(of: ["memset", "memcpy", "memmove"]))
        }
    }
}
