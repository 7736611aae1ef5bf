import FrugalTensor

/// A running average of a model's weights, kept beside the model that is trained.
///
///     var average = AveragedModel(of: model, by: .exponential(decay: 0.999))
///     …
///     optimizer.update(&model, with: gradients)
///     average.update(with: model)
///     let accuracy = evaluate(average.model)
///
/// Buffers, such as the statistics of batch normalisation, are those of the last model.
public struct AveragedModel<Model: Module>: Sendable {
    /// How the average weighs the models that it has seen.
    public enum Weighting: Sendable, Hashable {
        /// All alike: stochastic weight averaging (Izmailov et al., UAI 2018).
        case equal
        /// The average keeps the share `decay` of itself at each update.
        case exponential(decay: Double)
    }

    /// The averaged model.
    public private(set) var model: Model
    /// How the average weighs the models that it has seen.
    public let weighting: Weighting
    /// The number of models seen.
    public private(set) var updates = 0

    /// An average that holds `model` until its first update.
    public init(of model: Model, by weighting: Weighting) {
        self.model = model
        self.weighting = weighting
    }

    /// Takes a model into the average. The first replaces what was there.
    public mutating func update(with newest: Model) {
        let targets = newest.tensors
        let weight: Double
        switch weighting {
        case .equal: weight = 1 / Double(updates + 1)
        case .exponential(let decay): weight = updates == 0 ? 1 : 1 - decay
        }
        var step = ParameterStep(expecting: targets.count)
        var index = 0
        model.forEachTensor { _, role, tensor in
            defer { index += 1 }
            guard index < targets.count else { return }
            if role == .parameter, weight < 1 {
                step.add(&tensor, towards: targets[index], weight: weight)
            } else {
                tensor = targets[index]
            }
        }
        step.blend()
        updates += 1
    }
}
