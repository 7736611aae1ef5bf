import FrugalNN
import FrugalTensor

/// Experience replay: a few examples of earlier contexts are kept, and every step learns from as many of them as of new ones
/// (Chaudhry et al., "On tiny episodic memories in continual learning", 2019).
///
/// The loss is 1/k of the new batch's and (k - 1)/k of the kept one's in the k-th context, so that every context counts
/// alike (van de Ven, Tuytelaars and Tolias, Nature Machine Intelligence 2022).
public struct ExperienceReplay<Buffer: ReplayBuffer>: ContinualMethod {
    /// What is kept.
    public private(set) var buffer: Buffer

    /// A method that keeps examples in `buffer`.
    public init(_ buffer: Buffer) { self.buffer = buffer }

    /// What the buffer holds.
    public var keptExamples: Int { buffer.examples?.count ?? 0 }

    /// The loss of the batch and, from the second context on, of kept examples.
    public func loss<Model: Layer>(
        of model: Model, on batch: ContextExamples, _ lesson: ContinualLesson, _ pass: Pass
    ) -> Tensor {
        let own = lesson.loss(model(batch.inputs, pass), batch.labels)
        guard let kept = buffer.examples, lesson.seen > 1 else { return own }
        let again = kept.drawn(batch.count, using: &pass.random)
        let share = 1 / Double(lesson.seen)
        return own * share + lesson.loss(model(again.inputs, pass), again.labels) * (1 - share)
    }

    /// Offers the context's examples to the buffer.
    public mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream
    ) {
        buffer.add(examples, using: &random)
    }
}
