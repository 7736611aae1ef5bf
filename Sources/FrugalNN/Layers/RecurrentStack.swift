import FrugalTensor

/// What LSTM and GRU share: weights for every layer and direction, and how a pass runs through them.
struct RecurrentStack: Sendable {
    /// Layer by layer, forwards before backwards.
    var weights: [RecurrentWeights]
    let units: Int
    let shape: RecurrentShape
    let dropout: Double

    init(
        gates: Int, inputs: Int, units: Int, shape: RecurrentShape, dropout: Double, using stream: inout RandomStream
    ) {
        let directions = shape.isBidirectional ? 2 : 1
        weights = (0..<max(1, shape.layers)).flatMap { layer in
            (0..<directions).map { _ in
                RecurrentWeights(
                    gates: gates, inputs: layer == 0 ? inputs : directions * units, units: units,
                    hasBias: shape.hasBias, using: &stream)
            }
        }
        self.units = units
        self.shape = shape
        self.dropout = dropout
    }

    mutating func visit(_ visitor: inout Visitor) {
        let directions = directions
        for index in weights.indices {
            let reverse = index % directions == 1 ? "_reverse" : ""
            weights[index].visit(&visitor, suffix: "_l\(index / directions)\(reverse)")
        }
    }

    private var directions: Int { shape.isBidirectional ? 2 : 1 }

    /// The state before the first step where none is given: zeros `[layers * directions, batch, units]`.
    func start(for x: Tensor) -> Tensor {
        let sizes = x.shape
        guard sizes.count == 3 else {
            let order = shape.isBatchFirst ? "[batch, time, features]" : "[time, batch, features]"
            return .refused("recurrent layer", [x], because: "sequences must be \(order)")
        }
        // Of the weights' type: under autocast the sequence may be of a lower precision.
        let dtype = weights.first?.hidden.dtype ?? x.dtype
        return .zeros([weights.count, sizes[shape.isBatchFirst ? 0 : 1], units], dtype: dtype, on: x.device)
    }

    /// Runs all layers at once, or one by one where dropout stands between them: the engine's own dropout would not
    /// draw from the pass.
    /// - Parameters:
    ///   - states: the state before the first step: hidden, and cell where there is one.
    ///   - run: runs the layers whose parameters it is given.
    func run(
        _ x: Tensor, states: [Tensor], in pass: Pass,
        _ run: (_ x: Tensor, _ states: [Tensor], _ parameters: [Tensor], _ shape: RecurrentShape) -> (Tensor, [Tensor])
    ) -> (Tensor, [Tensor]) {
        guard pass.isTraining, dropout > 0, shape.layers > 1 else {
            return run(x, states, weights.flatMap(\.list), shape)
        }
        var single = shape
        single.layers = 1
        var x = x
        var ends: [[Tensor]] = []
        for layer in 0..<shape.layers {
            let start = layer * directions
            let mine = states.map { $0.narrowed(along: 0, from: start, length: directions) }
            let parameters = weights[start..<(start + directions)].flatMap(\.list)
            let result = run(layer == 0 ? x : x.dropped(dropout, in: pass), mine, parameters, single)
            x = result.0
            ends.append(result.1)
        }
        return (x, states.indices.map { state in .concatenated(ends.map { $0[state] }, along: 0) })
    }
}
