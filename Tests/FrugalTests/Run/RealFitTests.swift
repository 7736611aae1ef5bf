import Foundation
import FrugalTrack
import Testing

@testable import Frugal

/// Whole fits of real pictures against the clock, which other tests beside would slow: `make test-slow` with FRUGAL_DATA
/// runs them after the others.
@Suite(
    "Fits of real pictures", .serialized,
    .enabled(
        if: ProcessInfo.processInfo.environment["FRUGAL_ALONE"] != nil, "wants the machine; make test-slow runs it"),
    .enabled(if: ProcessInfo.processInfo.environment["FRUGAL_DATA"] != nil, "needs FRUGAL_DATA"))
struct RealFitTests {
    /// Of the official test part, which a fit reads once.
    @Test(arguments: [("mnist", 0.985), ("fashion-mnist", 0.89)])
    func threeMinutes(_ name: String, _ share: Double) throws {
        let data = try #require(ProcessInfo.processInfo.environment["FRUGAL_DATA"]) + "/\(name)"
        try withTemporaryFolder { folder in
            var recipe = FitRecipe()
            recipe.seconds = 180
            let clock = ContinuousClock()
            let start = clock.now
            let result = try Fit(data: data, bundle: folder.appendingPathComponent("m.frugal").path, recipe: recipe)
                .run()
            let seconds = Double((clock.now - start).components.seconds)
            print(
                "\(name): \(result.test.accuracy.successes) of \(result.test.accuracy.total) with \(result.chosen.name), "
                    + "\(seconds) s of 180")
            #expect(result.test.accuracy.total == 10_000)
            #expect(result.test.accuracy.share >= share)
            #expect(result.testReads == 1)
            #expect(seconds < 1.05 * 180)
        }
    }
}
