import FrugalTensor

/// What bends a node's candidate, in the order in which `enas_lm` numbers them.
public enum CellActivation: Int, Codable, Hashable, Sendable, CaseIterable {
    /// The hyperbolic tangent.
    case tanh
    /// The rectifier.
    case relu
    /// The logistic function.
    case sigmoid
    /// Nothing.
    case identity

    /// The name, as the space writes it.
    public var name: String { "\(self)" }

    /// The activation of that name; nil where there is none.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
