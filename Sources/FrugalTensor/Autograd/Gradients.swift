import CFrugalTorch

extension Tensor {
    /// The same values as a start of the graph: a leaf that gradients can be taken with respect to. Shares memory.
    public func recordingGradients() -> Tensor { operation("recordingGradients", self) { frugal_leaf($0, true, $1) } }

    /// The same values without their history. Shares memory.
    public func detached() -> Tensor { operation("detached", self) { frugal_leaf($0, false, $1) } }
}

/// The gradients of one number with respect to several tensors.
///
/// - Parameters:
///   - output: a tensor of one element, computed from `inputs`. Of more elements the gradients of their sum are taken,
///     weighted by `seed` where it is given.
///   - inputs: tensors that record gradients.
///   - createGraph: whether the gradients can be differentiated again, as second-order MAML needs.
///   - keepGraph: whether the recorded graph may be used once more.
/// - Returns: one gradient an input, of its shape; zeros where the output does not depend on the input.
public func gradients(
    of output: Tensor, withRespectTo inputs: [Tensor], seed: Tensor? = nil, createGraph: Bool = false,
    keepGraph: Bool = false
) -> [Tensor] {
    let found = gradientsWhereAny(
        of: output, withRespectTo: inputs, seed: seed, createGraph: createGraph, keepGraph: keepGraph)
    return zip(found, inputs).map { gradient, input in gradient ?? .zeros(like: input) }
}

/// The same with nil where the output does not depend on the input: nothing is then computed with zeros.
package func gradientsWhereAny(
    of output: Tensor, withRespectTo inputs: [Tensor], seed: Tensor? = nil, createGraph: Bool = false,
    keepGraph: Bool = false
) -> [Tensor?] {
    let seed = seed ?? (output.count == 1 ? nil : Tensor.ones(like: output))
    let results = operation("gradients", [output] + inputs, results: inputs.count) { list, count, outs in
        seed.withOptionalHandle { seed in
            frugal_gradients(list[0], seed, list + 1, count - 1, createGraph, keepGraph, outs)
        }
    }
    return results.map { result in
        result.withHandle { $0 == nil } && CheckingScope.current?.error == nil ? nil : result
    }
}

/// Runs `body` without recording operations for gradients.
public func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
    try withGradients(false, body)
}

/// Runs `body` with recording switched on or off, whatever the scope around it says.
public func withGradients<Result>(_ recording: Bool, _ body: () throws -> Result) rethrows -> Result {
    let before = frugal_gradients_enabled()
    frugal_set_gradients_enabled(recording)
    defer { frugal_set_gradients_enabled(before) }
    return try body()
}

/// Runs `body` with products and convolutions in a lower precision; everything that needs the range stays float32.
///
/// On processors with bfloat16 instructions this is about twice as fast. Parameters and gradients stay float32.
public func withAutocast<Result>(
    to dtype: DType = .bfloat16, on device: Device = .cpu, _ body: () throws -> Result
) rethrows -> Result {
    guard !frugal_autocast_enabled(device.engineType) else { return try body() }
    frugal_set_autocast(device.engineType, true, dtype.engineCode)
    defer { frugal_set_autocast(device.engineType, false, dtype.engineCode) }
    return try body()
}
