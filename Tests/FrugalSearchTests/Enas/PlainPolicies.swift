import Foundation
import FrugalNN
import FrugalTensor

@testable import FrugalSearch

typealias Row = [Double]

/// The parts of ENAS's policies in plain loops.
struct PlainPolicy {
    let weights: StateDictionary
    let units: Int

    init(_ policy: some BatchController, units: Int) {
        weights = policy.stateDictionary
        self.units = units
    }

    func matrix(_ name: String) -> [Row] {
        guard let tensor = weights[name] else { return [] }
        let values = tensor.doubles()
        let width = tensor.shape.last ?? 1
        return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
    }

    func times(_ x: Row, _ matrix: [Row]) -> Row {
        (0..<matrix[0].count).map { column in x.indices.reduce(0) { $0 + x[$1] * matrix[$1][column] } }
    }

    /// Gates i, f, o, g of one matrix over input and state.
    func step(_ x: Row, _ state: inout (hidden: Row, cell: Row)) {
        let gates = times(x + state.hidden, matrix("lstm.weight"))
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        for unit in 0..<units {
            let (i, f) = (sigmoid(gates[unit]), sigmoid(gates[units + unit]))
            let (o, g) = (sigmoid(gates[2 * units + unit]), tanh(gates[3 * units + unit]))
            state.cell[unit] = i * g + f * state.cell[unit]
            state.hidden[unit] = o * tanh(state.cell[unit])
        }
    }

    /// v · tanh(W1 h_j + W2 h) for every anchor.
    func attention(_ anchors: [Row], _ hidden: Row) -> Row {
        let query = times(hidden, matrix("queries"))
        let v = matrix("attention").map { $0[0] }
        return anchors.map { anchor in
            let key = times(anchor, matrix("keys"))
            return (0..<units).reduce(0) { $0 + v[$1] * tanh(key[$1] + query[$1]) }
        }
    }

    static func logSoftmax(_ scores: Row) -> Row {
        let total = log(scores.reduce(0) { $0 + exp($1) })
        return scores.map { $0 - total }
    }

    static func entropy(_ logs: Row) -> Double { -logs.reduce(0) { $0 + exp($1) * $1 } }

    var zeros: Row { Row(repeating: 0, count: units) }

    /// Log-probability and entropy of an architecture of the micro space, tokens (input, operation, input, operation) a node.
    func micro(_ tokens: [Int], nodes: Int, temperature: Double = 1) -> (logProbability: Double, entropy: Double) {
        var found = (0.0, 0.0)
        var state = (hidden: zeros, cell: zeros)
        func note(_ logits: Row, _ token: Int) {
            let logs = Self.logSoftmax(logits)
            found.0 += logs[token]
            found.1 += Self.entropy(logs)
        }
        for cell in 0..<2 {
            var input = matrix("start")[0]
            var (anchors, seen) = ([zeros, zeros], [Row]())
            for _ in 0..<2 {
                step(input, &state)
                seen.append(state.hidden)
            }
            for node in 0..<nodes {
                let at = 4 * (cell * nodes + node)
                for side in 0..<2 {
                    step(input, &state)
                    let logits = attention(seen, state.hidden).map { 1.1 * tanh($0 / temperature) }
                    note(logits, tokens[at + 2 * side])
                    input = anchors[tokens[at + 2 * side]]
                }
                for side in 0..<2 {
                    step(input, &state)
                    let scores = zip(times(state.hidden, matrix("head")), matrix("bias")[0]).map(+)
                    let extra = cell == 0 ? [0.25, 0.25, -0.25, -0.25, -0.25] : [0, 0, 0, 0, 0]
                    note(zip(scores, extra).map { 1.1 / 2.5 * tanh($0 / temperature) + $1 }, tokens[at + 2 * side + 1])
                    input = matrix("embedding")[tokens[at + 2 * side + 1]]
                }
                step(input, &state)
                anchors.append(state.hidden)
                seen.append(state.hidden)
                input = matrix("start")[0]
            }
        }
        return found
    }

    /// Log-probability, entropy and skip penalty of an architecture of the macro space.
    func macro(_ tokens: [Int], layers: Int) -> (logProbability: Double, entropy: Double, penalty: Double) {
        var found = (0.0, 0.0, 0.0)
        var state = (hidden: zeros, cell: zeros)
        var input = matrix("start")[0]
        var anchors: [Row] = []
        var rest = tokens[...]
        for layer in 0..<layers {
            step(input, &state)
            let logs = Self.logSoftmax(times(state.hidden, matrix("head")).map { 1.5 * tanh($0) })
            let operation = rest.removeFirst()
            found.0 += logs[operation]
            found.1 += Self.entropy(logs)
            step(matrix("embedding")[operation], &state)
            input = matrix("start")[0]
            if layer > 0 {
                var sum = zeros
                var count = 0.0
                for (j, score) in attention(anchors, state.hidden).enumerated() {
                    let logs = Self.logSoftmax([1.5 * tanh(-score), 1.5 * tanh(score)])
                    let skip = rest.removeFirst()
                    found.0 += logs[skip]
                    found.1 += Self.entropy(logs)
                    let p = exp(logs[1])
                    found.2 += p * log(p / 0.4) + (1 - p) * log((1 - p) / 0.6)
                    if skip == 1 {
                        sum = zip(sum, anchors[j]).map(+)
                        count += 1
                    }
                }
                input = sum.map { $0 / (1 + count) }
            }
            anchors.append(state.hidden)
        }
        found.2 /= Double(layers - 1)
        return found
    }
}
