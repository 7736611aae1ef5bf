import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// The grid, the choice and the lines of Figure 6.
@Suite struct Figure6Tests {
    @Test(arguments: Reproduction.Scale.allCases)
    func theGridHasMoreThanAHundredDifferentSettings(_ scale: Reproduction.Scale) {
        let recipe = Figure6Recipe(scale)
        let settings = recipe.networks.flatMap { recipe.settings(of: $0) }
        #expect(settings.count >= 100)
        #expect(Set(settings.map(\.name)).count == settings.count)
    }

    private func curve(_ operations: [Double], _ right: [Int]) -> Figure6Curve {
        Figure6Curve(
            setting: Figure6Recipe.Setting(network: "net", conversion: ConversionRecipe()),
            curve: SpikingCurve(
                examples: 1000, points: zip(operations, right).map { .init(operations: $0, right: $1) },
                ledger: OperationLedger()))
    }

    /// The fewest operations that keep the target with its margin; without any, the best end.
    @Test func theChoiceIsTheCheapestThatKeepsTheTarget() {
        let recipe = Figure6Recipe(.quick)
        let curves = [
            curve([10, 20, 30], [990, 900, 985]), curve([15, 25], [900, 983]), curve([5, 9], [900, 981]),
        ]
        #expect(recipe.choice(among: curves) == 1)
        #expect(recipe.choice(among: [curve([1], [500]), curve([9], [700])]) == 1)
        #expect(recipe.choice(among: []) == nil)
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (16, 5)])
    func bitsSayAsMuchAsSteps(_ steps: Int, _ bits: Int) {
        #expect(Figure6Experiment.bits(ofSteps: steps) == bits)
    }
}
