import CFrugalTorch

extension Tensor {
    /// Numbers drawn from a normal distribution, none of them outside `range`.
    public static func truncatedNormal(
        _ shape: [Int], mean: Double = 0, deviation: Double = 1, within range: ClosedRange<Double> = -2...2,
        dtype: DType = .float32, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("truncatedNormal") {
            frugal_random_truncated_normal(
                shape, shape.count, mean, deviation, range.lowerBound, range.upperBound, dtype.engineCode, seed, $0)
        }
    }

    /// A random matrix with orthonormal rows or columns, whichever are fewer; dimensions after the first count as one.
    public static func orthogonal(
        _ shape: [Int], gain: Double = 1, dtype: DType = .float32, using stream: inout RandomStream
    ) -> Tensor {
        let seed = stream.next()
        return creation("orthogonal") {
            frugal_random_orthogonal(shape, shape.count, gain, dtype.engineCode, seed, $0)
        }
    }
}
