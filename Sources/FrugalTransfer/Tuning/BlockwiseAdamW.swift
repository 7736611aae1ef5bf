import FrugalNN
import FrugalTensor

/// AdamW with a learning rate of its own for every block, because Adam's steps do not grow with the gradient: a smaller rate
/// is the only way to move a block less.
public struct BlockwiseAdamW: Optimizer {
    /// The rate of a block whose share is 1.
    public var learningRate: Double
    /// For each block the share of the rate; 0 leaves it and its memory as they are.
    public var shares: [Double]
    private let places: [Int]
    private var rules: [AdamW]

    /// The rule for a network in blocks, before its first step.
    public init(_ blocks: TunedBlocks, of network: some Module, learningRate: Double, weightDecay: Double) {
        self.learningRate = learningRate
        shares = Array(repeating: 1, count: blocks.blocks.count)
        places = blocks.places(in: network)
        rules = Array(
            repeating: AdamW(learningRate: learningRate, weightDecay: weightDecay), count: blocks.blocks.count)
    }

    /// Takes one step, a call of the engine a block that trains.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        for block in rules.indices where shares[block] > 0 {
            rules[block].learningRate = learningRate * shares[block]
            let own = zip(places, gradients.values).map { $0 == block ? $1 : nil }
            rules[block].update(&model, with: Gradients(own))
        }
    }

    /// What the rules of all blocks remember; every tensor belongs to one of them.
    public func stateDictionary(for model: some Module) -> StateDictionary {
        var state = StateDictionary()
        for rule in rules { for (name, tensor) in rule.stateDictionary(for: model) { state[name] = tensor } }
        return state
    }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: `StateError` where an entry names no parameter of the model or does not have its shape.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        let place = Dictionary(zip(model.parameterPaths, places), uniquingKeysWith: { first, _ in first })
        for block in rules.indices {
            // An entry is `exp_avg.` and the path.
            let own = state.filter { name, _ in
                name.firstIndex(of: ".").map { place[String(name[$0...].dropFirst())] } == block
            }
            try rules[block].load(StateDictionary(own.map { ($0.name, $0.tensor) }), for: model)
        }
    }
}
