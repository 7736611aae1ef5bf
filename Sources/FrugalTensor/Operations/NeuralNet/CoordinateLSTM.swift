import CFrugalTorch

extension Tensor {
    /// A stack of LSTM layers over many coordinates with the same weights, then a linear map to one number: what a learned
    /// optimiser computes (Andrychowicz et al. 2016, section 2.1). Several times faster than steps of
    /// ``lstmCell(hidden:cell:inputWeight:hiddenWeight:inputBias:hiddenBias:)``; nothing is recorded for gradients.
    ///
    /// `self` is `[steps, inputs, coordinates]`, float32.
    /// - Parameters:
    ///   - state: `[2 * layers * units, coordinates]`: of every layer the hidden state, then the cell.
    ///   - parameters: of every layer `weight_ih` `[4 units, inputs]`, `weight_hh` `[4 units, units]` and one bias
    ///     `[4 units]`, gates i, f, g, o; then the last map `[1, units]` and its bias `[1]`.
    /// - Returns: outputs `[steps, coordinates]` and the state after the last step.
    package func coordinateLSTM(
        state: Tensor, parameters: [Tensor], layers: Int
    ) -> (outputs: Tensor, state: Tensor) {
        let results = operation("coordinateLSTM", [self, state] + parameters, results: 2) { list, count, outs in
            frugal_coordinate_lstm(list[0], list[1], list + 2, count - 2, layers, outs)
        }
        return (results[0], results[1])
    }

    /// The gradients of ``coordinateLSTM(state:parameters:layers:)`` with respect to its parameters, where the state
    /// before the first step and the inputs are constants.
    /// - Parameter outputGradients: `[steps, coordinates]`.
    /// - Returns: one gradient a parameter. The sum over coordinates has a fixed order, whatever the number of threads.
    package func coordinateLSTMGradients(
        state: Tensor, outputGradients: Tensor, parameters: [Tensor], layers: Int
    ) -> [Tensor] {
        operation(
            "coordinateLSTMGradients", [self, state, outputGradients] + parameters, results: parameters.count
        ) { list, count, outs in
            frugal_coordinate_lstm_gradients(list[0], list[1], list[2], list + 3, count - 3, layers, outs)
        }
    }
}
