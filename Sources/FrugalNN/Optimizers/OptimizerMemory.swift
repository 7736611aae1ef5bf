import FrugalTensor

/// What an optimiser remembers about all parameters, in their order.
struct OptimizerMemory: Sendable {
    /// PyTorch's names of the tensors, at most three.
    let tensorNames: [String]
    private var parameters: [ParameterMemory] = []

    init(tensors: [String]) {
        tensorNames = tensors
    }

    /// Gathers a step over every parameter that has a gradient.
    mutating func step(
        _ model: inout some Module, _ gradients: Gradients, needed: (Bool, Bool, Bool)
    ) -> ParameterStep {
        let values = gradients.values
        var step = ParameterStep(expecting: values.count)
        if parameters.count < values.count {
            parameters += Array(repeating: ParameterMemory(), count: values.count - parameters.count)
        }
        var index = 0
        model.forEachParameter { parameter in
            defer { index += 1 }
            guard index < values.count, let gradient = values[index] else { return }
            step.add(&parameter, gradient, &parameters[index], needed: needed)
        }
        if index != values.count {
            step.refuse("\(values.count) gradients do not belong to a model of \(index) parameters")
        }
        return step
    }

    /// The first tensor of every parameter; nil where there is none.
    var firstTensors: [Tensor?] { parameters.map(\.tensors.0) }

    func stateDictionary(for model: some Module) -> StateDictionary {
        var state = StateDictionary()
        for (path, memory) in zip(model.parameterPaths, parameters) where memory.step > 0 {
            state["step.\(path)"] = Tensor([memory.step], shape: [])
            for (name, tensor) in zip(tensorNames, [memory.tensors.0, memory.tensors.1, memory.tensors.2]) {
                if let tensor { state["\(name).\(path)"] = tensor }
            }
        }
        return state
    }

    mutating func load(_ state: StateDictionary, for model: some Module) throws {
        let owned = model.parameters
        var found: [ParameterMemory] = []
        var known: Set<String> = []
        var misshaped: [StateError.Misfit] = []
        for (path, parameter) in zip(model.parameterPaths, owned) {
            func entry(_ name: String, shape: [Int]) -> Tensor? {
                let key = "\(name).\(path)"
                guard let tensor = state[key] else { return nil }
                known.insert(key)
                guard tensor.shape == shape else {
                    misshaped.append(.init(name: key, expected: shape, found: tensor.shape))
                    return nil
                }
                return tensor
            }
            func remembered(_ index: Int) -> Tensor? {
                guard index < tensorNames.count else { return nil }
                return entry(tensorNames[index], shape: parameter.shape)?.to(parameter.dtype).to(parameter.device)
            }
            var memory = ParameterMemory()
            memory.step = max(0, entry("step", shape: [])?.itemInt() ?? 0)
            memory.tensors = (remembered(0), remembered(1), remembered(2))
            found.append(memory)
        }
        let unexpected = state.names.filter { !known.contains($0) && !misshaped.map(\.name).contains($0) }
        guard unexpected.isEmpty, misshaped.isEmpty else {
            throw StateError(missing: [], unexpected: unexpected, misshaped: misshaped)
        }
        parameters = found
    }
}
