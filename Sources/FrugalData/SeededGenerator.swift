/// A small, fast source of random numbers whose whole state is one number, so that it can be written down and gone on
/// with later (SplitMix64; Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
///
/// Shuffles, splits and augmentations use only its own methods and none of the standard library's, because the
/// algorithms behind `shuffle(using:)` and `random(in:using:)` may change between Swift releases and a seed must mean
/// the same split next year.
public struct SeededGenerator: RandomNumberGenerator, Codable, Hashable, Sendable {
    /// The whole state.
    public private(set) var state: UInt64

    /// A generator that depends on nothing but `seed`.
    public init(seed: UInt64) { state = seed }

    /// A generator for one of many streams of a seed (an epoch, an example, a fold): neighbouring streams are unrelated.
    public init(seed: UInt64, stream: UInt64...) {
        state = stream.reduce(seed) { mixed($0 &+ increment &+ mixed($1 &+ increment)) }
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= increment
        return mixed(state)
    }

    /// A whole number from 0 up to, not including, `bound`, every one equally likely; 0 where `bound` is not positive.
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let range = UInt64(bound)
        // Lemire 2019: the high half of a product is uniform once the few biased low halves are thrown away.
        let biased = (0 &- range) % range
        while true {
            let product = next().multipliedFullWidth(by: range)
            if product.low >= biased { return Int(product.high) }
        }
    }

    /// A number from 0 up to, not including, 1, on a grid of 2^-53.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number from `range.lowerBound` to `range.upperBound`.
    public mutating func uniform(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// Brings `values` into a random order (Fisher and Yates), every order equally likely.
    public mutating func shuffle<Element>(_ values: inout [Element]) {
        guard values.count > 1 else { return }
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(last, below(last + 1))
        }
    }

    /// `values` in a random order.
    public mutating func shuffled<Element>(_ values: [Element]) -> [Element] {
        var copy = values
        shuffle(&copy)
        return copy
    }
}

/// The golden ratio as a 64-bit fraction: the step of the counter behind SplitMix64.
private let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

/// The finaliser of SplitMix64: every bit of the input changes about half of the bits of the output.
private func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
