import Foundation
import FrugalData
import FrugalFiles
import FrugalNN
import FrugalSearch
import FrugalSpike
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import Frugal

private let hasC = EdgeToolchain.has("cc")
private let hasSwift = EdgeToolchain.has("swiftc") && hasC
/// The UCI digits that `make setup` writes.
private let digits = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../../.demo/digits"
).standardizedFileURL.path

/// Bundles as source files.
@Suite("Exported bundles") struct BundleExportTests {
    /// Every architecture of a fit, with fresh weights and statistics, on pictures of odd sides.
    private static let architectures: [Frugal.Architecture] = [
        .linear(LinearShape()), .linear(LinearShape(pooling: 3)), .perceptron(PerceptronShape(hidden: [12, 9])),
        .convolutional(ConvolutionalShape(widths: [4, 6, 8, 8, 8])), .residual(ResidualShape(widths: [4, 6])),
    ]

    private func network(_ architecture: Frugal.Architecture, _ shape: InputShape) throws -> Network {
        var random = RandomStream(seed: 3)
        var network = try Network(architecture, for: shape, classes: 3, using: &random)
        network.forEachTensor { path, role, tensor in
            if role == .buffer, path.hasSuffix("running_mean") {
                tensor = Tensor(tensor.floats().map { _ in Float(random.uniform(in: -0.2...0.2)) })
            }
        }
        return network
    }

    private func agree(_ body: any Layer, _ network: Network, shape: [Int]) throws {
        var builder = EdgeBuilder(shape: shape)
        try builder.append(body, named: "body")
        let edge = try EdgeNetwork(builder, inputNotes: [], classes: ["a", "b", "c"])
        var random = RandomStream(seed: 8)
        for _ in 0..<4 {
            let input = (0..<shape.reduce(1, *)).map { _ in Float(random.uniform(in: -2...2)) }
            let expected = withoutGradients { network(Tensor(input, shape: [1] + shape), .evaluation) }
            #expect(relativeDistance(Tensor(edge.scores(input), shape: [1, 3]), expected) < 1e-4)
        }
    }

    @Test(arguments: architectures.indices) func everyArchitectureOfAFit(_ index: Int) throws {
        let shape = InputShape.image(height: 11, width: 9, channels: 3)
        let network = try network(Self.architectures[index], shape)
        try agree(network.body, network, shape: [3, 11, 9])
    }

    /// Inverted residuals with shortcuts and strides, and convolutions, of the space `mobile`.
    @Test(arguments: 0..<6) func searchedNetworksOfTheSpaceMobile(_ seed: Int) throws {
        let family = try MobileFamily()
        var random = RandomStream(seed: UInt64(seed))
        let tokens = try family.space.random(using: &random)
        let found = SearchedShape(family: "mobile", architecture: tokens)
        let network = try network(.searched(found), .image(height: 17, width: 18, channels: 1))
        try agree(network.body, network, shape: [1, 17, 18])
    }

    private func withBundle(_ body: (URL, String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 8)
            let bundle = folder.appendingPathComponent("a.frugal")
            _ = try Fit(data: data, bundle: bundle.path, recipe: tinyRecipe(epochs: 2)).run()
            try body(bundle, data)
        }
    }

    @Test("pictures: the file answers as the bundle", .enabled(if: hasSwift, "needs swiftc and cc"))
    func pictures() throws {
        try withBundle { bundle, path in
            let export = try BundleExport(bundle: bundle.path)
            let data = try export.predictor.load(path)
            let inputs = try data.edgeInputs(export.predictor.preprocessing)
            let answers = try export.predictor.answers(data)
            for language in EdgeLanguage.allCases {
                let file = try export.file(language, named: "bars", weights: .float32)
                let found = try run(file, inputs, classes: 3)
                for (row, answer) in found.enumerated() {
                    let exact = Tensor(Array(answers[row]))
                    #expect(relativeDistance(Tensor(Array(answer.dropFirst())), exact) < 1e-4)
                    #expect(Int(answer[0]) == answers.answer(row))
                }
            }
            let comparison = try export.comparison(on: path, weights: .float32)
            #expect(comparison.agreement.share == 1 && comparison.bundle == comparison.file)
        }
    }

    private func run(_ file: EdgeFile, _ inputs: [[Float]], classes: Int) throws -> [[Float]] {
        try withTemporaryFolder { folder in
            let subject = EdgeToolchain.Subject(
                name: file.name, text: file.text, inputCount: inputs[0].count, classCount: classes)
            let tools = EdgeToolchain(in: folder)
            return try file.language == .c ? tools.runC(subject, inputs) : tools.runSwift(subject, inputs)
        }
    }

    @Test("tables: gaps, levels and levels never seen", .enabled(if: hasC, "needs cc"))
    func tables() throws {
        try withTemporaryFolder { folder in
            let data = try writeTable(to: folder.appendingPathComponent("trees.csv"))
            let bundle = folder.appendingPathComponent("t.frugal")
            var recipe = tinyRecipe(epochs: 2)
            recipe.candidates = [Candidate("small", .perceptron(PerceptronShape(hidden: [6])))]
            _ = try Fit(data: data, bundle: bundle.path, recipe: recipe).run()
            let export = try BundleExport(bundle: bundle.path)
            let more = folder.appendingPathComponent("more.csv")
            try AtomicFile.write(
                text: "length,width,colour,kind\n1.5,2.1,red,oak\n3.2,,blue,elm\n,0.7,green,elm\n2e9,-5,,oak\n",
                to: more)
            let rows = try export.predictor.load(more.path)
            let inputs = try rows.edgeInputs(export.predictor.preprocessing)
            #expect(inputs[2][0].isNaN && inputs[2][2] == -1)
            let answers = try export.predictor.answers(rows)
            let found = try run(try export.file(.c, weights: .float32), inputs, classes: 2)
            for (row, answer) in found.enumerated() {
                #expect(relativeDistance(Tensor(Array(answer.dropFirst())), Tensor(Array(answers[row]))) < 1e-4)
            }
            let text = try export.file(.c, weights: .float32).text
            #expect(text.contains("2: colour, -1 for any other or 0 for"))
        }
    }

    @Test("digits that training did not see", .enabled(if: hasC && FileManager.default.fileExists(atPath: digits)))
    func realDigits() throws {
        try withTemporaryFolder { folder in
            let bundle = folder.appendingPathComponent("digits.frugal")
            var recipe = tinyRecipe(epochs: 3)
            recipe.candidates = [tinyCandidate("small", widths: [8, 16])]
            let fit = try Fit(data: digits, bundle: bundle.path, recipe: recipe).run()
            let export = try BundleExport(bundle: bundle.path)
            let data = try export.predictor.load(digits)
            let inputs = try data.edgeInputs(export.predictor.preprocessing)
            let answers = try export.predictor.answers(data)
            let found = try run(try export.file(.c, weights: .float32), inputs, classes: 10)
            for (row, answer) in found.enumerated() {
                #expect(relativeDistance(Tensor(Array(answer.dropFirst())), Tensor(Array(answers[row]))) < 1e-4)
                #expect(Int(answer[0]) == answers.answer(row))
            }
            let int8 = try run(try export.file(.c, weights: .int8), inputs, classes: 10)
            let right = { (rows: [[Float]]) in zip(rows, data.labels).count { Int($0[0]) == $1 } }
            let (float32Right, int8Right) = (right(found), right(int8))
            print(
                "digits: \(float32Right) of \(data.count) right with float32, \(int8Right) with int8, test part "
                    + "\(fit.test.accuracy.share)")
            // Half a percent of what float32 gets right.
            #expect(Double(float32Right - int8Right) <= 0.005 * Double(float32Right))
        }
    }

    @Test func whatAnswersByDistanceIsRefused() throws {
        try withTemporaryFolder { folder in
            let bundle = try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("few.frugal"))
            let error = #expect(throws: FrugalError.self) { try BundleExport(bundle: bundle.path) }
            #expect(error?.problem == "it answers by distance to examples, which cannot be exported")
        }
    }

    /// The space `tables` has layers that small targets do not know.
    @Test func aLayerThatCannotBeExportedIsNamed() throws {
        let family = try NetworkFamilies.named("tables")
        var random = RandomStream(seed: 1)
        let found = SearchedShape(family: "tables", architecture: try family.space.random(using: &random))
        let network = try network(.searched(found), .vector(4))
        var builder = EdgeBuilder(shape: [4])
        let error = #expect(throws: FrugalError.self) { try builder.append(network.body, named: "searched") }
        #expect(error?.description.hasPrefix("searched: a layer of the kind Table") == true)
    }

    @Test func aFileThatIsThereIsReplaced() throws {
        try withBundle { bundle, data in
            let export = try BundleExport(bundle: bundle.path)
            let target = bundle.deletingLastPathComponent().appendingPathComponent("out.c")
            try AtomicFile.write(text: "old", to: target)
            let file = try export.file(.c, weights: .int8)
            try BundleExport.write(file, to: target.path)
            #expect(try String(contentsOf: target, encoding: .utf8) == file.text)
            #expect(throws: TrackError.self) {
                try BundleExport.write(file, to: bundle.appendingPathComponent("no/folder.c").path)
            }
            let record = ExportRecord(file, at: target.path, classes: export.predictor.classes)
            let text = String(decoding: try TrackJSON.encode(record), as: UTF8.self)
            #expect(text.contains("\"constantBytes\" : \(file.constantBytes)"))
            #expect(hasC == false || (record.code?.bytes ?? 0) > 100)
        }
    }
}
