import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

/// A small convolutional classifier with an auxiliary head, which notes nothing but its weights.
struct SmallNetwork: SearchedNetwork {
    var conv: Conv2d
    var norm = BatchNorm(6)
    var head: Linear
    var side: Linear
    var dropPath = 0.0

    init(classes: Int = 3, using stream: inout RandomStream) {
        conv = Conv2d(1, 6, kernel: 3, padding: 1, bias: false, using: &stream)
        head = Linear(6, classes, using: &stream)
        side = Linear(6, classes, using: &stream)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
        visitor.child("head", &head)
        visitor.child("side", &side)
    }

    func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        var features = norm(conv(x, pass), pass).relu().globalAveragePool()
        if pass.isTraining, dropPath > 0 { features = features.dropout(dropPath, using: &pass.random) }
        return (head(features, pass), pass.isTraining ? side(features, pass) : nil)
    }
}

/// Pictures of 8x8 whose class is the direction of their stripes, or none, with noise.
func stripes(_ count: Int, seed: UInt64 = 1) throws -> LabelledImages {
    var random = RandomStream(seed: seed)
    var pixels: [UInt8] = []
    let labels = (0..<count).map { $0 % 3 }
    for label in labels {
        for row in 0..<8 {
            for column in 0..<8 {
                let wave = [row % 2, column % 2, (row + column) / 2 % 2][label] * 120
                pixels.append(UInt8(wave + random.below(100)))
            }
        }
    }
    return try LabelledImages(
        pixels: pixels, height: 8, width: 8, channels: 1, labels: labels, classes: ["rows", "columns", "slanted"],
        names: labels.indices.map { "stripes#\($0)" })
}

private func data(_ recipe: ChildRecipe, count: Int = 240) throws -> ChildData {
    try ChildData(
        stripes(count), training: Array(0..<(count * 3 / 4)), validation: Array((count * 3 / 4)..<count),
        recipe: recipe, seed: 3)
}

private func network() -> SmallNetwork {
    var stream = RandomStream(seed: 5)
    return SmallNetwork(using: &stream)
}

@Suite(.serialized) struct ChildTrainerTests {
    private let recipe: ChildRecipe = {
        var recipe = ChildRecipe(.sgd(peak: 0.1, minimum: 0.001, restarts: ChildRecipe.Restarts(period: 2)), .epochs(6))
        recipe.batchSize = 16
        recipe.clip = 5
        recipe.dropPath = 0.2
        recipe.labelSmoothing = 0.05
        recipe.transforms = [.padCrop(padding: 1), .cutout(size: 2)]
        return recipe
    }()

    @Test func itLearnsAndEndsWithALookAtWhatItReturns() throws {
        let trainer = try ChildTrainer(recipe, data(recipe), seed: 7)
        var child = network()
        var told = 0
        let state = try trainer.train(&child, progress: { _ in told += 1 })
        #expect(state.step == 66 && told == 66 && state.looks.count == 6)
        #expect(try #require(state.accuracy) > 0.9)
        #expect(try trainer.score(child) == state.looks.last?.correct)
        #expect(try #require(state.looks.last).loss < state.looks[0].loss)
        #expect(child.dropPath == 0.2)
    }

    @Test func anotherRuleLearnsToo() throws {
        var recipe = ChildRecipe.short(epochs: 8, batchSize: 16)
        recipe.validationInterval = 0
        let trainer = try ChildTrainer(recipe, data(recipe), seed: 7)
        var child: any SearchedNetwork = network()
        let state = try trainer.train(&child)
        #expect(state.looks.count == 1)
        #expect(try #require(state.accuracy) > 0.9)
    }

    @Test func stoppedAndTakenUpAgainItIsTheSameToTheLastBit() throws {
        let trainer = try ChildTrainer(recipe, data(recipe), seed: 7)
        var whole = network()
        let expected = try trainer.train(&whole)

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("child.safetensors")
        struct Stop: Error {}
        for stop in [1, 17, 22, 40] {
            var child = network()
            var steps = 0
            #expect(throws: Stop.self) {
                try trainer.train(
                    &child, checkpoint: file,
                    check: { if steps == stop { throw Stop() } }, progress: { steps = $0.step })
            }
        }
        var child = network()
        let state = try trainer.train(&child, checkpoint: file)
        #expect(state.looks.map(\.correct) == expected.looks.map(\.correct))
        #expect(state.looks.map(\.loss) == expected.looks.map(\.loss))
        for (name, tensor) in whole.stateDictionary {
            #expect(child.stateDictionary[name]?.floats() == tensor.floats(), "\(name)")
        }
    }

    @Test func aShareOfTheTrainingIsItsBeginning() throws {
        let trainer = try ChildTrainer(recipe, data(recipe), seed: 7)
        var whole = network()
        _ = try trainer.train(&whole)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = (0..<3).map { folder.appendingPathComponent("\($0).safetensors") }
        var child = network()
        let first = try trainer.train(&child, effort: 1 / 3.0, checkpoint: files[0])
        #expect(first.step == 22 && first.accuracy != nil)
        // Another trial has another seed, and goes on with the first one's order of examples.
        let second = try ChildTrainer(recipe, data(recipe), seed: 8)
        var other = network()
        _ = try second.train(&other, effort: 2 / 3.0, checkpoint: files[1], continuing: files[0])
        var last = network()
        let state = try second.train(&last, checkpoint: files[2], continuing: files[1])
        #expect(state.step == 66)
        for (name, tensor) in whole.stateDictionary {
            #expect(last.stateDictionary[name]?.floats() == tensor.floats(), "\(name)")
        }
        let error = #expect(throws: FrugalError.self) { try second.train(&last, checkpoint: files[0]) }
        #expect(error?.kind == .conflict)
    }

    @Test func clippedGradientsMoveParametersByNoMoreThanTheBound() throws {
        // Without momentum's history and decay, the first step of Nesterov's rule is 1.9 times rate times gradient.
        for clip in [nil, 0.01] as [Double?] {
            var recipe = ChildRecipe(.sgd(peak: 0.5, minimum: 0.5, restarts: nil), .steps(1))
            recipe.weightDecay = 0
            recipe.clip = clip
            let before = network()
            var after = before
            _ = try ChildTrainer(recipe, data(recipe), seed: 1).train(&after)
            let moved = zip(before.parameters, after.parameters).reduce(0.0) { sum, pair in
                sum + (pair.0 - pair.1).squared().sum().item()
            }.squareRoot()
            if let clip {
                #expect(abs(moved - 0.5 * 1.9 * clip) < 1e-4)
            } else {
                #expect(moved > 0.02)
            }
        }
    }

    @Test func theAuxiliaryHeadCountsWithItsWeight() throws {
        var losses: [Double] = []
        for weight in [0, 0.4, 1] {
            var recipe = ChildRecipe(.sgd(peak: 1e-9, minimum: 0, restarts: nil), .steps(1))
            recipe.auxiliaryWeight = weight
            var child = network()
            losses.append(try #require(try ChildTrainer(recipe, data(recipe), seed: 1).train(&child).looks.last).loss)
        }
        #expect(abs((losses[1] - losses[0]) - 0.4 * (losses[2] - losses[0])) < 1e-5)
        #expect(losses[2] - losses[0] > 0.5)
    }

    @Test func aLossThatIsNoNumberEndsTraining() throws {
        let recipe = ChildRecipe(.sgd(peak: 1e30, minimum: 0, restarts: nil), .epochs(3))
        var child = network()
        let error = #expect(throws: FrugalError.self) {
            try ChildTrainer(recipe, data(recipe), seed: 1).train(&child)
        }
        #expect(error?.kind == .training)
    }

    @Test func anExampleInBothPartsIsRefused() throws {
        let error = #expect(throws: FrugalError.self) {
            try ChildData(stripes(12), training: [0, 1, 2], validation: [2, 3], recipe: recipe, seed: 1)
        }
        #expect(error?.description.contains("example 2") == true)
    }
}
