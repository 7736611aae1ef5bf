// ENAS (Pham et al. 2018) on the UCI digits: every candidate network is cut out of one set of shared weights, so that
// looking at hundreds of them costs about as much as training a few. In turn the weights learn through networks that a
// policy draws, and the policy learns which of them do well. Then the one that was found is trained from fresh weights,
// and beside it networks drawn at random: the bar.
//
//     swift run MiniENAS [folder]      (default: $FRUGAL_DEMO or .demo/digits; `make setup` prepares it)

import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// The right answers of freshly trained networks on examples that nothing has seen before.
struct Final {
    let family: EnasMacro
    let data: ChildData
    let test: [Int]

    func accuracy(of architecture: Architecture, seed: UInt64) throws -> Double {
        var random = RandomStream(seed: seed)
        let network = try family.build(architecture, for: data.shape, classes: data.classes, using: &random)
        return try trained(network, seed: seed)
    }

    private func trained(_ fresh: some SearchedNetwork, seed: UInt64) throws -> Double {
        var network = fresh
        var recipe = ChildRecipe.short(epochs: 5, batchSize: 32)
        recipe.validationInterval = 0
        let trainer = try ChildTrainer(recipe, data, seed: seed)
        try trainer.train(&network)
        return try trainer.score(network, on: test).share
    }
}

func run() throws -> Bool {
    Engine.threads = 1
    // 1. The pictures: 60 % for the weights, 20 % to reward the policy with, 20 % for the very end.
    let environment = ProcessInfo.processInfo.environment
    let folder = CommandLine.arguments.dropFirst().first ?? environment["FRUGAL_DEMO"] ?? ".demo/digits"
    let images = try ImageFolder(folder).load()
    let split = try Split.stratified(
        labels: images.labels, validation: .fraction(0.2), test: .fraction(0.2), seed: 1)
    let data = try ChildData(
        images, training: split.train, validation: split.validation, recipe: .short(epochs: 1), seed: 1)

    // 2. The space: six layers, each with one of six operations, and a skip or none from every layer before.
    var sizes = EnasMacro.Settings()
    (sizes.layers, sizes.filters) = (6, 12)
    let family = try EnasMacro(sizes)
    print("\(Humanise.compact(family.space.size)) networks; \(split.train.count) pictures to learn from")

    // 3. The search: an epoch of the weights, some updates of the policy, and so on.
    var settings = EnasSettings.macro
    (settings.epochs, settings.batchSize, settings.period, settings.growth) = (12, 32, 12, 1)
    (settings.updates, settings.samples, settings.rewardBatchSize) = (12, 10, 64)
    (settings.choices, settings.choiceExamples) = (40, nil)
    // Rates for some hundred steps, the paper's being for ten thousand. Its baseline begins at 0, so that for a while
    // whatever is drawn is pushed up: at such a rate the policy would settle on what it drew first.
    (settings.peak, settings.learning.learningRate) = (0.1, 0.02)
    (settings.learning.baseline, settings.learning.baselineDecay) = (.batch, 0.8)
    let search = try EnasSearch(family, data, settings: settings, seed: 1)
    var shown = 0
    let (result, shared, policy) = try search.run(progress: { state in
        guard state.epochs.count > shown, let last = state.epochs.last else { return }
        shown = state.epochs.count
        print("epoch \(shown): reward \(percent(last.reward ?? 0)), entropy \(rounded(last.entropy ?? 0)) nats")
    })
    print("found \(result.best.architecture): \(percent(result.best.correct.share)) through the shared weights")

    // 4. Did the policy learn? Its samples beside networks drawn at random, all through the same weights.
    var random = RandomStream(seed: 7)
    let drawn = withoutGradients { policy.sample(40, using: &random) }.tokens.map {
        Architecture(space: family.space.name, spaceHash: family.space.hash, tokens: $0)
    }
    let guessed = try (0..<40).map { _ in try family.space.random(using: &random) }
    func scores(_ architectures: [Architecture]) throws -> SampleSummary {
        SampleSummary(
            try architectures.map {
                try 100 * search.sharedScorer.score(shared.child($0), on: split.validation).share
            })
    }
    let (ours, theirs) = (try scores(drawn), try scores(guessed))
    print(
        "samples of the policy \(rounded(ours.mean)) %, at random \(rounded(theirs.mean)) % through the shared weights")

    // 5. What counts: fresh weights, pictures that nobody has seen.
    let final = Final(family: family, data: data, test: split.test)
    let found = try SampleSummary((1...3).map { try 100 * final.accuracy(of: result.best.architecture, seed: $0) })
    let chance = try SampleSummary(
        guessed.prefix(3).enumerated().map { try 100 * final.accuracy(of: $1, seed: UInt64($0) + 1) })
    print(
        "trained from fresh weights: found \(rounded(found.mean)) %, at random \(rounded(chance.mean)) % on the test part"
    )
    let rewards = result.state.epochs.compactMap(\.reward)
    return ours.mean > theirs.mean && found.mean > 90 && (rewards.last ?? 0) > (rewards.first ?? 1) + 0.1
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
func percent(_ share: Double) -> String { Humanise.percent(share, decimals: 1) }

do {
    if try !run() {
        print("MiniENAS did not learn: rising rewards, samples better than at random and 90 % were expected")
        exit(1)
    }
} catch {
    print("MiniENAS: \(error)")
    exit(1)
}
