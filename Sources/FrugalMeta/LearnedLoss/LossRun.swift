import FrugalNN
import FrugalTensor

/// What became of a task's network under a loss.
public struct LossRun: Codable, Sendable, Equatable {
    /// The fixed loss on the query examples after so many steps.
    public var scores: [Int: Double] = [:]
    /// The fixed loss on the query examples after the last step.
    public var last = Double.nan
    /// Steps taken.
    public var steps = 0
    /// Seconds of gradients and updates.
    public var seconds = 0.0

    /// Trains the network of `task` on all its examples at each step.
    /// - Parameters:
    ///   - loss: the loss that is followed; nil for the fixed one.
    ///   - marks: after how many steps the result is judged, besides the end.
    ///   - budget: ends the run after so many seconds of work, whatever the steps.
    public init(
        _ task: SupervisedTask, _ kind: PredictionKind, with optimizer: any Optimizer, steps most: Int,
        under loss: LearnedLoss? = nil, judgedAt marks: Set<Int> = [], budget: Double = .infinity
    ) {
        var (model, optimizer) = (task.start, optimizer)
        func judge() -> Double {
            withoutGradients { kind.loss(model(task.query.inputs, .evaluation), task.query.targets).item() }
        }
        while steps < most, seconds < budget {
            if marks.contains(steps) { scores[steps] = judge() }
            let begin = ContinuousClock.now
            let (_, gradients) = valueWithGradients(at: model) { model in
                let outputs = model(task.support.inputs, .evaluation)
                return loss.map { $0(kind.seen(outputs), task.support.targets) }
                    ?? kind.loss(outputs, task.support.targets)
            }
            optimizer.update(&model, with: gradients)
            seconds += (ContinuousClock.now - begin) / .seconds(1)
            steps += 1
        }
        last = judge()
        if marks.contains(steps) { scores[steps] = last }
    }
}
