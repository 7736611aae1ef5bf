import FrugalNN
import FrugalTensor

/// What a method knows about the lesson it is in.
public struct ContinualLesson: Sendable, Equatable {
    /// The outputs of the network in this scenario.
    public let outputs: ScenarioOutputs
    /// How many contexts have begun, this one included.
    public let seen: Int

    /// A lesson in which `seen` contexts have begun.
    public init(_ outputs: ScenarioOutputs, seen: Int) {
        self.outputs = outputs
        self.seen = seen
    }

    /// The loss of a network's scores on a batch.
    func loss(_ scores: Tensor, _ labels: [Int], reduction: Reduction = .mean) -> Tensor {
        outputs.loss(scores, labels, reduction: reduction)
    }
}

/// A way to learn context after context. A method is a value: it says what is minimised and what it remembers; who trains is
/// ``ContinualTraining``.
///
/// In the order in which things happen: ``begin(_:)``, then for each step ``loss(of:on:_:_:)``, ``penalty``,
/// ``didStep(_:_:)``, then ``finish(_:_:_:using:)``. All but ``loss(of:on:_:_:)`` do nothing by default, and that one is the
/// loss of the batch alone.
public protocol ContinualMethod: Sendable {
    /// What pulls the weights back; nil for nothing. Its gradient is added to that of the loss.
    var penalty: QuadraticPenalty? { get }
    /// How many examples are kept from one lesson to the next.
    var keptExamples: Int { get }
    /// A lesson begins with this network.
    mutating func begin<Model: Layer>(_ model: Model)
    /// What is minimised on a batch of the lesson, without ``penalty``.
    /// - Parameter pass: for networks that draw or normalise, and where the method's own draws come from.
    func loss<Model: Layer>(
        of model: Model, on batch: ContextExamples, _ lesson: ContinualLesson, _ pass: Pass
    ) -> Tensor
    /// A step was taken.
    /// - Parameters:
    ///   - model: the network after it.
    ///   - gradients: those of ``loss(of:on:_:_:)`` before it, without ``penalty``.
    mutating func didStep<Model: Layer>(_ model: Model, _ gradients: Gradients)
    /// A lesson is over.
    /// - Parameters:
    ///   - model: the network that it left.
    ///   - examples: all its training examples.
    mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream)
}

extension ContinualMethod {
    /// Nothing pulls.
    public var penalty: QuadraticPenalty? { nil }
    /// Nothing is kept.
    public var keptExamples: Int { 0 }
    /// Does nothing.
    public mutating func begin<Model: Layer>(_ model: Model) {}
    /// The loss of the batch.
    public func loss<Model: Layer>(
        of model: Model, on batch: ContextExamples, _ lesson: ContinualLesson, _ pass: Pass
    ) -> Tensor {
        lesson.loss(model(batch.inputs, pass), batch.labels)
    }
    /// Does nothing.
    public mutating func didStep<Model: Layer>(_ model: Model, _ gradients: Gradients) {}
    /// Does nothing.
    public mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream
    ) {}
}
