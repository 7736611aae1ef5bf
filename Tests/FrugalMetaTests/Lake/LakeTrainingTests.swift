import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

/// Alphabets whose characters are strokes at an angle of their own, each drawn by four people.
private func smallAlphabets(_ names: [String] = ["A", "B"]) throws -> LabelledImages {
    var (pixels, labels, classes): ([UInt8], [Int], [String]) = ([], [], [])
    for name in names {
        for character in 0..<4 {
            for person in 0..<4 {
                let ink = (0..<7).map { step in
                    (4 + step * (character % 2) + person % 2, 4 + step * (1 - character % 2) * (character / 2 + 1))
                }
                pixels += try drawing(ink + [(2 + character, 12)], side: 20).pixels
                labels.append(classes.count)
            }
            classes.append("\(name)/character\(character)")
        }
    }
    return try LabelledImages(
        pixels: pixels, height: 20, width: 20, channels: 1, labels: labels, classes: classes,
        names: labels.indices.map { "drawing \($0)" })
}

private var tinyRecipe: LakeRecipe {
    var recipe = LakeRecipe()
    (recipe.side, recipe.width, recipe.steps, recipe.alphabets, recipe.way) = (16, 4, 12, 2, 3)
    return recipe
}

@Suite struct LakeTrainingTests {
    @Test func aDuelIsOnePersonAgainstAnother() throws {
        let alphabets = try Alphabets(smallAlphabets(), frame: 0.5)
        #expect(alphabets.all.map(\.name) == ["A", "B"] && alphabets.characterCount == 8)
        var random = RandomStream(seed: 3)
        for _ in 0..<50 {
            let duel = Alphabets.duel(alphabets.all[1], way: 3, using: &random)
            #expect(duel.support.count == 3 && duel.query.count == 3)
            // Sixteen drawings an alphabet, four a character, in the order of the people.
            #expect(Set(duel.support.map { $0 % 4 }).count == 1 && Set(duel.query.map { $0 % 4 }).count == 1)
            #expect(duel.support[0] % 4 != duel.query[0] % 4)
            #expect(duel.support.map { $0 / 4 } == duel.query.map { $0 / 4 })
            #expect(duel.support.allSatisfy { $0 >= 16 })
        }
    }

    @Test func heldOutAlphabetsAreNotTrainedOn() throws {
        let (held, rest) = try Alphabets(smallAlphabets(["A", "B", "C"]), frame: 0.5).parted(holdingOut: 1, seed: 2)
        #expect(held.all.count == 1 && rest.all.count == 2)
        #expect(!rest.all.contains(held.all[0]))
        #expect(throws: FrugalError.self) { try LakeSeed.refuseOverlap(rest, [rest.all[0].name]) }
        try LakeSeed.refuseOverlap(rest, [held.all[0].name])
    }

    /// Ink of any place and size comes to lie in the middle with one spread.
    @Test func drawingsAreFramed() throws {
        func framed(_ ink: [(Int, Int)]) throws -> InkFrame {
            let image = try drawing(ink, side: 40)
            let images = try LabelledImages(
                pixels: image.pixels.map { 255 - $0 }, height: 40, width: 40, channels: 1, labels: [0], classes: ["a"],
                names: ["a"]
            ).framed(0.5)
            return try #require(images.pixels.withUnsafeBufferPointer { InkFrame($0, width: 40) })
        }
        let small = (0..<11).map { (3 + $0, 5 + $0) }
        let large = (0..<27).map { (9 + $0, 7 + $0) }
        for frame in [try framed(small), try framed(large)] {
            #expect(abs(frame.row - 19.5) < 0.3 && abs(frame.column - 19.5) < 0.3)
            #expect(abs(frame.radius - 10) < 0.6)
        }
        // A dot has no size to be scaled by, and a blank picture stays blank.
        #expect(abs(try framed([(2, 2)]).row - 19.5) < 0.3)
        let blank = try LabelledImages(
            pixels: [UInt8](repeating: 0, count: 16), height: 4, width: 4, channels: 1, labels: [0], classes: ["a"],
            names: ["a"])
        #expect(try blank.framed(0.5) == blank)
    }

    @Test func distancesAreSquaredAndScaled() {
        let a = Tensor([0, 0, 0, 0, 1, 2, 3, 4] as [Float], shape: [2, 4])
        let b = Tensor([1, 1, 1, 1] as [Float], shape: [1, 4])
        #expect(LakeNetwork.distances(a, b).floats() == [2, 7])
    }

    @Test func turnsAreTheEightSymmetries() {
        let picture = Tensor([1, 2, 3, 4] as [Float], shape: [1, 1, 2, 2])
        let all = (0..<8).map { LakeTraining.turned(picture, turn: $0).contiguous().floats() }
        #expect(Set(all).count == 8)
        #expect(all[0] == [1, 2, 3, 4] && all[1] == [2, 4, 1, 3] && all[4] == [2, 1, 4, 3])
    }

    /// Stopped and gone on with, training gives the bits that it gives in one go, and the loss falls.
    @Test func trainingGoesOnToTheBit() throws {
        let alphabets = try Alphabets(smallAlphabets(), frame: 0.5)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func train(_ name: String, stopAt stop: Int? = nil) throws -> LakeNetwork {
            try LakeTraining(
                recipe: tinyRecipe, alphabets: alphabets, seed: 5, checkpoint: folder.appendingPathComponent(name)
            ) { step, loss in
                if step == stop { throw FrugalError(.interrupted, "", "stopped") }
            }.run()
        }
        let whole = try train("whole")
        #expect(throws: FrugalError.self) { try train("parts", stopAt: 5) }
        let parts = try train("parts")
        #expect(zip(whole.parameters, parts.parameters).allSatisfy { $0.floats() == $1.floats() })
        let runs = try LakeRuns(archive: ZipArchive(bytes: lakeArchive()))
        let distances = try whole.distances(runs.runs[0])
        #expect(distances.count == 3 && distances.allSatisfy { $0.count == 3 && $0.allSatisfy(\.isFinite) })
        #expect(try whole.distances(runs.runs[0]) == distances)
    }
}

private let environment = ProcessInfo.processInfo.environment

/// How settings are chosen: alphabets of the background set are held out, and tasks like the official ones drawn from them.
@Suite(.enabled(if: environment["FRUGAL_DATA"] != nil && environment["FRUGAL_SLOW"] != nil)) struct HeldOutTests {
    @Test func alphabetsNeverSeenAreToldApart() throws {
        var recipe = LakeRecipe()
        recipe.steps = 150
        let archive = try OmniglotArchive("\(environment["FRUGAL_DATA"] ?? "")/omniglot/images_background.zip")
        let (held, rest) = try Alphabets(archive.load(), frame: recipe.frame).parted(holdingOut: 5, seed: 1)
        let checkpoint = FileManager.default.temporaryDirectory.appendingPathComponent(
            "\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: checkpoint) }
        let network = try LakeTraining(recipe: recipe, alphabets: rest, seed: 1, checkpoint: checkpoint) { _, _ in }
            .run()
        var random = RandomStream(seed: 9)
        var (wrong, total) = (0, 0)
        for alphabet in held.all {
            for _ in 0..<8 {
                let duel = Alphabets.duel(alphabet, way: 20, using: &random)
                let embedded = try network.embeddings(held.images.subset(duel.support + duel.query))
                let count = duel.support.count
                let answers = LakeNetwork.distances(embedded[count...], embedded[..<count]).minWithIndices(along: 1)
                    .indices
                wrong += (0..<count).filter { answers[$0].itemInt() != $0 }.count
                total += count
            }
        }
        // Pixels err on three of four, and 600 steps on 7 %.
        #expect(Double(wrong) / Double(total) < 0.2)
    }
}
