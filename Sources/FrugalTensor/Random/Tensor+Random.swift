import CFrugalTorch

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
