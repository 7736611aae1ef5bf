import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct ImitationTests {
    private let imitation = Imitation(episodes: 80, unroll: 10, rate: 0.05, meanDecay: 0.6, squareDecay: 0.8)

    private var recipe: LearnedOptimizerRecipe {
        var recipe = LearnedOptimizerRecipe()
        (recipe.units, recipe.horizon, recipe.episodes, recipe.outputScale) = (10, 50, 80, 0.1)
        recipe.imitation = imitation
        return recipe
    }

    /// Two steps of Adam with these decays, worked out on paper: on gradients 1 and then 3.
    @Test func theTeacherTakesAdamsSteps() {
        var teacher = AdamTeacher(imitation)
        let first = teacher.movement(after: Tensor([1.0, -1.0])).doubles()
        #expect(abs(first[0] + 0.05) < 1e-6 && abs(first[1] - 0.05) < 1e-6)
        let second = teacher.movement(after: Tensor([3.0, -3.0])).doubles()
        // m = 0.6·0.4 + 0.4·3 = 1.44 over 0.64; v = 0.8·0.2 + 0.2·9 = 1.96 over 0.36.
        let expected = -0.05 * (1.44 / 0.64) / (1.96 / 0.36).squareRoot()
        #expect(abs(second[0] - expected) < 1e-6 && abs(second[1] + expected) < 1e-6)
    }

    /// How far the losses are from the teacher's on a problem of no training.
    private func distance(_ network: CoordinateLSTM) -> Double {
        func losses(_ optimizer: any Optimizer) -> [Double] {
            OptimizationRun(Parabolas().problem(seed: 77), optimizer, steps: 20, scoringAt: []).losses
        }
        let learned = LearnedOptimizer(network, preprocessing: LogAndSign(p: recipe.p), outputScale: recipe.outputScale)
        return zip(losses(learned), losses(imitation.optimizer)).reduce(0) { $0 + abs($1.0 - $1.1) }
    }

    @Test func imitationBringsTheNetworkNearTheTeacher() {
        var training = MetaTraining(recipe)
        let before = distance(training.network)
        while !training.isDone { training.advance(on: Parabolas()) }
        #expect(distance(training.network) < 0.3 * before)
    }

    @Test func settingsThatCannotWorkAreNamed() {
        for bad in [
            Imitation(episodes: 1, unroll: 0, rate: 0.1), Imitation(episodes: 1, rate: 0),
            Imitation(episodes: 1, rate: 0.1, meanDecay: 1), Imitation(episodes: -1, rate: 0.1),
        ] {
            var recipe = LearnedOptimizerRecipe()
            recipe.imitation = bad
            #expect(throws: FrugalError.self) { try recipe.check() }
        }
    }
}
