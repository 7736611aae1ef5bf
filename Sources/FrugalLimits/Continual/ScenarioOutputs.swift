import FrugalNN
import FrugalTensor

/// The outputs of a network in a scenario: how many there are, which of them take part, and which is the right one.
///
/// Classes are numbered through all contexts: with two classes each, context 1 has the classes 2 and 3.
public struct ScenarioOutputs: Codable, Sendable, Equatable {
    /// What is known and asked.
    public let scenario: ContinualScenario
    /// How many contexts there are.
    public let contexts: Int
    /// How many classes each context has.
    public let classes: Int

    /// The outputs for `contexts` contexts of `classes` classes each.
    public init(_ scenario: ContinualScenario, contexts: Int, classes: Int) {
        self.scenario = scenario
        self.contexts = max(1, contexts)
        self.classes = max(1, classes)
    }

    /// How many outputs a network must have.
    public var count: Int { scenario == .domain ? classes : contexts * classes }

    /// The context that a class belongs to.
    public func context(of label: Int) -> Int { label / classes }

    /// The outputs among which an example of class `label` is answered: in class-incremental learning all of them from the
    /// start, as in van de Ven's code, those of classes that are still to come too.
    public func active(for label: Int) -> Range<Int> {
        switch scenario {
        case .task: context(of: label) * classes..<(context(of: label) + 1) * classes
        case .domain, .class: 0..<count
        }
    }

    /// The place of class `label` among its ``active(for:)`` outputs.
    public func target(of label: Int) -> Int { scenario == .class ? label : label % classes }

    /// The class whose place is `place` among the outputs that are active for class `label`.
    func label(_ place: Int, besides label: Int) -> Int {
        switch scenario {
        case .task: context(of: label) * classes + place
        case .domain, .class: place
        }
    }

    /// The scores of the outputs that take part, `[N, active]`, from those of all, `[N, count]`.
    func activeScores(_ scores: Tensor, for labels: [Int]) -> Tensor {
        guard let least = labels.min(), let greatest = labels.max() else { return scores }
        let range = active(for: greatest)
        guard scenario == .task, context(of: least) != context(of: greatest) else {
            return scores.narrowed(along: 1, from: range.lowerBound, length: range.count)
        }
        let columns = labels.flatMap { Array(active(for: $0)) }
        return scores.gathered(along: 1, at: Tensor(columns, shape: [labels.count, classes]))
    }

    /// The cross entropy of the outputs that take part.
    /// - Parameters:
    ///   - scores: `[N, count]`.
    ///   - labels: the class of each example, numbered through all contexts; below `contexts * classes`.
    public func loss(_ scores: Tensor, _ labels: [Int], reduction: Reduction = .mean) -> Tensor {
        crossEntropy(
            activeScores(scores, for: labels), Tensor(labels.map(target)), reduction: reduction)
    }

    /// The share of examples answered rightly, asked a thousand at a time; nan for none.
    public func accuracy<Model: Layer>(of model: Model, on examples: ContextExamples) -> Double {
        var right = 0.0
        for start in stride(from: 0, to: examples.count, by: 1000) {
            let part = examples.slice(start..<min(start + 1000, examples.count))
            let scores = withoutGradients { model(part.inputs, .evaluation) }
            right +=
                FrugalNN.accuracy(
                    activeScores(scores, for: part.labels), Tensor(part.labels.map(target)))
                * Double(part.count)
        }
        return right / Double(examples.count)
    }
}
