import CFrugalTorch

/// The layout of a recurrent layer's input, and how many layers and directions its parameter list holds.
public struct RecurrentShape: Sendable, Hashable, Codable {
    /// How many layers lie on top of each other.
    public var layers: Int
    /// Whether a second set of weights reads every sequence backwards.
    public var isBidirectional: Bool
    /// Whether each layer has two bias vectors.
    public var hasBias: Bool
    /// Whether sequences lie `[batch, time, features]` rather than `[time, batch, features]`.
    public var isBatchFirst: Bool

    /// The shape of a recurrent layer; by default one layer, forwards, with biases, time first.
    public init(layers: Int = 1, isBidirectional: Bool = false, hasBias: Bool = true, isBatchFirst: Bool = false) {
        self.layers = layers
        self.isBidirectional = isBidirectional
        self.hasBias = hasBias
        self.isBatchFirst = isBatchFirst
    }
}

extension Tensor {
    /// Long short-term memory over whole sequences, fused (Hochreiter and Schmidhuber 1997; gates i, f, g, o as in
    /// PyTorch). For second derivatives step with ``lstmCell(hidden:cell:inputWeight:hiddenWeight:inputBias:hiddenBias:)``.
    /// - Parameters:
    ///   - hidden: `[layers * directions, batch, units]`.
    ///   - cell: of the same shape.
    ///   - parameters: for every layer and direction in turn `weight_ih` `[4 units, features]`, `weight_hh`
    ///     `[4 units, units]`, `bias_ih`, `bias_hh` `[4 units]`.
    /// - Returns: the last layer's output at every step, and the state after the last.
    public func lstm(
        hidden: Tensor, cell: Tensor, parameters: [Tensor], shape: RecurrentShape = .init()
    ) -> (output: Tensor, hidden: Tensor, cell: Tensor) {
        let results = operation("lstm", [self, hidden, cell] + parameters, results: 3) { list, count, outs in
            frugal_lstm(
                list[0], list[1], list[2], list + 3, count - 3, shape.hasBias, shape.layers, shape.isBidirectional,
                shape.isBatchFirst, outs)
        }
        return (results[0], results[1], results[2])
    }

    /// Gated recurrent units over whole sequences, fused (Cho et al. 2014; gates r, z, n as in PyTorch).
    /// - Parameters:
    ///   - hidden: `[layers * directions, batch, units]`.
    ///   - parameters: for every layer and direction in turn `weight_ih` `[3 units, features]`, `weight_hh`
    ///     `[3 units, units]`, `bias_ih`, `bias_hh` `[3 units]`.
    /// - Returns: the last layer's output at every step, and the state after the last.
    public func gru(
        hidden: Tensor, parameters: [Tensor], shape: RecurrentShape = .init()
    ) -> (output: Tensor, hidden: Tensor) {
        let results = operation("gru", [self, hidden] + parameters, results: 2) { list, count, outs in
            frugal_gru(
                list[0], list[1], list + 2, count - 2, shape.hasBias, shape.layers, shape.isBidirectional,
                shape.isBatchFirst, outs)
        }
        return (results[0], results[1])
    }

    /// One step of long short-term memory for `[batch, features]`, from matrix products: it can be differentiated twice.
    /// - Returns: the next hidden state and cell, `[batch, units]` each.
    public func lstmCell(
        hidden: Tensor, cell: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor? = nil,
        hiddenBias: Tensor? = nil
    ) -> (hidden: Tensor, cell: Tensor) {
        let tensors = [self, hidden, cell, inputWeight, hiddenWeight]
        let results = operation("lstmCell", tensors, results: 2) { list, _, outs in
            inputBias.withOptionalHandle { inputBias in
                hiddenBias.withOptionalHandle {
                    frugal_lstm_cell(list[0], list[1], list[2], list[3], list[4], inputBias, $0, outs)
                }
            }
        }
        return (results[0], results[1])
    }

    /// What a step of long short-term memory does after its matrix product, `self` `[batch, 4 units]`: the gates for the input,
    /// for forgetting and for the output, then the candidate.
    /// - Parameter cell: `[batch, units]`.
    /// - Returns: the next hidden state and cell, `[batch, units]` each.
    package func lstmGates(cell: Tensor) -> (hidden: Tensor, cell: Tensor) {
        let results = operation("lstmGates", [self, cell], results: 2) { list, _, outs in
            frugal_lstm_gates(list[0], list[1], true, outs)
        }
        return (results[0], results[1])
    }

    /// One step of a gated recurrent unit for `[batch, features]`, from matrix products: it can be differentiated twice.
    /// - Returns: the next hidden state, `[batch, units]`.
    public func gruCell(
        hidden: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor? = nil, hiddenBias: Tensor? = nil
    ) -> Tensor {
        let results = operation("gruCell", [self, hidden, inputWeight, hiddenWeight], results: 1) { list, _, outs in
            inputBias.withOptionalHandle { inputBias in
                hiddenBias.withOptionalHandle {
                    frugal_gru_cell(list[0], list[1], list[2], list[3], inputBias, $0, outs)
                }
            }
        }
        return results[0]
    }
}
