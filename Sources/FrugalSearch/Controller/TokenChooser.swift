import Foundation
import FrugalTensor

/// Takes tokens for a batch of architectures: drawn from a policy, its most probable ones, or given ones.
public struct TokenChooser: Sendable {
    private enum Rule { case draw, best, given }

    /// The tokens of each architecture; what is not chosen yet is 0.
    public private(set) var tokens: [[Int]]
    /// Where draws come from.
    public private(set) var stream: RandomStream
    private let rule: Rule

    private init(tokens: [[Int]], stream: RandomStream, rule: Rule) {
        self.tokens = tokens
        self.stream = stream
        self.rule = rule
    }

    /// Draws `count` architectures of `length` tokens.
    public static func drawing(_ count: Int, length: Int, using stream: RandomStream) -> TokenChooser {
        TokenChooser(tokens: blank(count, length), stream: stream, rule: .draw)
    }

    /// Takes the most probable tokens of one architecture.
    public static func best(length: Int) -> TokenChooser {
        TokenChooser(tokens: blank(1, length), stream: RandomStream(seed: 0), rule: .best)
    }

    /// Takes these tokens.
    public static func taking(_ tokens: [[Int]]) -> TokenChooser {
        TokenChooser(tokens: tokens, stream: RandomStream(seed: 0), rule: .given)
    }

    private static func blank(_ count: Int, _ length: Int) -> [[Int]] {
        [[Int]](repeating: [Int](repeating: 0, count: length), count: count)
    }

    /// How many architectures there are.
    public var count: Int { tokens.count }

    /// Chooses the token at a position of every architecture.
    /// - Parameter logits: `[count, options]`: what a softmax makes probabilities of.
    public mutating func choose(at position: Int, _ logits: Tensor) -> [Int] {
        if rule == .given { return tokens.map { $0[position] } }
        let scores = logits.detached().floats()
        let options = scores.count / max(1, count)
        for row in tokens.indices {
            tokens[row][position] = token(scores[(row * options)..<((row + 1) * options)])
        }
        return tokens.map { $0[position] }
    }

    /// Chooses two-sided tokens at positions in a row: 1 with the probability `sigmoid(score)`.
    /// - Parameter scores: `[count, positions]`.
    public mutating func choose(bitsFrom position: Int, _ scores: Tensor) -> [[Int]] {
        let width = scores.size(of: 1)
        if rule == .given { return tokens.map { Array($0[position..<(position + width)]) } }
        let values = scores.detached().floats()
        for row in tokens.indices {
            for place in 0..<width {
                let score = Double(values[row * width + place])
                let isChosen = rule == .best ? score > 0 : stream.uniform() < 1 / (1 + exp(-score))
                tokens[row][position + place] = isChosen ? 1 : 0
            }
        }
        return tokens.map { Array($0[position..<(position + width)]) }
    }

    private mutating func token(_ scores: ArraySlice<Float>) -> Int {
        let largest = scores.max() ?? 0
        if rule == .best { return (scores.firstIndex(of: largest) ?? scores.startIndex) - scores.startIndex }
        let weights = scores.map { exp(Double($0 - largest)) }
        var rest = stream.uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
