import FrugalNN
import FrugalTensor

/// The rates of the inner steps: one number, or numbers that are learned with the initial weights.
public struct InnerRates: Module {
    /// How finely rates are learned.
    public enum Kind: String, Codable, Sendable {
        /// Not at all: MAML.
        case fixed
        /// One for each parameter tensor and step (Antoniou et al. 2019, "How to train your MAML", section 4).
        case perStep
        /// One for each number, the same at every step (Li et al. 2017, "Meta-SGD", equation 2).
        case perElement
    }

    /// How finely the rates are learned.
    public let kind: Kind
    /// The rate where none is learned.
    public let base: Double
    /// One tensor a parameter: `[steps]` per step, of the parameter's shape per element; none where nothing is learned.
    public var values: [Tensor]

    /// Rates that begin at `base`.
    public init(_ kind: Kind, base: Double, steps: Int, parameters: [Tensor]) {
        self.kind = kind
        self.base = base
        values =
            switch kind {
            case .fixed: []
            case .perStep: parameters.map { .full([max(1, steps)], base, dtype: $0.dtype) }
            case .perElement: parameters.map { .full($0.shape, base, dtype: $0.dtype) }
            }
    }

    /// Shows the learned rates as `values.0`, `values.1`, …
    public mutating func visit(_ visitor: inout Visitor) {
        for index in values.indices { visitor.parameter("values.\(index)", &values[index]) }
    }

    /// Takes over the rates of `other`, for the steps and parameters that both have.
    mutating func takeOver(_ other: InnerRates) {
        guard kind == other.kind else { return }
        for (index, known) in other.values.enumerated() where index < values.count {
            if kind == .perStep {
                let shared = min(known.count, values[index].count)
                let rest = values[index].narrowed(along: 0, from: shared, length: values[index].count - shared)
                values[index] = .concatenated([known.narrowed(along: 0, from: 0, length: shared), rest])
            } else if known.shape == values[index].shape {
                values[index] = known
            }
        }
    }

    /// The rates laid out for use: for each parameter those of the steps; one that holds for all where there is only one.
    /// Steps past the last learned one take its rate.
    func perParameter() -> [[Tensor]] {
        kind == .perStep ? values.map { $0.unstacked() } : values.map { [$0] }
    }
}
