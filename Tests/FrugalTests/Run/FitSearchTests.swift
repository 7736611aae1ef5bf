import Foundation
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

@Suite(.serialized) struct FitSearchTests {
    private func recipe(seconds: Double) -> FitRecipe {
        var recipe = FitRecipe()
        recipe.seconds = seconds
        recipe.searches = true
        return recipe
    }

    /// A fit that searches has a row for what it found, says what that cost and brought, and writes a bundle that predicts.
    @Test func aSearchIsARowOfTheLeaderboard() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let bundle = folder.path + "/found.frugal"
            var notes: [String] = []
            let result = try Fit(data: data, bundle: bundle, recipe: recipe(seconds: 24)).run(observer: { event in
                if case .note(let text) = event { notes.append(text) }
            })
            let row = try #require(result.leaderboard.first { $0.name == "searched" })
            let search = try #require(row.search)
            #expect(search.space == "mobile")
            #expect(search.trials >= 2)
            #expect(search.seconds > 0 && search.seconds < 24)
            #expect(row.validation != nil && row.parameters ?? 0 > 0)
            let gain = try #require(SearchGain(result.leaderboard))
            #expect(gain.preset?.search == nil)
            #expect(notes.contains { $0.hasPrefix("\(search.trials) trials of evolution in the space mobile took") })
            #expect(
                try String(contentsOfFile: result.report, encoding: .utf8).contains("Search: \(search.trials) trials"))
            #expect(result.seconds < 24 * 1.05)
            #expect(result.testReads == 1)
        }
    }

    /// The network of a search is a model like any other: its bundle predicts, and can be taught.
    @Test func aFoundNetworkPredictsAndIsTaught() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let family = try NetworkFamilies.named("mobile")
            var random = RandomStream(seed: 4)
            let shape = SearchedShape(family: "mobile", architecture: try family.space.random(using: &random))
            var recipe = tinyRecipe(epochs: 6)
            recipe.candidates = [
                Candidate("searched", .searched(shape), training: tinyCandidate("t", widths: [4]).training)
            ]
            recipe.goal = .energy
            recipe.within = 0
            let bundle = folder.path + "/a.frugal"
            let result = try Fit(data: data, bundle: bundle, recipe: recipe).run()
            #expect(result.leaderboard.contains { $0.name == "searched" && $0.failure == nil })
            #expect(try Predictor(bundle: bundle).evaluate(Predictor(bundle: bundle).load(data)).accuracy.total == 60)
            if result.chosen.name == "searched" {
                #expect(try ModelBundle.load(from: URL(fileURLWithPath: bundle)).manifest.teaching != nil)
            }
        }
    }

    @Test func itIsUsedWhereTheTimeAllowsAndRefusedWithEpochs() throws {
        var recipe = FitRecipe()
        recipe.searches = true
        recipe.maximumEpochs = 3
        #expect(throws: FrugalError.self) { try recipe.check() }
        recipe.maximumEpochs = nil
        try recipe.check()
        // Recipes of before know of no search: they are equal to those that leave it to the time.
        let plain = try TrackJSON.encode(FitRecipe())
        #expect(!String(decoding: plain, as: UTF8.self).contains("searches"))
    }

    @Test func whatASearchBroughtIsSaidInPoints() throws {
        var found = row("searched", right: 96, parameters: 400)
        found.candidate.architecture = .searched(
            SearchedShape(family: "mobile", architecture: Architecture(space: "mobile", spaceHash: "", tokens: [])))
        found.search = FitSearch(
            space: "mobile", searcher: "evolution", trials: 40, stepsPerTrial: 10, seconds: 30, searchScore: 0.9)
        let gain = try #require(SearchGain([row("conv", right: 95, parameters: 1000), found]))
        #expect(abs((gain.points ?? 0) - 1) < 1e-9)
        #expect(gain.text.hasPrefix("40 trials of evolution in the space mobile took 30"))
        #expect(gain.text.contains("1.00 points more than the best preset, conv,"))
        #expect(SearchGain([row("conv", right: 95, parameters: 1000)]) == nil)
    }
}
