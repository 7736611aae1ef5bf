/// Neurons of one model with one set of parameters.
public struct Population: Codable, Hashable, Sendable {
    /// How many neurons there are.
    public var count: Int
    /// What they do.
    public var model: NeuronModel
    /// What messages call them; empty for their number.
    public var name: String

    /// Some neurons of a model.
    public init(_ count: Int, _ model: NeuronModel, name: String = "") {
        self.count = count
        self.model = model
        self.name = name
    }
}
