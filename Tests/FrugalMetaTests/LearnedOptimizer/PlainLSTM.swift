import Foundation
import FrugalNN
import FrugalTensor

@testable import FrugalMeta

/// A coordinate-wise LSTM by slow loops in double precision: what the kernel is held against.
struct PlainLSTM {
    /// In the order of ``CoordinateLSTM``'s parameters, row by row.
    var parameters: [[Double]]
    let depth: Int
    let units: Int

    init(_ network: CoordinateLSTM) {
        parameters = network.parameters.map { $0.doubles() }
        depth = network.layers.count
        units = network.units
    }

    /// The outputs of one coordinate at every step.
    func outputs(_ inputs: [[Double]]) -> [Double] {
        var (hidden, cell) = (
            [[Double]](repeating: .init(repeating: 0, count: units), count: depth),
            [[Double]](repeating: .init(repeating: 0, count: units), count: depth)
        )
        return inputs.map { input in
            var x = input
            for layer in 0..<depth {
                let (ih, hh, bias) = (parameters[3 * layer], parameters[3 * layer + 1], parameters[3 * layer + 2])
                let gates = (0..<4 * units).map { row in
                    x.indices.reduce(bias[row]) { $0 + ih[row * x.count + $1] * x[$1] }
                        + (0..<units).reduce(0) { $0 + hh[row * units + $1] * hidden[layer][$1] }
                }
                for unit in 0..<units {
                    cell[layer][unit] =
                        sigmoid(gates[units + unit]) * cell[layer][unit] + sigmoid(gates[unit])
                        * tanh(gates[2 * units + unit])
                    hidden[layer][unit] = sigmoid(gates[3 * units + unit]) * tanh(cell[layer][unit])
                }
                x = hidden[layer]
            }
            return (0..<units).reduce(parameters[3 * depth + 1][0]) { $0 + parameters[3 * depth][$1] * x[$1] }
        }
    }

    /// The outputs of all coordinates of `[steps, inputs, coordinates]`, as `[step][coordinate]`.
    func outputs(_ inputs: Tensor) -> [[Double]] {
        let (steps, width, count) = (inputs.shape[0], inputs.shape[1], inputs.shape[2])
        let values = inputs.doubles()
        let columns = (0..<count).map { coordinate in
            outputs(
                (0..<steps).map { step in
                    (0..<width).map { values[(step * width + $0) * count + coordinate] }
                })
        }
        return (0..<steps).map { step in columns.map { $0[step] } }
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
