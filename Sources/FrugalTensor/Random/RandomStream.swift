import CFrugalTorch

/// A stream of random numbers: a value with an explicit seed.
///
/// The same seed gives the same numbers. ``split()`` gives an independent stream, so that two parts of a program draw
/// without disturbing each other. The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014); each tensor is drawn from a seed of its own.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable, Codable {
    private var state: UInt64

    /// A stream that is wholly given by its seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A stream of its own, independent of what is drawn here later.
    public mutating func split() -> RandomStream { RandomStream(seed: next()) }

    /// The stream of a named part: the same name gives the same stream, and nothing is drawn.
    public func named(_ name: String) -> RandomStream {
        // FNV-1a over the name: `Hashable` is seeded anew in every process.
        let hash = name.utf8.reduce(state ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var stream = RandomStream(seed: hash)
        return stream.split()
    }
}

extension Tensor {
    /// Numbers drawn evenly from `range`.
    public static func uniform(
        _ shape: [Int], in range: Range<Double> = 0..<1, dtype: DType = .float32, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("uniform") {
            frugal_random_uniform(shape, shape.count, range.lowerBound, range.upperBound, dtype.engineCode, seed, $0)
        }
    }

    /// Numbers drawn from a normal distribution.
    public static func normal(
        _ shape: [Int], mean: Double = 0, deviation: Double = 1, dtype: DType = .float32,
        using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("normal") {
            frugal_random_normal(shape, shape.count, mean, deviation, dtype.engineCode, seed, $0)
        }
    }

    /// Whole numbers drawn evenly from `range`.
    public static func integers(
        _ shape: [Int], in range: Range<Int>, dtype: DType = .int64, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("integers") {
            frugal_random_integers(
                shape, shape.count, Int64(range.lowerBound), Int64(range.upperBound), dtype.engineCode, seed, $0)
        }
    }

    /// Ones with the given probability, else zeros.
    public static func bernoulli(
        _ shape: [Int], probability: Double, dtype: DType = .float32, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("bernoulli") {
            frugal_random_bernoulli(shape, shape.count, probability, dtype.engineCode, seed, $0)
        }
    }

    /// The numbers from 0 to `count` - 1 in random order, int64.
    public static func permutation(_ count: Int, using stream: inout RandomStream) -> Tensor {
        let seed = stream.next()
        return creation("permutation") { frugal_random_permutation(count, seed, $0) }
    }

    /// Indices drawn with these weights, row by row.
    /// - Parameter weights: `[choices]` or `[rows, choices]`, not negative.
    public static func multinomial(
        _ weights: Tensor, samples: Int, replacement: Bool = true, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return operation("multinomial", weights) { frugal_multinomial($0, samples, replacement, seed, $1) }
    }
}
