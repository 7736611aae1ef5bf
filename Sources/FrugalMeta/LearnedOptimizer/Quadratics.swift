import FrugalNN
import FrugalTensor

/// Random quadratics `|W θ - y|²` with W and y of normally distributed numbers: Andrychowicz et al. 2016, section 3.1.
///
/// A problem is `batch` of them side by side, each with its own W, y and θ; θ starts at `0.01` times normal numbers.
public struct Quadratics: ProblemFamily {
    /// Points, a row a quadratic.
    public struct Points: Module {
        /// `[batch, dimensions]`.
        public var values: Tensor
        /// Shows the points.
        public mutating func visit(_ visitor: inout Visitor) { visitor.parameter("values", &values) }
    }

    /// What the family is called in results.
    public var name: String { "\(dimensions)-dimensional quadratics" }
    /// The length of θ.
    public var dimensions: Int
    /// Quadratics in a problem.
    public var batch: Int

    /// Quadratics of this size, the paper's by default.
    public init(dimensions: Int = 10, batch: Int = 128) {
        self.dimensions = dimensions
        self.batch = batch
    }

    /// The problem that belongs to `seed`.
    public func problem(seed: UInt64) -> Problem<Points> {
        var random = RandomStream(seed: seed).named("quadratics")
        let matrices = Tensor.normal([batch, dimensions, dimensions], using: &random)
        let targets = Tensor.normal([batch, dimensions, 1], using: &random)
        let start = Points(values: Tensor.normal([batch, dimensions], deviation: 0.01, using: &random))
        let loss: @Sendable (Points, Int) -> Tensor = { points, _ in
            (matrices.matmul(points.values.unsqueezed(2)) - targets).squared().sum()
        }
        let count = batch
        return Problem(start: start, count: count, loss: loss) { points in
            withoutGradients { loss(points, 0).item() } / Double(count)
        }
    }
}
