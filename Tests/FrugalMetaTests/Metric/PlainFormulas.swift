import Foundation

/// The papers' formulas as slow loops over plain numbers, for the tests to compare with.
enum Plain {
    typealias Vector = [Double]

    static func dot(_ a: Vector, _ b: Vector) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    static func cosine(_ a: Vector, _ b: Vector) -> Double { dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot() }

    static func softmax(_ scores: Vector) -> Vector {
        let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    /// Vinyals et al. 2016, equation 1: the share of the attention that each class gets.
    static func attention(
        support: [Vector], labels: [Int], way: Int, query: Vector, temperature: Double
    ) -> Vector {
        let weights = softmax(support.map { cosine(query, $0) / temperature })
        return (0..<way).map { label in zip(weights, labels).reduce(0) { $0 + ($1.1 == label ? $1.0 : 0) } }
    }

    /// Snell et al. 2017, equations 1 and 2.
    static func prototypes(support: [Vector], labels: [Int], way: Int, query: Vector) -> Vector {
        softmax(
            (0..<way).map { label in
                let members = zip(support, labels).filter { $0.1 == label }.map(\.0)
                let mean = query.indices.map { i in members.reduce(0) { $0 + $1[i] } / Double(members.count) }
                return -zip(query, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            })
    }

    /// One step of an LSTM with gates i, f, g, o; `hidden` may be wider than the cell.
    static func lstm(
        input: Vector, hidden: Vector, cell: Vector, inputWeight: [Vector], hiddenWeight: [Vector], bias: Vector
    ) -> (hidden: Vector, cell: Vector) {
        let units = cell.count
        let gates = bias.indices.map { dot(inputWeight[$0], input) + dot(hiddenWeight[$0], hidden) + bias[$0] }
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        let next = (0..<units).map {
            sigmoid(gates[units + $0]) * cell[$0] + sigmoid(gates[$0]) * tanh(gates[2 * units + $0])
        }
        return ((0..<units).map { sigmoid(gates[3 * units + $0]) * tanh(next[$0]) }, next)
    }
}
