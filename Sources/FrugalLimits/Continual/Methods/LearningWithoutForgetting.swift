import FrugalNN
import FrugalTensor

/// Learning without forgetting: on the pictures of the new context the network is also to answer as the network before it
/// did (Li and Hoiem, TPAMI 2017). Nothing but that network is kept.
///
/// The loss is the new context's own and the distillation, in the k-th context k - 1 times where old and new have heads of
/// their own or share one, once in class-incremental learning: so it stands in van de Ven's code. With 1/k and (k - 1)/k, as in
/// van de Ven and Tolias 2019, class-incremental learning keeps more. Answers are softened by a temperature.
public struct LearningWithoutForgetting: ContinualMethod {
    /// What scores are divided by before the softmax, in both networks.
    public var temperature: Double
    private var teacher: (any Layer)?

    /// A method that has seen nothing yet.
    public init(temperature: Double = 2) { self.temperature = temperature }

    /// The loss of the batch and, from the second context on, the distance from the old answers.
    public func loss<Model: Layer>(
        of model: Model, on batch: ContextExamples, _ lesson: ContinualLesson, _ pass: Pass
    ) -> Tensor {
        let scores = model(batch.inputs, pass)
        let own = lesson.loss(scores, batch.labels)
        guard let teacher, lesson.seen > 1 else { return own }
        let taught = withoutGradients { teacher(batch.inputs, .evaluation) }
        let weight = lesson.outputs.scenario == .class ? 1 : Double(lesson.seen - 1)
        return own + distance(of: scores, from: taught, lesson) * weight
    }

    /// The cross entropy of the new answers under the old ones, a mean over the heads that were learned before.
    func distance(of scores: Tensor, from taught: Tensor, _ lesson: ContinualLesson) -> Tensor {
        let distances = lesson.outputs.learnedHeads(before: lesson.seen).map { head -> Tensor in
            let targets = taught.narrowed(along: 1, from: head.lowerBound, length: head.count) / temperature
            let answers = scores.narrowed(along: 1, from: head.lowerBound, length: head.count) / temperature
            return -(targets.softmax(along: 1) * answers.logSoftmax(along: 1)).sum(along: 1).mean()
        }
        return distances.dropFirst().reduce(distances[0], +) / Double(distances.count)
    }

    /// Takes the network as the next teacher.
    public mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream
    ) {
        teacher = model
    }
}

extension ScenarioOutputs {
    /// The outputs that were trained together when `seen` contexts have begun and the last is new: a head a context where the
    /// context is told, else one.
    func learnedHeads(before seen: Int) -> [Range<Int>] {
        switch scenario {
        case .task: (0..<max(1, seen - 1)).map { $0 * classes..<($0 + 1) * classes }
        case .domain, .class: [0..<count]
        }
    }
}
