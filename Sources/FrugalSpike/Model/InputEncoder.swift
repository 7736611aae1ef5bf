import FrugalTensor

/// Turns one input into what reaches the first layer, step by step.
public struct InputEncoder: Sendable {
    private let coding: InputCoding
    private let steps: Int
    private let values: [Float]
    private var kept: [Float]
    private var random: RandomStream
    private var step = 0

    /// An encoder of `values`, which lie between 0 and 1.
    /// - Parameter random: where ``InputCoding/poisson(rate:)`` draws from; the others draw nothing.
    public init(_ values: [Float], coding: InputCoding, steps: Int, random: RandomStream) {
        self.coding = coding
        self.steps = steps
        self.values = values
        self.random = random
        kept = Array(repeating: 0.5, count: values.count)
    }

    /// What reaches the first layer in the next step.
    public mutating func next() -> [Float] {
        defer { step += 1 }
        switch coding {
        case .direct: return values
        case .poisson(let rate):
            return values.map { Float.random(in: 0..<1, using: &random) < rate * $0 ? 1 : 0 }
        case .regular(let rate):
            return values.indices.map { index in
                kept[index] += rate * values[index]
                guard kept[index] >= 1 else { return 0 }
                kept[index] -= 1
                return 1
            }
        case .latency(let threshold):
            return values.map { value in
                let time = ((1 - value) * Float(steps - 1)).rounded()
                return value >= threshold && time == Float(step) ? 1 : 0
            }
        }
    }
}
