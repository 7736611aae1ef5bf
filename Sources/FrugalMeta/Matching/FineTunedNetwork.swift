import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained few-shot network that goes on training on the labelled pictures of each task before it answers.
///
/// Vinyals et al. 2016, table 1, "Fine Tune: Y". The paper does not say how one picture a class can be both shown and
/// asked about; here it is asked about shifted by a pixel, and each task begins from the trained network anew.
public struct FineTunedNetwork: FewShotLearner {
    /// The network before the task.
    public var network: MetricNetwork
    /// Gradient steps a task.
    public var steps: Int
    /// The learning rate of plain gradient descent.
    public var learningRate: Double

    /// Fine-tuning of `network`.
    public init(_ network: MetricNetwork, steps: Int = 5, learningRate: Double = 0.01) {
        self.network = network
        self.steps = steps
        self.learningRate = learningRate
    }

    /// The scores after fine-tuning, `[Q, way]`; running statistics throughout, so that it is not transductive.
    public func logits(_ task: FewShotTask) throws -> Tensor {
        var tuned = network
        var optimizer = SGD(learningRate: learningRate)
        // Fixed, so that a task gets the same answer every time.
        var random = RandomStream(seed: 7)
        for _ in 0..<steps {
            let rehearsal = Self.rehearsal(of: task, using: &random)
            try Tensor.checking {
                let (_, gradients) = valueWithGradients(at: tuned) { $0.loss(rehearsal, .evaluation) }
                optimizer.update(&tuned, with: gradients)
            }
        }
        return try tuned.logits(task)
    }

    /// The task with its labelled pictures, moved by up to a pixel each way, in place of the questions.
    private static func rehearsal(of task: FewShotTask, using random: inout RandomStream) -> FewShotTask {
        let (down, right) = (random.below(3) - 1, random.below(3) - 1)
        let moved = task.support.rolled(by: down, along: 2).rolled(by: right, along: 3)
        return FewShotTask(
            way: task.way, support: task.support, supportLabels: task.supportLabels, query: moved,
            queryLabels: task.supportLabels)
    }
}
