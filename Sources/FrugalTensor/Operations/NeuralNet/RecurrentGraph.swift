import CFrugalTorch

extension Tensor {
    /// The states of a recurrent cell that is a graph of highway nodes, over a whole window of steps: ENAS's cell for language
    /// models. Float32 on the processor runs as one operation with its own gradient.
    ///
    /// `self`, `[steps, batch, 2 units]`, is what the inputs add to the first node's candidate and gate. A node's state is
    /// `s + sigmoid(t) * (f(h) - s)`, where `s` is the state that goes in, `[h; t]` its product with the node's weights, and
    /// `f` the node's activation. The state after a step is the mean of all nodes but the first.
    /// - Parameters:
    ///   - state: before the first step, `[batch, units]`; it goes into the first node.
    ///   - mask: multiplies what goes into a product, `[batch, units]`.
    ///   - weights: `[units, 2 units]` for each node.
    ///   - inputs: for each node after the first the number of the node whose state goes in, below its own.
    ///   - activations: for each node: 0 tanh, 1 ReLU, 2 sigmoid, 3 identity.
    /// - Returns: the states after every step, `[steps, batch, units]`.
    package func recurrentGraph(
        state: Tensor, mask: Tensor?, weights: [Tensor], inputs: [Int], activations: [Int]
    ) -> Tensor {
        guard activations.count == weights.count, inputs.count + 1 == weights.count else {
            return .refused("recurrentGraph", [self], because: "every node needs a weight, an activation and an input")
        }
        let results = operation("recurrentGraph", [self, state] + weights, results: 1) { list, count, outs in
            mask.withOptionalHandle {
                frugal_recurrent_graph(list[0], list[1], $0, list + 2, inputs, activations, count - 2, outs)
            }
        }
        return results[0]
    }
}
