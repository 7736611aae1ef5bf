import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The sanity checks of one trained network.
struct SanityTrial {
    let set: PictureSet
    let training: LabelledImages
    let test: LabelledImages
    let pictures: Int
    let seed: UInt64
    let check: () throws -> Void

    /// What the checks gave.
    struct Outcome: Codable, Sendable {
        var seed: UInt64
        /// Right answers on the test pictures.
        var accuracy: Proportion
        /// For each picture, the completeness error of integrated gradients as a share.
        var completeness: [Double]
        /// By method: the mean of Spearman's correlation with the map of the trained network, after none, one, two... layers
        /// from the top are drawn anew. Over those pictures whose map has more than one size.
        var cascade: [String: [Double]]
        /// By method: pictures whose map has one size all over, as Grad-CAM's where nothing speaks for the class.
        var emptyMaps: [String: Int]
        /// By method: of the others, those whose map has one size all over once every layer is drawn anew. Their correlation
        /// counts as 0.
        var emptied: [String: Int]
        /// By method, and for random order: the mean probability of the class at each of ``PixelFlipping/shares``.
        var flipping: [String: [Double]]
        /// The largest error of gradient x input and of integrated gradients on a trained linear model.
        var linearErrors: [String: Double]
    }

    static let guided = "guided-backpropagation"
    static let random = "random-order"

    func run() throws -> Outcome {
        var random = RandomStream(seed: seed).named("weights \(set.name)")
        let network = try SmallNetwork.trained(
            SmallNetwork.layers(set.recipe, for: training, using: &random), set.recipe, on: training, seed: seed,
            check: check)
        let accuracy = try SmallNetwork.score(network, on: test)
        let count = min(pictures, test.count)
        let source = try SmallNetwork.source(test)
        // Seeds explain different pictures, so that their spread is also that of pictures.
        var draws = RandomStream(seed: seed).named("pictures")
        let chosen = Array(draws.shuffled(Array(0..<test.count)).prefix(count))
        var outcome = Outcome(
            seed: seed, accuracy: accuracy, completeness: [], cascade: [:], emptyMaps: [:], emptied: [:], flipping: [:],
            linearErrors: [:])
        // From the scores down, one more layer at each stage.
        let layers = Array(network.learnedLayers.reversed())
        var stages = [network]
        for count in layers.indices {
            stages.append(stages[count].randomised([layers[count]], using: &random))
        }
        for index in chosen {
            let x = try source.batch([index], epoch: 0).inputs
            let label = try Tensor.checking { withoutGradients { network(x, .evaluation).argMax(along: 1).itemInt() } }
            try add(x, label, stages, &outcome, &draws)
        }
        for (method, sums) in outcome.cascade {
            outcome.cascade[method] = sums.map { $0 / Double(count - (outcome.emptyMaps[method] ?? 0)) }
        }
        for (method, sums) in outcome.flipping { outcome.flipping[method] = sums.map { $0 / Double(count) } }
        outcome.linearErrors = try linearErrors(chosen, source)
        return outcome
    }

    private func add(
        _ x: Tensor, _ label: Int, _ stages: [Sequential], _ outcome: inout Outcome, _ draws: inout RandomStream
    ) throws {
        let explainer = Explainer(stages[0])
        let found = try explainer.explain(x[0], .integratedGradients, label: label)
        outcome.completeness.append(found.completenessError ?? .nan)
        for method in ExplanationMethod.allCases.map(Optional.some) + [nil] {
            try check()
            let name = method?.rawValue ?? Self.guided
            let maps = try stages.map { stage in
                try Tensor.checking {
                    try method.map { try explainer.map(of: stage, x, $0, label) }
                        ?? GuidedBackpropagation.map(of: stage, x, label)
                }.floats()
            }
            if Set(maps[0]).count > 1 {
                add(maps.map { $0.rankCorrelation(with: maps[0]) }, to: &outcome.cascade[name, default: []])
                outcome.emptied[name, default: 0] += Set(maps[maps.count - 1]).count > 1 ? 0 : 1
            } else {
                outcome.emptyMaps[name, default: 0] += 1
            }
            let order = maps[0].indices.sorted { (maps[0][$1], $0) < (maps[0][$0], $1) }
            add(
                PixelFlipping.curve(stages[0], x, label: label, order: order),
                to: &outcome.flipping[name, default: []])
        }
        let order = draws.shuffled(Array(0..<(x.size(of: 2) * x.size(of: 3))))
        add(
            PixelFlipping.curve(stages[0], x, label: label, order: order),
            to: &outcome.flipping[Self.random, default: []])
    }

    private func add(_ values: [Double], to sums: inout [Double]) {
        sums = sums.isEmpty ? values : zip(sums, values).map { $0 + $1 }
    }

    /// A linear model's map is known: weight times pixel. The largest difference over some pictures.
    private func linearErrors(_ chosen: [Int], _ source: ImageSource) throws -> [String: Double] {
        var random = RandomStream(seed: seed).named("linear")
        var map = Linear(training.pictureSize, training.classes.count, using: &random)
        let start = Sequential([Flatten(), map])
        let trained = try SmallNetwork.trained(start, set.recipe, on: training, seed: seed, check: check)
        map.weight = trained.parameters[0]
        var errors: [String: Double] = [:]
        for index in chosen.prefix(8) {
            let x = try source.batch([index], epoch: 0).inputs
            let explainer = Explainer(trained)
            for method in [ExplanationMethod.gradientTimesInput, .integratedGradients] {
                let found = try explainer.explain(x[0], method)
                let known = (map.weight[found.label].reshaped(x[0].shape) * x[0]).sum(along: 0).floats()
                let error = zip(found.map, known).map { Double(abs($0 - $1)) }.max() ?? .nan
                errors[method.rawValue] = max(errors[method.rawValue] ?? 0, error)
            }
        }
        return errors
    }
}
