import FrugalTensor

/// A tensor as plain numbers, for formulas written out as loops.
struct Plain {
    let shape: [Int]
    var values: [Double]

    init(_ shape: [Int]) {
        self.shape = shape
        values = Array(repeating: 0, count: shape.reduce(1, *))
    }

    init(_ tensor: Tensor) {
        shape = tensor.shape
        values = tensor.doubles()
    }

    private func offset(_ indices: [Int]) -> Int { zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 } }

    subscript(indices: Int...) -> Double {
        get { values[offset(indices)] }
        set { values[offset(indices)] = newValue }
    }

    /// The element, or `other` outside the shape.
    func at(_ indices: Int..., otherwise other: Double = 0) -> Double {
        zip(indices, shape).allSatisfy { $0 >= 0 && $0 < $1 } ? values[offset(indices)] : other
    }
}

/// Numbers without a pattern that a test could rely on, but the same every time.
func sample(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
    var stream = RandomStream(seed: seed)
    return .normal(shape, dtype: .float64, using: &stream)
}

/// The largest difference between two lists; infinite where their lengths differ.
func distance(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { $0 == $1 ? 0 : ($0 - $1).magnitude }.max() ?? 0
}

/// How far the engine's gradients lie from central differences, relative to the largest of them.
func gradientError(_ inputs: [Tensor], _ function: ([Tensor]) -> Tensor) -> Double {
    // Weights that differ from element to element, so that no error cancels in the sum.
    func total(_ inputs: [Tensor]) -> Tensor {
        let output = function(inputs)
        return (output * sample(output.shape, seed: 99)).sum()
    }
    let leaves = inputs.map { $0.recordingGradients() }
    let found = gradients(of: total(leaves), withRespectTo: leaves)
    var worst = 0.0
    var largest = 1e-3
    let step = 1e-5
    for (position, input) in inputs.enumerated() {
        let values = input.doubles()
        let slopes = values.indices.map { index in
            let sides = [step, -step].map { change in
                var moved = values
                moved[index] += change
                var list = inputs
                list[position] = Tensor(moved, shape: input.shape)
                return total(list).item()
            }
            return (sides[0] - sides[1]) / (2 * step)
        }
        worst = max(worst, distance(slopes, found[position].doubles()))
        largest = max(largest, slopes.map(\.magnitude).max() ?? 0)
    }
    return worst / largest
}
