import FrugalTensor
import FrugalTrack

/// A network written down: its steps in order, and the shape of every tensor that they use.
///
/// The last step's output are the scores. A plan says what a network is; a ``PlannedNetwork`` is one with weights.
public struct NetworkPlan: Codable, Hashable, Sendable {
    /// The steps in the order in which they are done; the first takes what is called `input`.
    public var steps: [NetworkStep]
    /// The shape of every weight and statistic.
    public var tensors: [String: [Int]]
    /// The step whose output are the features that a head takes, `[N, d]`.
    public var features: String

    /// A plan.
    /// - Throws: ``FrugalError`` of kind `model` that names the step which cannot be.
    public init(steps: [NetworkStep], tensors: [String: [Int]], features: String) throws {
        self.steps = steps
        self.tensors = tensors
        self.features = features
        try check()
    }

    /// What the whole network takes.
    public static let input = "input"

    /// The names of learned tensors, each once, in the order of the steps.
    public var learnedNames: [String] { Self.unique(steps.flatMap(\.tensorNames.learned)) }

    /// The names of tensors that are kept and not learned.
    public var keptNames: [String] { Self.unique(steps.flatMap(\.tensorNames.kept)) }

    /// The learned numbers.
    public var parameterCount: Int { learnedNames.reduce(0) { $0 + (tensors[$1] ?? []).reduce(1, *) } }

    /// The scores of an example.
    public var scoreCount: Int {
        for step in steps.reversed() {
            switch step.operation {
            case .linear(let weight, _): return tensors[weight]?.first ?? 0
            case .convolution(let convolution): return tensors[convolution.weight]?.first ?? 0
            default: continue
            }
        }
        return 0
    }

    /// The channels of the pictures that it takes.
    public var inputChannels: Int {
        for step in steps {
            guard case .convolution(let convolution) = step.operation else { continue }
            return (tensors[convolution.weight]?.dropFirst().first ?? 0) * convolution.groups
        }
        return 0
    }

    /// Finds steps that take what does not exist, or lack a tensor.
    /// - Throws: ``FrugalError`` of kind `model` that names the step.
    public func check() throws {
        var known: Set<String> = [Self.input]
        for step in steps {
            if let missing = step.inputs.first(where: { !known.contains($0) }) {
                throw refusal(step, "it takes \(missing), which no step before it gives")
            }
            guard step.inputs.count == step.arity || (step.arity == nil && !step.inputs.isEmpty) else {
                throw refusal(step, "it takes \(step.inputs.count) inputs")
            }
            let (learned, kept) = step.tensorNames
            for name in learned + kept {
                guard let shape = tensors[name], shape.allSatisfy({ $0 > 0 }) else {
                    throw refusal(step, "the tensor \(name) has no shape")
                }
                guard shape.count == step.rank(of: name) else {
                    throw refusal(step, "the tensor \(name) is \(shape) and should have rank \(step.rank(of: name))")
                }
            }
            if case .convolution(let convolution) = step.operation {
                guard convolution.stride > 0, convolution.groups > 0, convolution.padding.count == 4,
                    convolution.padding.allSatisfy({ $0 >= 0 })
                else { throw refusal(step, "its stride, groups or padding cannot be") }
            }
            guard known.insert(step.output).inserted else { throw refusal(step, "there are two of its name") }
        }
        guard known.contains(features), features != Self.input else {
            throw FrugalError(.model, "features", "no step is called \(features)")
        }
    }

    private func refusal(_ step: NetworkStep, _ problem: String) -> FrugalError {
        FrugalError(
            .model, "step \(step.output)", problem, remedy: "correct the description that lies beside the weights")
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

extension NetworkStep {
    /// How many inputs it takes; nil for one or more.
    fileprivate var arity: Int? {
        switch operation {
        case .add, .multiply: 2
        case .concatenate: nil
        default: 1
        }
    }

    fileprivate func rank(of tensor: String) -> Int {
        switch operation {
        case .convolution(let convolution): tensor == convolution.weight ? 4 : 1
        case .linear(let weight, _): tensor == weight ? 2 : 1
        default: 1
        }
    }
}
