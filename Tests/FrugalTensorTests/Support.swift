import FrugalTensor
import Testing

/// Compares shape and elements with what a plain loop or a hand calculation gives.
func expectClose(
    _ actual: Tensor, _ expected: [Double], shape: [Int]? = nil, within tolerance: Double = 1e-9,
    at location: SourceLocation = #_sourceLocation
) {
    if let shape { #expect(actual.shape == shape, sourceLocation: location) }
    let values = actual.doubles()
    guard values.count == expected.count else {
        Issue.record("\(values.count) elements instead of \(expected.count): \(actual)", sourceLocation: location)
        return
    }
    let wrong = values.indices.first { !isClose(values[$0], expected[$0], tolerance) }
    guard let wrong else { return }
    Issue.record("element \(wrong) is \(values[wrong]), not \(expected[wrong]): \(actual)", sourceLocation: location)
}

/// Compares two tensors.
func expectClose(
    _ actual: Tensor, _ expected: Tensor, within tolerance: Double = 1e-9,
    at location: SourceLocation = #_sourceLocation
) {
    expectClose(actual, expected.doubles(), shape: expected.shape, within: tolerance, at: location)
}

private func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(1, abs(b))
}

/// Float64 numbers in a range, the same ones in every run.
func sample(_ shape: [Int], in range: Range<Double> = -2..<2, seed: UInt64 = 7) -> Tensor {
    var stream = RandomStream(seed: seed)
    return Tensor.uniform(shape, in: range, dtype: .float64, using: &stream)
}

/// A matrix as nested arrays.
func rows(_ matrix: Tensor) -> [[Double]] {
    let values = matrix.doubles()
    let columns = matrix.shape[1]
    return (0..<matrix.shape[0]).map { Array(values[$0 * columns..<($0 + 1) * columns]) }
}
