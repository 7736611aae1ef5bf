import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct StoreTrainingTests {
    private func shared() throws -> StoreTraining<MobileFamily> {
        var recipe = ChildRecipe(.sgd(peak: 0.1, minimum: 0.001, restarts: nil), .steps(80))
        recipe.batchSize = 20
        recipe.clip = 5
        let images = try stripes(240)
        let data = try ChildData(
            images, training: Array(0..<180), validation: Array(180..<240), recipe: recipe, seed: 1)
        let family = try MobileFamily(
            widths: [[8], [12, 16]], depths: 1...2, kernels: [3, 5],
            blocks: [.inverted(expansion: 1), .inverted(expansion: 2)])
        return try StoreTraining(family, ChildTrainer(recipe, data, seed: 4))
    }

    @Test func randomArchitecturesTrainEachOther() throws {
        var shared = try shared()
        let space = shared.family.space
        // An architecture that is drawn hardly ever, and learns from the others.
        let watched = try architecture(["2", "8", "3", "expansion 2", "1", "16", "3", "expansion 2"], in: space)
        let before = try shared.score(watched)
        try shared.train(steps: shared.plannedSteps) { try space.random(using: &$0) }
        let after = try shared.score(watched)
        #expect(shared.step == 80)
        #expect(before.share < 0.6)
        #expect(after.share > 0.75)
    }

    @Test func twoHalvesAreTheWhole() throws {
        var (whole, halves) = (try shared(), try shared())
        let space = whole.family.space
        try whole.train(steps: 14) { try space.random(using: &$0) }
        try halves.train(steps: 5) { try space.random(using: &$0) }
        try halves.train(steps: 9) { try space.random(using: &$0) }
        let watched = try architecture(["2", "8", "3", "expansion 2", "1", "16", "3", "expansion 2"], in: space)
        let states = try [whole, halves].map { try $0.network(of: watched).stateDictionary }
        for (name, tensor) in states[0] { #expect(states[1][name]?.floats() == tensor.floats()) }
    }
}
