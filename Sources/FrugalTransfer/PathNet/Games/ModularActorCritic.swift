import FrugalNN
import FrugalTensor

/// PathNet's actor-critic (Fernando et al. 2017): layers of modules whose outputs are summed, in the
/// last layer averaged, and for each task a linear readout for policy and value.
///
/// Every worker may have a path of its own, as the paper's 64 do; all of them learn the same modules in one gradient.
public struct ModularActorCritic: ActorCritic {
    /// The sizes.
    public let shape: ModularAgentShape
    private(set) var layers: [ModularLayer]
    private var policy: Linear
    private var value: Linear
    /// For each layer which modules each worker uses, `[workers, modules]`; nil uses all.
    private var routes: [Tensor]?

    /// A fresh network that uses all its modules.
    /// - Throws: `FrugalError` for sizes that do not fit together.
    public init(_ shape: ModularAgentShape, using random: inout RandomStream) throws {
        self.shape = shape
        layers = []
        for (kind, inputs) in zip(shape.layers, try shape.inputs()) {
            layers.append(ModularLayer(kind, inputs: inputs, modules: shape.modules, using: &random))
        }
        (policy, value) = Self.heads(shape, &random)
    }

    private static func heads(_ shape: ModularAgentShape, _ random: inout RandomStream) -> (Linear, Linear) {
        let units = shape.layers.last?.outputs ?? 0
        return (
            Linear(units, shape.actions, initializer: .orthogonal(gain: .factor(0.01)), using: &random),
            Linear(units, 1, initializer: .orthogonal(gain: .factor(1)), using: &random)
        )
    }

    /// Shows the parts.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.children("layers", &layers)
        visitor.child("policy", &policy)
        visitor.child("value", &value)
    }

    /// Gives every worker a path. Observations then come in rows of as many as there are workers, worker by worker.
    /// - Parameter paths: for each worker the modules of each layer.
    public mutating func route(_ paths: [[[Int]]]) {
        routes = layers.indices.map { layer in
            let values = paths.flatMap { path in
                (0..<shape.modules).map { path[layer].contains($0) ? Float(1) : 0 }
            }
            return Tensor(values, shape: [paths.count, shape.modules])
        }
    }

    /// Judges pictures `[N, frames, side, side]`.
    public func judge(_ observations: Tensor, _ pass: Pass) -> Judgement {
        var x = observations
        for (index, layer) in layers.enumerated() {
            x = layer(x, route: routes?[index], averages: index == layers.count - 1)
        }
        return Judgement(scores: policy(x, pass), values: value(x, pass).squeezed(1))
    }

    /// Freezes the modules of a path, begins all others anew, and begins another task with a fresh readout (section 2.4).
    public mutating func transfer(freezing path: [[Int]], using random: inout RandomStream) {
        for index in layers.indices { layers[index].freeze(path[index], using: &random) }
        renewReadout(using: &random)
    }

    /// A fresh readout for another task, all modules kept: fine-tuning.
    public mutating func renewReadout(using random: inout RandomStream) {
        (policy, value) = Self.heads(shape, &random)
    }

    /// Modules that training leaves alone, by layer.
    public var frozen: [Set<Int>] { layers.map(\.frozen) }
}
