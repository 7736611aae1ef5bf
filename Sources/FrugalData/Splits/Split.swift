/// Which examples are for training, which for choosing, and which for the one final score.
public struct Split: Codable, Equatable, Sendable {
    /// The three parts.
    public enum Part: String, Codable, CaseIterable, Sendable {
        /// Examples that a model learns from.
        case train
        /// Examples that choose among models and say when to stop.
        case validation
        /// Examples read once, for the score that is reported.
        case test
    }

    /// Indices of the training examples, ascending.
    public let train: [Int]
    /// Indices of the validation examples, ascending.
    public let validation: [Int]
    /// Indices of the test examples, ascending.
    public let test: [Int]

    /// The indices of a part.
    public subscript(part: Part) -> [Int] {
        switch part {
        case .train: train
        case .validation: validation
        case .test: test
        }
    }

    /// All examples in the three parts.
    public var count: Int { train.count + validation.count + test.count }

    /// A split from the part of each example; examples with nil are in no part.
    public init(parts: [Part?]) {
        let indices = { (part: Part) in parts.indices.filter { parts[$0] == part } }
        train = indices(.train)
        validation = indices(.validation)
        test = indices(.test)
    }

    /// The part of each of `count` examples, nil for one that is in none.
    public func parts(count: Int) -> [Part?] {
        var parts = [Part?](repeating: nil, count: max(count, 0))
        for part in Part.allCases {
            for index in self[part] where parts.indices.contains(index) { parts[index] = part }
        }
        return parts
    }
}

extension Split {
    /// How much of the data goes into a part.
    public enum Share: Equatable, Sendable {
        /// A fraction of all examples, from 0 up to, not including, 1. A class big enough gets at least one example in,
        /// even if the part grows a little by it.
        case fraction(Double)
        /// Exactly so many examples, as far as classes leave one for training.
        case count(Int)

        /// Examples out of `total`.
        ///
        /// - Throws: `DataError` (`.invalidArgument`) for a share that is negative or the whole.
        func examples(of total: Int, part: Part) throws -> Int {
            switch self {
            case .fraction(let fraction):
                guard fraction >= 0, fraction < 1 else {
                    throw DataError(
                        .invalidArgument, "a \(part.rawValue) fraction of \(fraction) is not from 0 to below 1")
                }
                return Int((Double(total) * fraction).rounded())
            case .count(let count):
                guard count >= 0, count < total || count == 0 else {
                    throw DataError(.invalidArgument, "\(count) of \(total) examples cannot go to \(part.rawValue)")
                }
                return count
            }
        }

        /// Whether classes may have an example in the part that its size alone would not give them.
        var mayGrow: Bool { if case .fraction(let fraction) = self { fraction > 0 } else { false } }
    }
}
