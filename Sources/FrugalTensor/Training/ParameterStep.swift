import CFrugalTorch

/// What an optimiser remembers about one parameter.
package struct ParameterMemory: Sendable {
    /// Steps taken for this parameter.
    package var step = 0
    /// Up to three tensors of the parameter's shape, such as moments.
    package var tensors: (Tensor?, Tensor?, Tensor?) = (nil, nil, nil)

    package init() {}
}

/// One step of an optimiser: the parameters are gathered, then all are changed by a single call into the engine.
package struct ParameterStep: ~Copyable {
    private var slots: [frugal_slot] = []
    /// The owners of the pointers in `slots`, until the call is over.
    private var owners: [TensorHandle] = []

    /// A step that is expected to touch `count` parameters.
    package init(expecting count: Int) {
        slots.reserveCapacity(count)
        owners.reserveCapacity(5 * count)
    }

    /// Adds a parameter that will move against `gradient`, with the memories that `needed` names.
    package mutating func add(
        _ parameter: inout Tensor, _ gradient: Tensor, _ memory: inout ParameterMemory, needed: (Bool, Bool, Bool)
    ) {
        var slot = frugal_slot()
        slot.parameter = own(&parameter)
        slot.gradient = keep(gradient)
        slot.fresh = needed.0 && memory.tensors.0 == nil
        if needed.0 { slot.memory.0 = remember(&memory.tensors.0, of: parameter) }
        if needed.1 { slot.memory.1 = remember(&memory.tensors.1, of: parameter) }
        if needed.2 { slot.memory.2 = remember(&memory.tensors.2, of: parameter) }
        memory.step += 1
        slot.step = Int64(memory.step)
        slots.append(slot)
    }

    /// Adds a tensor that will move towards `target` by the share `weight` of the way.
    package mutating func add(_ tensor: inout Tensor, towards target: Tensor, weight: Double) {
        var slot = frugal_slot()
        slot.parameter = own(&tensor)
        slot.gradient = keep(target)
        slot.weight = weight
        slots.append(slot)
    }

    /// Stops the program, or fails the scope of ``Tensor/checking(_:)``, and makes this a step that does nothing.
    package mutating func refuse(_ reason: String) {
        fail(TensorError(code: .invalid, operation: "update", operands: [], reason: reason))
        slots.removeAll()
    }

    private mutating func keep(_ tensor: Tensor) -> OpaquePointer? {
        owners.append(tensor.handle)
        return tensor.handle.pointer
    }

    /// The pointer of a tensor that nobody else sees; where somebody does, the tensor becomes a copy first.
    private mutating func own(_ tensor: inout Tensor) -> OpaquePointer? {
        tensor.makeUnique()
        return keep(tensor)
    }

    private mutating func remember(_ memory: inout Tensor?, of parameter: Tensor) -> OpaquePointer? {
        var tensor = memory ?? operation("optimizer memory", parameter, frugal_zeros_in_layout)
        // The optional lets go, so that the tensor counts as unshared.
        memory = nil
        let pointer = own(&tensor)
        memory = tensor
        return pointer
    }

    private consuming func run(
        _ name: StaticString, _ call: (UnsafePointer<frugal_slot>, Int) -> frugal_status
    ) {
        let status = withExtendedLifetime(owners) {
            slots.withUnsafeBufferPointer { list in list.baseAddress.map { call($0, list.count) } ?? FRUGAL_OK }
        }
        if status != FRUGAL_OK { fail(name, status, []) }
    }
}

extension ParameterStep {
    /// Memories: momentum.
    package consuming func sgd(
        rate: Double, momentum: Double, dampening: Double, weightDecay: Double, nesterov: Bool
    ) {
        run("SGD") { frugal_sgd_step($0, $1, rate, momentum, dampening, weightDecay, nesterov) }
    }

    /// Memories: first moment, second moment.
    package consuming func adam(
        rate: Double, betas: (Double, Double), epsilon: Double, weightDecay: Double, decoupled: Bool
    ) {
        run("Adam") { frugal_adam_step($0, $1, rate, betas.0, betas.1, epsilon, weightDecay, decoupled) }
    }

    /// Memories: mean square; mean where centered; momentum where there is any.
    package consuming func rmsProp(
        rate: Double, smoothing: Double, epsilon: Double, weightDecay: Double, momentum: Double
    ) {
        run("RMSprop") { frugal_rmsprop_step($0, $1, rate, smoothing, epsilon, weightDecay, momentum) }
    }

    /// Memories: the average.
    package consuming func averagedSGD(
        rate: Double, decay: Double, power: Double, averagingStart: Double, weightDecay: Double
    ) {
        run("AveragedSGD") { frugal_asgd_step($0, $1, rate, decay, power, averagingStart, weightDecay) }
    }

    /// Moves every tensor towards its target.
    package consuming func blend() {
        run("blend") { frugal_blend($0, $1) }
    }
}
