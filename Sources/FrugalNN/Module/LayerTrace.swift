import FrugalTensor

/// What one layer of a network was given and gave in a pass.
public struct LayerStep: Sendable {
    /// What it was given.
    public let input: Tensor
    /// What it gave.
    public let output: Tensor
}

extension Layer {
    /// Applies the layer in an evaluation pass and keeps what each layer inside it, and itself, was given and gave, in the
    /// order in which they were done: a layer stands after those that it is made of.
    ///
    /// The tensors are those of the computation, so that gradients may be taken with respect to them. What a layer does in
    /// functions (a mean over all places, a rectifier) is no step of its own.
    public func traced(_ x: Tensor) -> (output: Tensor, steps: [LayerStep]) {
        let trace = LayerTrace()
        let pass = Pass.evaluation
        pass.observer = trace
        return (self(x, pass), trace.steps)
    }
}

/// Notes every layer that is done.
private final class LayerTrace: PassObserver {
    var steps: [LayerStep] = []

    func run<Result>(_ part: some Module, of input: Tensor?, _ body: () throws -> Result) rethrows -> Result {
        let result = try body()
        if let input, let output = result as? Tensor { steps.append(LayerStep(input: input, output: output)) }
        return result
    }
}
