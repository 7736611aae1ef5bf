import Foundation
import FrugalNN
import FrugalSearch
import FrugalTrack
import Testing

@Suite struct ChildRecipeTests {
    @Test func restartsEndWhereTrainingsOfEnasEnd() {
        #expect(ChildRecipe.Restarts(period: 10, growth: 2).ends(upTo: 700) == [10, 30, 70, 150, 310, 630])
        #expect(ChildRecipe.Restarts(period: 3, growth: 1).ends(upTo: 10) == [3, 6, 9])
    }

    @Test func theRateIsLowBeforeEachEndAndHighAfterIt() {
        let recipe = ChildRecipe(.sgd(peak: 0.05, minimum: 0.0005, restarts: ChildRecipe.Restarts()), .epochs(310))
        let schedule = recipe.schedule(perEpoch: 7)
        for end in [10, 30, 70, 150] {
            #expect(schedule.rate(at: end * 7) == 0.05)
            #expect(schedule.rate(at: end * 7 - 1) < 0.0012)
        }
        // Half-way through the second period, from epoch 10 to 30.
        #expect(abs(schedule.rate(at: 20 * 7) - (0.05 + 0.0005) / 2) < 1e-12)
        #expect(recipe.steps(perEpoch: 7) == 2170)
        #expect(schedule.rate(at: 2169) < 0.0006)
    }

    @Test func recipesSurviveAFile() throws {
        for recipe in [ChildRecipe.enas(cutout: 16), .residual(), .short(epochs: 3)] {
            let bytes = try TrackJSON.encode(recipe)
            #expect(try TrackJSON.decode(ChildRecipe.self, from: bytes, path: "recipe") == recipe)
            try recipe.check()
        }
    }

    @Test func settingsThatCannotBeAreRefused() {
        var bad: [ChildRecipe] = [
            ChildRecipe(.adamW(peak: 0), .epochs(1)), ChildRecipe(.adamW(peak: 0.1), .steps(0)),
            ChildRecipe(.sgd(peak: 0.1, minimum: 0.2, restarts: nil), .epochs(1)),
            ChildRecipe(.sgd(peak: 0.1, minimum: 0, restarts: .init(period: 0)), .epochs(1)),
        ]
        for change in [{ $0.clip = 0 }, { $0.dropPath = 1 }, { $0.labelSmoothing = -0.1 }, { $0.batchSize = 0 }]
            as [(inout ChildRecipe) -> Void]
        {
            var recipe = ChildRecipe.short(epochs: 1)
            change(&recipe)
            bad.append(recipe)
        }
        for recipe in bad {
            let error = #expect(throws: FrugalError.self) { try recipe.check() }
            #expect(error?.kind == .usage)
        }
    }
}
