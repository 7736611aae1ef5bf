import FrugalTensor
import FrugalTrack

/// Examples of one context or several, with their classes numbered through all contexts.
public struct ContextExamples: Sendable {
    /// What a network is given, `[N, …]`.
    public let inputs: Tensor
    /// The class of each.
    public let labels: [Int]

    /// Examples with their classes.
    /// - Throws: ``FrugalError`` of kind `data` where there are not as many labels as inputs, none at all, or one below zero.
    public init(inputs: Tensor, labels: [Int]) throws {
        guard inputs.shape.first == labels.count, !labels.isEmpty else {
            throw FrugalError(
                .data, "examples", "\(labels.count) labels do not fit inputs of shape \(inputs.shape)",
                remedy: "give one label an input, and at least one")
        }
        if let bad = labels.firstIndex(where: { $0 < 0 }) {
            throw FrugalError(
                .data, "example \(bad)", "\(labels[bad]) is no class", remedy: "number classes from 0 on")
        }
        self.init(checked: inputs, labels)
    }

    init(checked inputs: Tensor, _ labels: [Int]) {
        self.inputs = inputs
        self.labels = labels
    }

    /// How many there are.
    public var count: Int { labels.count }

    /// The examples at `indices`, in that order.
    func subset(_ indices: [Int]) -> ContextExamples {
        ContextExamples(checked: inputs.indexSelected(at: Tensor(indices)), indices.map { labels[$0] })
    }

    /// Neighbours, without a copy.
    func slice(_ range: Range<Int>) -> ContextExamples {
        ContextExamples(
            checked: inputs.narrowed(along: 0, from: range.lowerBound, length: range.count), Array(labels[range]))
    }

    /// Examples drawn with replacement.
    func drawn(_ wanted: Int, using random: inout RandomStream) -> ContextExamples {
        subset((0..<wanted).map { _ in random.below(count) })
    }

    /// All examples of some parts, one part after the other.
    static func joined(_ parts: [ContextExamples]) -> ContextExamples {
        ContextExamples(checked: .concatenated(parts.map(\.inputs)), parts.flatMap(\.labels))
    }
}
