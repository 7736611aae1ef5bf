import FrugalTensor

@testable import FrugalLimits

/// Two contexts of two classes, made of numbers.
enum TwoTasks {
    /// Examples of context `number`: class 2n lies on one side, 2n + 1 on the other; the contexts cut along different axes
    /// and carry a mark by which they can be told apart.
    static func context(_ number: Int, count: Int, seed: UInt64) -> ContextExamples {
        var random = RandomStream(seed: seed, stream: UInt64(number))
        var values: [Float] = []
        var labels: [Int] = []
        for index in 0..<count {
            let side = index % 2
            var point = (0..<4).map { _ in Float(random.uniform(in: -1...1)) }
            point[number] = (side == 0 ? -1 : 1) * Float(random.uniform(in: 0.3...1))
            values += point + [number == 0 ? 1 : -1, 1]
            labels.append(2 * number + side)
        }
        return ContextExamples(checked: Tensor(values, shape: [count, 6]), labels)
    }
}
