import FrugalNN
import FrugalTensor

/// What one task teaches a learner.
public struct Lesson: Sendable {
    /// The loss on the task's query, or on what stands for it.
    public var loss: Double
    /// Where the learner's parameters should move away from.
    public var gradients: Gradients
    /// What the learner's running statistics become by this task; empty where they are not used.
    public var buffers: [Tensor]

    /// A lesson of these parts.
    public init(loss: Double, gradients: Gradients, buffers: [Tensor] = []) {
        self.loss = loss
        self.gradients = gradients
        self.buffers = buffers
    }

    /// The mean of lessons, added up in their order, so that it does not depend on who worked them out first.
    static func mean(_ lessons: [Lesson]) -> Lesson? {
        guard var sum = lessons.first else { return nil }
        for lesson in lessons.dropFirst() {
            sum.loss += lesson.loss
            for (index, gradient) in lesson.gradients.values.enumerated() {
                if let gradient {
                    sum.gradients.values[index] = sum.gradients.values[index].map { $0 + gradient } ?? gradient
                }
            }
            for (index, buffer) in lesson.buffers.enumerated() { sum.buffers[index] = sum.buffers[index] + buffer }
        }
        let share = 1 / Double(lessons.count)
        sum.loss *= share
        sum.gradients.values = sum.gradients.values.map { $0.map { $0 * share } }
        sum.buffers = sum.buffers.map { $0 * share }
        return sum
    }
}

/// A few-shot learner that adapts its weights to a task: MAML, Reptile. Its parameters are what training learns.
public protocol AdaptiveLearner: Module, FewShotLearner {
    /// The network that is adapted.
    associatedtype Model: Layer
    /// The network with its initial weights.
    var model: Model { get set }
}

extension Module {
    /// The tensors that are kept and not learned, in the module's order.
    var buffers: [Tensor] {
        get {
            var copy = self
            var found: [Tensor] = []
            copy.forEachTensor { _, role, tensor in if role == .buffer { found.append(tensor) } }
            return found
        }
        set {
            var next = newValue[...]
            forEachTensor { _, role, tensor in
                if role == .buffer, let value = next.popFirst() { tensor = value }
            }
        }
    }
}
