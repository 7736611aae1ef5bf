import FrugalTrack

/// A curve of the figure: one network, converted in one way, over the steps of its presentation.
struct Figure6Curve: Codable, Sendable {
    var setting: Figure6Recipe.Setting
    var curve: SpikingCurve

    /// The curves of a network's settings on some pictures.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped.
    static func all(
        of network: Figure6Network, _ recipe: Figure6Recipe, on data: SpikingExamples, digits: DigitParts, seed: UInt64,
        named name: String, in context: ExperimentContext
    ) throws -> [Figure6Curve] {
        try context.part(name) {
            let settings = recipe.settings(of: network.recipe)
            return try settings.enumerated().map { index, setting in
                context.progress(name, index, settings.count, nil)
                let spiking = try network.analog.spiking(setting.conversion, examples: network.seen(digits.training))
                let curve = try EventNetwork(spiking).curve(
                    data, steps: spiking.steps + setting.rest, seed: seed, check: { try context.checkpoint() })
                return Figure6Curve(setting: setting, curve: curve)
            }
        }
    }
}

extension Figure6Network {
    /// Examples that scales are measured on, as the network was trained to see them.
    func seen(_ examples: SpikingExamples) throws -> SpikingExamples {
        let count = min(examples.count, 2000)
        let values = Array(examples.values.prefix(count * examples.width))
        return try SpikingExamples(
            values: recipe.input == .spikes ? values.map { $0 >= 0.5 ? 1 : 0 } : values,
            labels: Array(examples.labels.prefix(count)))
    }
}

extension Figure6Recipe {
    /// The setting that claims the figure, chosen on validation pictures: the fewest operations that keep the target
    /// with its margin; where none does, the one that is right most often at the end.
    func choice(among curves: [Figure6Curve]) -> Int? {
        let keeping = curves.indices.compactMap { index in
            curves[index].curve.operations(keeping: target + margin).map { (index, $0) }
        }
        if let best = keeping.min(by: { $0.1 < $1.1 }) { return best.0 }
        return curves.indices.max { curves[$0].curve.finalAccuracy < curves[$1].curve.finalAccuracy }
    }
}
