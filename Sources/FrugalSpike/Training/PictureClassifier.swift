import FrugalNN
import FrugalTensor

/// What ``SpikeTrainer`` trains: a spiking network, or the same without spikes.
public protocol PictureClassifier: Module {
    /// All settings but the weights, as text: what tells one checkpoint from another.
    var form: String { get }

    /// The loss of some examples, penalties left out that concern weights only.
    /// - Parameters:
    ///   - x: `[N, …]`, between 0 and 1.
    ///   - labels: `[N]`.
    func loss(_ x: Tensor, _ labels: Tensor, _ recipe: SpikeTrainingRecipe, _ pass: Pass) throws -> Tensor

    /// Scores of some examples, `[N, classes]`; the largest wins.
    func scores(_ x: Tensor, _ pass: Pass) -> Tensor

    /// Sets the share of hidden neurons that is held back in training.
    mutating func setDropout(_ share: Double)
}

extension SurrogateNetwork: PictureClassifier {
    /// Coding, steps, neurons and readout.
    public var form: String {
        let neurons = layers.map { layer in
            let own = layer.neurons.map { "\($0.decay) \($0.threshold ?? 0) \($0.reset)" } ?? "none"
            return "\(layer.name) \(own) \(layer.surrogate)"
        }
        return "\(inputShape) \(coding) \(steps) steps, \(readout), \(neurons)"
    }

    /// The cross entropy of the answer, or of all answers so far, and what the operations cost.
    public func loss(
        _ x: Tensor, _ labels: Tensor, _ recipe: SpikeTrainingRecipe, _ pass: Pass
    ) throws -> Tensor {
        let activity = run(x, pass)
        var loss: Tensor
        switch recipe.loss {
        case .last: loss = crossEntropy(activity.answer, labels)
        case .everyStep:
            let answers = activity.answers
            let (steps, examples) = answers.stepsAndExamples
            loss = crossEntropy(
                answers.flattened(from: 0, through: 1),
                labels.expanded(to: [steps, examples]).reshaped([steps * examples]))
        }
        if recipe.activityPenalty > 0 { loss = loss + recipe.activityPenalty * (try activityShare(activity)) }
        return loss
    }

    /// The operations that spikes caused, as a share of the multiply-adds of the network without spikes.
    private func activityShare(_ activity: SpikingActivity) throws -> Tensor {
        let reach = try reach()
        let dense = reach.reduce(0) { $0 + $1.all }
        let examples = activity.spikes.stepsAndExamples.examples
        // What the input costs is no weight's doing.
        let sums = zip(reach, activity.arriving).dropFirst().filter { !$0.0.multiplies }.map {
            $0.0.operations(of: $0.1).sum()
        }
        return sums.reduce(Tensor(0)) { $0 + $1 } / (dense * Double(max(1, examples)))
    }

    /// The answer after the last step, equal counts decided by the membrane.
    public func scores(_ x: Tensor, _ pass: Pass) -> Tensor { run(x, pass).decisions[-1] }

    /// Sets the dropout of all layers but the last, whose spikes are the answer.
    public mutating func setDropout(_ share: Double) {
        for index in layers.indices.dropLast() where layers[index].neurons != nil { layers[index].dropout = share }
    }
}
