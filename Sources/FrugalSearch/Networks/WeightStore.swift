import FrugalNN
import FrugalTensor

/// The weights that networks of one space share: a tensor for every part that some network has had so far.
///
/// A tensor is known by its path in the network and its shape. So a family shares weights by what it calls its parts: a
/// name that says every choice on which the meaning of the weights depends (`stage 2.block 1 k5 e3 24->36`) makes two
/// networks share exactly the parts in which they agree. A network is lent its weights and is then one of its own, the very
/// type that is trained alone; what it has learned is taken back.
///
///     store.lend(to: &network)
///     …   // a step of training
///     store.takeBack(network)
///
/// Pham et al., "Efficient Neural Architecture Search via Parameter Sharing", ICML 2018. Unlike in ENAS's code, weights that
/// a network does not have stay exactly as they are: neither decay nor momentum moves them.
public struct WeightStore: Sendable {
    private var tensors: [String: Tensor] = [:]
    private var memory: [String: Tensor] = [:]

    /// A store without weights.
    public init() {}

    /// The number of tensors, parameters and buffers.
    public var count: Int { tensors.count }

    /// The number of learned and kept numbers.
    public var size: Int { tensors.values.reduce(0) { $0 + $1.count } }

    /// The tensor of a path and shape; nil where no network had it.
    public func tensor(_ path: String, shape: [Int]) -> Tensor? { tensors[Self.key(path, shape)] }

    /// Gives `network` the weights that are here, each laid out as in the network, and keeps those that it is the first to
    /// have. Nothing is copied until one side is changed.
    public mutating func lend(to network: inout some Module) {
        var new: [String: Tensor] = [:]
        network.forEachTensor { path, _, tensor in
            let key = Self.key(path, tensor.shape)
            if let known = tensors[key] {
                tensor = known.to(tensor.device)
            } else {
                new[key] = tensor
            }
        }
        tensors.merge(new) { known, _ in known }
    }

    /// Keeps the weights that `network` has now.
    public mutating func takeBack(_ network: some Module) {
        var network = network
        var now: [String: Tensor] = [:]
        network.forEachTensor { path, _, tensor in now[Self.key(path, tensor.shape)] = tensor }
        tensors.merge(now) { _, new in new }
    }

    /// Gives `optimizer` what it remembers of the weights of `network`.
    /// - Throws: `StateError` for an optimiser of another kind than the one before.
    public func lend(to optimizer: inout some Optimizer, for network: some Module) throws {
        var state = StateDictionary()
        for (path, parameter) in zip(network.parameterPaths, network.parameters) {
            for name in Self.memoryNames {
                if let tensor = memory[Self.key("\(name).\(path)", parameter.shape)] {
                    state["\(name).\(path)"] = tensor
                }
            }
        }
        try optimizer.load(state, for: network)
    }

    /// Keeps what `optimizer` remembers of the weights of `network`.
    public mutating func takeBack(_ optimizer: some Optimizer, for network: some Module) {
        let shapes = Dictionary(
            zip(network.parameterPaths, network.parameters.map(\.shape)), uniquingKeysWith: { first, _ in first })
        for (entry, tensor) in optimizer.stateDictionary(for: network) {
            guard let dot = entry.firstIndex(of: "."), let shape = shapes[String(entry[entry.index(after: dot)...])]
            else { continue }
            memory[Self.key(entry, shape)] = tensor
        }
    }

    private static let memoryNames = ["step", "momentum_buffer", "exp_avg", "exp_avg_sq"]

    private static func key(_ path: String, _ shape: [Int]) -> String { "\(path) \(shape)" }
}
