import FrugalData
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct RecipeTests {
    @Test func survivesJSON() throws {
        var recipe = tinyRecipe()
        recipe.goal = .latency
        recipe.target = "종류"
        let bytes = try TrackJSON.encode(recipe)
        #expect(try TrackJSON.decode(FitRecipe.self, from: bytes, path: "recipe") == recipe)
    }

    @Test(
        arguments: [
            { $0.seconds = 1 }, { $0.seconds = .nan }, { $0.seconds = 1e12 }, { $0.seconds = nil }, { $0.within = -1 },
            { $0.within = 101 },
            { $0.side = 2 }, { $0.threads = 0 }, { $0.maximumEpochs = 0 }, { $0.candidates = [] },
            { $0.candidates = [tinyCandidate("../evil", widths: [4])] },
            { $0.candidates = [tinyCandidate("none", widths: [])] },
            { $0.candidates = [tinyCandidate("huge", widths: [Int.max])] },
        ] as [@Sendable (inout FitRecipe) -> Void])
    func refusesNonsense(_ spoil: @Sendable (inout FitRecipe) -> Void) {
        var recipe = FitRecipe()
        spoil(&recipe)
        let error = #expect(throws: FrugalError.self) { try recipe.check() }
        #expect(error?.kind == .usage)
        #expect(error?.remedy.isEmpty == false)
    }

    private static let nonsense: [@Sendable (inout FitRecipe) -> Void] = [
        { $0.seconds = 1 }, { $0.seconds = .nan }, { $0.seconds = 1e12 }, { $0.seconds = nil }, { $0.within = -1 },
        { $0.within = 101 }, { $0.side = 2 }, { $0.threads = 0 }, { $0.maximumEpochs = 0 }, { $0.candidates = [] },
        { $0.candidates = [tinyCandidate("../evil", widths: [4])] },
        { $0.candidates = [tinyCandidate("none", widths: [])] },
        { $0.candidates = [tinyCandidate("huge", widths: [Int.max])] },
    ]

    @Test(arguments: nonsense.indices) func refusesNonsense(_ index: Int) {
        var recipe = FitRecipe()
        Self.nonsense[index](&recipe)
        let error = #expect(throws: FrugalError.self) { try recipe.check() }
        #expect(error?.kind == .usage)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test(arguments: [8, 12, 28, 32, 64, 96])
    func ladderFitsThePicture(side: Int) throws {
        let shape = InputShape.image(height: side, width: side, channels: 3)
        let rungs = Ladder.rungs(for: shape, examples: 1000, seconds: 600)
        #expect(Set(rungs.map(\.name)).count == rungs.count)
        for rung in rungs {
            try rung.check()
            let stages = if case .convolutional(let shape) = rung.architecture { shape.widths.count } else { 1 }
            // The last map still has places to take a mean over.
            #expect(side >> (stages - 1) >= 2)
        }
    }

    /// The demo's digits, MNIST in three minutes and in an hour, a thousand photos in ten minutes.
    @Test(arguments: [(8, 1078, 55.0, true), (28, 54_000, 180, false), (28, 54_000, 3600, true), (96, 900, 600, true)])
    func distortionWantsTime(_ side: Int, _ examples: Int, _ seconds: Double, _ distorts: Bool) {
        let rungs = Ladder.rungs(
            for: .image(height: side, width: side, channels: 1), examples: examples, seconds: seconds)
        #expect(rungs.allSatisfy { ($0.training.distortion != nil) == distorts })
    }

    @Test func smallDataGetMoreEpochs() {
        #expect(Ladder.epochs(100) == 120)
        #expect(Ladder.epochs(1078) == 37)
        #expect(Ladder.epochs(1_000_000) == 24)
        #expect(Ladder.batchSize(10) == 8)
        #expect(Ladder.batchSize(100_000) == 256)
    }

    @Test func heldOutPartsShrinkWithTheirShare() {
        #expect(SplitPlan.heldOut(of: 1000) == 200)
        #expect(SplitPlan.heldOut(of: 60_000) == 6000)
        #expect(SplitPlan.heldOut(of: 10_000_000) == 10_000)
    }
}
