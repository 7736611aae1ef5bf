import Foundation
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

/// What cannot be exported is refused by name; what a user calls things cannot break a file.
@Suite("Export refuses and escapes") struct EdgeRefusalTests {
    private func refusal(of layer: any Layer, shape: [Int]) -> String {
        var builder = EdgeBuilder(shape: shape)
        do {
            try builder.append(Sequential([layer]), named: "model")
            return "nothing"
        } catch { return "\(error)" }
    }

    @Test func layersAreRefusedByTheirPath() {
        var random = RandomStream(seed: 1)
        #expect(refusal(of: GELU(), shape: [4]).hasPrefix("model.0: a layer of the kind GELU cannot be exported"))
        #expect(refusal(of: Activation.tanh, shape: [4]).contains("model.0: the activation tanh"))
        #expect(refusal(of: LayerNorm(4), shape: [4]).contains("LayerNorm"))
        #expect(refusal(of: Linear(5, 2, using: &random), shape: [4]).contains("it takes 5 numbers and gets [4]"))
        #expect(
            refusal(of: Conv2d(3, 2, kernel: 3, using: &random), shape: [1, 8, 8]).contains("do not fit 1 channels"))
        #expect(refusal(of: Conv2d(1, 2, kernel: 9, using: &random), shape: [1, 8, 8]).contains("9x9 does not fit"))
        #expect(refusal(of: MaxPool2d(9), shape: [1, 8, 8]).contains("model.0: its window"))
        #expect(refusal(of: MaxPool2d(2), shape: [8]).contains("it takes pictures and gets [8]"))
        #expect(
            refusal(of: AveragePool2d(2, padding: 1, countsPadding: false), shape: [1, 4, 4]).contains("leaves out"))
        #expect(
            refusal(of: ResidualBlock(2, 4, stride: 2, shortcut: .padded, using: &random), shape: [2, 4, 4])
                .contains("padded with zeros"))
    }

    @Test(arguments: [Float.nan, .infinity]) func numbersThatAreNotFiniteAreRefused(_ bad: Float) {
        var random = RandomStream(seed: 1)
        var layer = Linear(2, 2, using: &random)
        layer.weight = Tensor([1, 2, bad, 4], shape: [2, 2])
        #expect(refusal(of: layer, shape: [2]).contains("model.0: it has weights that are not finite"))
    }

    /// 2,100 x 2,000 weights of four bytes are 16.8 MB and a little.
    @Test func aNetworkTooLargeIsRefusedWithItsSize() throws {
        var random = RandomStream(seed: 1)
        var layer = Linear(2_100, 2_000, bias: false, using: &random)
        layer.weight = .zeros([2_000, 2_100])
        var builder = EdgeBuilder(shape: [2_100])
        try builder.append(layer, named: "map")
        let network = try EdgeNetwork(builder, inputNotes: [], classes: (0..<2_000).map { "\($0)" })
        let error = #expect(throws: FrugalError.self) { try network.file(.c, named: "big", weights: .float32) }
        #expect(error?.description.contains("16.8 MB of constants, and at most 16.8 MB") == true)
    }

    /// 64 x 300 x 300 numbers of four bytes are 23 MB of RAM, without a single weight.
    @Test func aPictureTooLargeIsRefusedWithItsSize() throws {
        var builder = EdgeBuilder(shape: [64, 300, 300])
        try builder.append(Sequential([ReLU(), GlobalAveragePool()]), named: "model")
        let network = try EdgeNetwork(builder, inputNotes: [], classes: (0..<64).map { "\($0)" })
        let error = #expect(throws: FrugalError.self) { try network.file(.swift, named: "big", weights: .int8) }
        #expect(error?.description.contains("its file would hold 23 MB of RAM") == true)
    }

    @Test(arguments: [
        ("digits", "digits"), ("my photos-2.frugal", "my_photos_2_frugal"), ("고양이", "model"), ("3d", "model_3d"),
        ("__x__", "x"), ("int", "int"), ("a;b{}\n", "a_b"),
        (String(repeating: "n", count: 90), String(repeating: "n", count: 40)),
    ])
    func namesBecomeIdentifiers(_ name: String, _ identifier: String) throws {
        #expect(try named(name, classes: ["a", "b"]).file(.c, named: name, weights: .int8).name == identifier)
    }

    private func named(_ name: String, classes: [String]) throws -> EdgeNetwork {
        var random = RandomStream(seed: 1)
        var builder = EdgeBuilder(shape: [2])
        try builder.append(Linear(2, classes.count, using: &random), named: name)
        return try EdgeNetwork(builder, inputNotes: ["*/ \(name)", "a comment that ends in \\"], classes: classes)
    }

    private static let classes = [
        "plain", "a \"quoted\" one", "back\\slash", "new\nline", "tab\t\r", "what??/trigraph??=", "고양이 🦉", "é1",
        "\u{1}7",
        "", "%d%s", "*/ // /*", "\\(1 + 1)", "\u{2028}",
    ]

    @Test(
        "class names come out as they went in", .enabled(if: EdgeToolchain.has("cc"), "needs cc"),
        arguments: ["int", "고양이 */ \\", "class"])
    func classNames(_ name: String) throws {
        try inTemporaryFolder { folder in
            let network = try named(name, classes: Self.classes)
            let file = try network.file(.c, named: name, weights: .float32)
            #expect(file.text.utf8.allSatisfy { $0 < 128 })
            let names = try EdgeToolchain(in: folder).printNames(file.text, "\(file.name)_classes", Self.classes.count)
            #expect(names == Self.classes)
        }
    }

    @Test(
        "class names in Swift come out as they went in",
        .enabled(if: EdgeToolchain.has("swiftc") && EdgeToolchain.has("cc"), "needs swiftc and cc"))
    func classNamesInSwift() throws {
        try inTemporaryFolder { folder in
            let file = try named("int */ \\", classes: Self.classes).file(.swift, named: "int", weights: .float32)
            #expect(file.text.utf8.allSatisfy { $0 < 128 })
            let names = try EdgeToolchain(in: folder).printSwiftNames(file.text, "IntModel", Self.classes.count)
            #expect(names == Self.classes)
        }
    }

    @Test func longClassNamesAreRefused() throws {
        let network = try named("n", classes: ["a", String(repeating: "b", count: 5000)])
        #expect(throws: FrugalError.self) { try network.file(.c, named: "n", weights: .int8) }
    }
}
