import FrugalNN
import FrugalTensor

/// A pull of every weight towards a place of its own: ½ Σᵢ pᵢ (θᵢ - cᵢ)² + floor.
public struct QuadraticPenalty: Sendable {
    /// p: how strongly each weight is held, a tensor for each of a model's parameters.
    public private(set) var precision: [Tensor]
    /// c: where each weight is held.
    public private(set) var centre: [Tensor]
    /// The value at the centre: what penalties with different centres cost at best.
    public private(set) var floor = 0.0

    /// A penalty, with tensors in the order of a model's parameters and of their shapes.
    public init(precision: [Tensor], centre: [Tensor]) {
        self.precision = precision
        self.centre = centre
    }

    /// The penalty of a model.
    public func value(at model: some Module) -> Double {
        withoutGradients {
            zip(model.parameters, zip(precision, centre)).reduce(floor) { sum, term in
                sum + 0.5 * (term.1.0 * (term.0 - term.1.1).squared()).sum().item()
            }
        }
    }

    /// Adds the penalty's gradient p (θ - c); a frozen parameter stays frozen.
    public func add(to gradients: inout Gradients, at model: some Module) {
        withoutGradients {
            for (index, parameter) in model.parameters.enumerated() where precision.indices.contains(index) {
                guard let gradient = gradients.values[index] else { continue }
                gradients.values[index] = gradient + precision[index] * (parameter - centre[index])
            }
        }
    }

    /// Adds another penalty. A sum of two quadratics is a quadratic around the mean of their centres, weighted by their
    /// precisions: the result equals both, at every weight, with the memory of one.
    public mutating func add(_ other: QuadraticPenalty) {
        for index in precision.indices where other.precision.indices.contains(index) {
            let (mine, theirs) = (precision[index], other.precision[index])
            let total = mine + theirs
            // Where nobody pulls, the centre is of no account; it must only stay a number.
            let share = theirs / total.clamped(min: 1e-30)
            let apart = other.centre[index] - centre[index]
            floor += 0.5 * (mine * share * apart.squared()).sum().item()
            centre[index] = centre[index] + share * apart
            precision[index] = total
        }
    }
}
