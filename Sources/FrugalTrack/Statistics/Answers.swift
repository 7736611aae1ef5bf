import Foundation

/// What a model said about labelled examples: one row of logits each, and the truth.
public struct Answers: Sendable {
    /// All logits, row after row: `count * classCount` numbers.
    public let logits: [Float]
    /// The right class of each row.
    public let labels: [Int]
    /// Numbers a row.
    public let classCount: Int

    /// Rows.
    public var count: Int { labels.count }

    /// Puts logits and labels together.
    /// - Throws: ``FrugalError`` of kind `model` where they do not fit, or a logit is not a finite number.
    public init(logits: [Float], labels: [Int], classCount: Int) throws {
        guard classCount > 0, logits.count == labels.count * classCount else {
            throw FrugalError(
                .model, "", "\(logits.count) outputs do not fit \(labels.count) examples of \(classCount) classes")
        }
        guard logits.allSatisfy(\.isFinite) else {
            throw FrugalError(.model, "", "the network gave outputs that are not finite numbers")
        }
        self.logits = logits
        self.labels = labels
        self.classCount = classCount
    }

    /// The logits of one row.
    public subscript(row: Int) -> ArraySlice<Float> { logits[(row * classCount)..<((row + 1) * classCount)] }

    /// The class with the highest logit in a row; the first of equals.
    public func answer(_ row: Int) -> Int { Softmax.highest(self[row]) }

    /// The right answers out of all.
    public var accuracy: Proportion { Proportion((0..<count).count { answer($0) == labels[$0] }, of: count) }

    /// Mean negative log-probability of the right class when logits are divided by `temperature`; nan without rows.
    public func logLoss(temperature: Double = 1) -> Double {
        let sum = (0..<count).reduce(0.0) { sum, row in
            sum + Softmax.logLoss(self[row], of: labels[row], temperature: temperature)
        }
        return sum / Double(count)
    }

    /// The confidence in each answer at `temperature`, and whether it was right.
    public func confidences(temperature: Double) -> [(confidence: Double, isRight: Bool)] {
        (0..<count).map { row in
            let answer = answer(row)
            return (Softmax.probabilities(self[row], temperature: temperature)[answer], answer == labels[row])
        }
    }
}

/// The softmax function in double precision, safe for logits of any size.
public enum Softmax {
    /// Probabilities of `logits / temperature`; they sum to 1.
    public static func probabilities(_ logits: some Collection<Float>, temperature: Double = 1) -> [Double] {
        let highest = Double(logits.max() ?? 0)
        let powers = logits.map { exp((Double($0) - highest) / temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// The negative log-probability of class `label`.
    public static func logLoss(_ logits: ArraySlice<Float>, of label: Int, temperature: Double = 1) -> Double {
        let highest = Double(logits.max() ?? 0)
        let sum = logits.reduce(0.0) { $0 + exp((Double($1) - highest) / temperature) }
        return log(sum) - (Double(logits[logits.startIndex + label]) - highest) / temperature
    }

    /// The position of the highest logit, counted from the start; the first of equals.
    public static func highest(_ logits: ArraySlice<Float>) -> Int {
        var best = logits.startIndex
        for index in logits.indices where logits[index] > logits[best] { best = index }
        return best - logits.startIndex
    }
}
