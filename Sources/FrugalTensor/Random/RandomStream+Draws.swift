/// Draws for shuffles, splits and augmentations. They use nothing of the standard library's, because the algorithms
/// behind `shuffle(using:)` and `random(in:using:)` may change between Swift releases, and a seed must mean the same
/// split next year.
extension RandomStream {
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
    @inlinable  // A generic function is slow in other modules unless they can specialise it.
    public mutating func shuffle<Element>(_ values: inout [Element]) {
        guard values.count > 1 else { return }
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(last, below(last + 1))
        }
    }

    /// `values` in a random order.
    @inlinable
    public mutating func shuffled<Element>(_ values: [Element]) -> [Element] {
        var copy = values
        shuffle(&copy)
        return copy
    }
}
