import FrugalNN
import FrugalTensor

/// An optimiser whose rule is a trained network: every coordinate moves by what the network makes of its gradients so far.
///
/// `parameter += learningRate * outputScale * network(LogAndSign(gradient))`. It trains any ``Module``. It was trained for
/// some problems and some number of steps; how far it carries beyond them is for ``OptimizerComparison`` to say.
public struct LearnedOptimizer: Optimizer {
    /// The network; one for all coordinates.
    public var network: CoordinateLSTM
    /// What the network sees of a gradient.
    public let preprocessing: LogAndSign
    /// What the network's output is multiplied by.
    public let outputScale: Double
    /// A factor on every step: 1 as it was trained, 0 to stand still.
    public var learningRate = 1.0
    private var memory: Memory?

    /// What is remembered of the coordinates that had gradients in the last step.
    private struct Memory: Sendable {
        /// The parameters, by their place in the model, and how many coordinates each has.
        var owners: [(place: Int, count: Int)]
        /// `[stateSize, coordinates]`, parameter after parameter.
        var state: Tensor

        func state(of place: Int, count: Int) -> Tensor? {
            var first = 0
            for owner in owners {
                if owner.place == place {
                    return owner.count == count ? state.narrowed(along: 1, from: first, length: count) : nil
                }
                first += owner.count
            }
            return nil
        }
    }

    /// An optimiser that moves by `network`, before its first step.
    public init(_ network: CoordinateLSTM, preprocessing: LogAndSign = LogAndSign(), outputScale: Double = 0.01) {
        self.network = network
        self.preprocessing = preprocessing
        self.outputScale = outputScale
    }

    /// Takes one step. Parameters without a gradient stay, and so does what is remembered of them while the others are the
    /// same from step to step.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        let present = gradients.values.enumerated().compactMap { place, value in value.map { (place, $0) } }
        guard !present.isEmpty else { return }
        let owners = present.map { (place: $0.0, count: $0.1.count) }
        let flat = Tensor.concatenated(present.map { $0.1.detached().to(.float32).flattened() })
        let next = network(preprocessing(flat).unsqueezed(0), state: state(for: owners))
        memory = Memory(owners: owners, state: next.state)
        apply(next.outputs.flattened().split(owners.map(\.count)), of: present, to: &model, gradients: gradients)
    }

    private func apply(
        _ steps: [Tensor], of present: [(Int, Tensor)], to model: inout some Module, gradients: Gradients
    ) {
        var steps = steps[...]
        var update = ParameterStep(expecting: present.count)
        var place = 0
        model.forEachParameter { parameter in
            defer { place += 1 }
            guard place < gradients.values.count, gradients.values[place] != nil, let step = steps.popFirst() else {
                return
            }
            var nothing = ParameterMemory()
            update.add(
                &parameter, step.reshaped(parameter.shape).to(parameter.dtype), &nothing, needed: (false, false, false))
        }
        if place != gradients.values.count {
            update.refuse("\(gradients.values.count) gradients do not belong to a model of \(place) parameters")
        }
        update.sgd(rate: -learningRate * outputScale, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false)
    }

    private func state(for owners: [(place: Int, count: Int)]) -> Tensor {
        if let memory, memory.owners.elementsEqual(owners, by: ==) { return memory.state }
        return Tensor.concatenated(
            owners.map { owner in
                memory?.state(of: owner.place, count: owner.count) ?? network.start(coordinates: owner.count)
            }, along: 1)
    }

    /// The `state` of every parameter that has been trained, `[stateSize, coordinates]`.
    public func stateDictionary(for model: some Module) -> StateDictionary {
        var state = StateDictionary()
        for (place, entry) in zip(model.parameterPaths, model.parameters).enumerated() {
            if let own = memory?.state(of: place, count: entry.1.count) { state["state.\(entry.0)"] = own.contiguous() }
        }
        return state
    }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: `StateError` where an entry names no parameter of the model or does not have its size.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        var owners: [(place: Int, count: Int)] = []
        var parts: [Tensor] = []
        var known: Set<String> = []
        var misshaped: [StateError.Misfit] = []
        for (place, entry) in zip(model.parameterPaths, model.parameters).enumerated() {
            let (name, shape) = ("state.\(entry.0)", [network.stateSize, entry.1.count])
            guard let stored = state[name] else { continue }
            known.insert(name)
            if stored.shape != shape { misshaped.append(.init(name: name, expected: shape, found: stored.shape)) }
            owners.append((place, entry.1.count))
            parts.append(stored.to(.float32))
        }
        let unexpected = state.names.filter { !known.contains($0) }
        guard unexpected.isEmpty, misshaped.isEmpty else {
            throw StateError(missing: [], unexpected: unexpected, misshaped: misshaped)
        }
        memory = parts.isEmpty ? nil : Memory(owners: owners, state: Tensor.concatenated(parts, along: 1))
    }
}
