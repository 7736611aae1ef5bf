import FrugalNN
import FrugalTensor

extension MAML {
    /// The gradient of the query loss after adaptation with respect to the initial weights and the learned rates.
    /// - Parameter stepWeights: what the query loss after each inner step counts (the multi-step loss of Antoniou et al.
    ///   2019, equation 3); nil counts the last alone.
    public func lesson(
        from task: AdaptationTask, order: MAMLOrder? = nil, stepWeights: [Double]? = nil,
        where trains: ((String) -> Bool)? = nil
    ) throws -> Lesson {
        try Tensor.checking {
            withGradients(true) {
                let (recording, leaves) = recordingGradients(where: trains)
                // Running statistics follow the query of the adapted model.
                let pass = Pass.training(RandomStream(seed: 0))
                let (total, last) = recording.queryLoss(task, order ?? inner.order, stepWeights, pass)
                var found = gradients(of: total, withRespectTo: leaves.compactMap { $0 })[...]
                return Lesson(
                    loss: last.item(), gradients: Gradients(leaves.map { $0 == nil ? nil : found.popFirst() }),
                    buffers: inner.statistics == .running ? model.buffers.map { pass.current($0).detached() } : [])
            }
        }
    }

    /// The mean of the lessons of several tasks, worked out side by side.
    /// - Parameter threads: how many tasks at once; the result does not depend on it.
    public func lesson(fromEach tasks: [AdaptationTask], threads: Int = 1) throws -> Lesson {
        let lessons = try TaskThreads.map(tasks.count, threads: threads) { try lesson(from: tasks[$0]) }
        return Lesson.mean(lessons) ?? Lesson(loss: .nan, gradients: Gradients([]))
    }

    /// The loss whose gradient is wanted, and the loss after the last step.
    private func queryLoss(
        _ task: AdaptationTask, _ order: MAMLOrder, _ weights: [Double]?, _ noted: Pass
    ) -> (total: Tensor, last: Tensor) {
        let rates = rates.perParameter()
        var model = begun(on: task.support, inTraining: true)
        // Weights that are not learned still move in the inner steps.
        model.forEachParameter { if !$0.requiresGradient { $0 = $0.recordingGradients() } }
        func loss(noting pass: Pass? = nil) -> Tensor {
            self.loss(
                scores(task.query.inputs, model, task.support, inTraining: true, noting: pass), task.query.targets)
        }
        var earlier: Tensor?
        for step in 0..<inner.steps {
            model = descended(model, task.support, step, rates, order, inTraining: true)
            if let weights, step < inner.steps - 1, weights[step] > 0 {
                let part = loss() * weights[step]
                earlier = earlier.map { $0 + part } ?? part
            }
        }
        let last = loss(noting: noted)
        let share = weights?.last ?? 1
        let weighted = share == 1 ? last : last * share
        return (earlier.map { $0 + weighted } ?? weighted, last)
    }
}

/// What the query loss after each inner step counts: all alike at first, in the end the last alone.
///
/// Antoniou et al. 2019, section 4, "Multi-Step Loss Optimization".
public struct MultiStepLoss: Codable, Sendable, Equatable {
    /// The iterations until only the last step counts.
    public var iterations: Int

    /// Weights that reach the last step alone after so many iterations.
    public init(over iterations: Int) { self.iterations = iterations }

    /// The weights of `steps` inner steps at an iteration; nil once only the last counts.
    public func weights(steps: Int, at iteration: Int) -> [Double]? {
        guard iteration < iterations, steps > 1 else { return nil }
        let share = (1 - Double(iteration) / Double(iterations)) / Double(steps)
        return [Double](repeating: share, count: steps - 1) + [1 - share * Double(steps - 1)]
    }
}
