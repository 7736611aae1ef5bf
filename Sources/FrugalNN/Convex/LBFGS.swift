import FrugalTensor

/// Limited-memory BFGS (Nocedal 1980) for smooth convex functions of one vector: the customary solver of logistic
/// regression, without a learning rate to tune.
public struct LBFGS: Sendable {
    /// Steps at most.
    public var iterations: Int
    /// Pairs of steps and gradient changes remembered.
    public var memory: Int
    /// The relative improvement below which the minimum counts as found.
    public var tolerance: Double

    /// A solver with these settings.
    public init(iterations: Int = 200, memory: Int = 10, tolerance: Double = 1e-6) {
        self.iterations = iterations
        self.memory = memory
        self.tolerance = tolerance
    }

    /// The point found from `start` on.
    /// - Parameters:
    ///   - evaluate: value and gradient at a point.
    ///   - shouldStop: asked before every step; the best point so far is then given.
    public func minimise(
        from start: Tensor, shouldStop: () throws -> Bool = { false },
        _ evaluate: (Tensor) -> (value: Double, gradient: Tensor)
    ) rethrows -> Tensor {
        var point = start
        var (value, gradient) = evaluate(point)
        var pairs: [(step: Tensor, change: Tensor, curvature: Double)] = []
        for iteration in 0..<iterations {
            if try shouldStop() || !value.isFinite { break }
            let direction = descent(gradient, pairs)
            let slope = direction.dot(gradient).item()
            guard slope < 0 else { break }
            // Without a curvature yet, the first step is made of length one.
            let first = iteration == 0 ? min(1, 1 / max(1e-12, (-slope).squareRoot())) : 1
            guard let next = search(point, value, direction, slope, first: first, evaluate) else { break }
            let step = next.point - point
            let change = next.gradient - gradient
            let curvature = step.dot(change).item()
            if curvature > 1e-10 {
                pairs.append((step, change, curvature))
                if pairs.count > memory { pairs.removeFirst() }
            }
            let gain = value - next.value
            (point, value, gradient) = (next.point, next.value, next.gradient)
            if gain <= tolerance * max(abs(value), 1e-3) { break }
        }
        return point
    }

    /// The two-loop recursion: minus the gradient times the estimated inverse Hessian.
    private func descent(
        _ gradient: Tensor, _ pairs: [(step: Tensor, change: Tensor, curvature: Double)]
    ) -> Tensor {
        var rest = -gradient
        var weights: [Double] = []
        for pair in pairs.reversed() {
            let weight = pair.step.dot(rest).item() / pair.curvature
            rest = rest - pair.change * weight
            weights.append(weight)
        }
        if let last = pairs.last { rest = rest * (last.curvature / last.change.dot(last.change).item()) }
        for (pair, weight) in zip(pairs, weights.reversed()) {
            rest = rest + pair.step * (weight - pair.change.dot(rest).item() / pair.curvature)
        }
        return rest
    }

    /// Halves the step until the value falls enough (Armijo); nil where it never does.
    private func search(
        _ point: Tensor, _ value: Double, _ direction: Tensor, _ slope: Double, first: Double,
        _ evaluate: (Tensor) -> (value: Double, gradient: Tensor)
    ) -> (point: Tensor, value: Double, gradient: Tensor)? {
        var length = first
        for _ in 0..<25 {
            let trial = point + direction * length
            let (found, gradient) = evaluate(trial)
            if found <= value + 1e-4 * length * slope { return (trial, found, gradient) }
            length /= 2
        }
        return nil
    }
}
