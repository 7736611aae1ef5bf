import FrugalNN
import FrugalTensor

/// Learning without forgetting: on the pictures of the new context the network is also to answer as the network before it
/// did (Li and Hoiem, TPAMI 2017). Nothing but that network is kept.
///
/// The loss is 1/k of the new context's own and (k - 1)/k of the distillation, in the k-th context; answers are softened by
/// a temperature. Where the old network knew fewer classes than now take part, it gives those it did not know no
/// probability (van de Ven and Tolias 2019).
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
        let share = 1 / Double(lesson.seen)
        return own * share + distance(of: scores, from: taught, lesson) * (1 - share)
    }

    /// The cross entropy of the new answers under the old ones, a mean over the heads that were learned before.
    func distance(of scores: Tensor, from taught: Tensor, _ lesson: ContinualLesson) -> Tensor {
        let heads = lesson.outputs.learnedHeads(before: lesson.seen)
        let distances = heads.map { old, now -> Tensor in
            let targets = taught.narrowed(along: 1, from: old.lowerBound, length: old.count) / temperature
            let answers = scores.narrowed(along: 1, from: now.lowerBound, length: now.count) / temperature
            let logarithms = answers.logSoftmax(along: 1).narrowed(along: 1, from: 0, length: old.count)
            return -(targets.softmax(along: 1) * logarithms).sum(along: 1).mean()
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
    /// The outputs that a network knew when `seen` contexts have begun and the last is new, and those that now take part
    /// with them, head by head.
    func learnedHeads(before seen: Int) -> [(old: Range<Int>, now: Range<Int>)] {
        switch scenario {
        case .task:
            (0..<max(1, seen - 1)).map { ($0 * classes..<($0 + 1) * classes, $0 * classes..<($0 + 1) * classes) }
        case .domain: [(0..<classes, 0..<classes)]
        case .class: [(0..<max(1, seen - 1) * classes, 0..<seen * classes)]
        }
    }
}
