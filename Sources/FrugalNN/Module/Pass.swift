import FrugalTensor

/// One pass through a model: whether it trains, where its random numbers come from, and what it learned about the data.
///
/// Layers are pure in their parameters, so what a pass finds out (the running statistics of batch normalisation) is
/// noted here and taken over by ``Module/absorb(_:)``. A pass belongs to one thread.
public final class Pass {
    /// Which statistics batch normalisation divides by.
    public enum Normalization: String, Sendable, Codable {
        /// Those of this batch; the running statistics follow them.
        case batch
        /// Those of this batch, which leave no trace.
        case batchOnly
        /// Those of this batch in layers whose scale gets a gradient, followed by the running ones; the running statistics
        /// in all others: what is frozen stays so.
        case batchWhereTrained
        /// The running statistics of training.
        case running
    }

    /// Whether layers such as dropout act as in training.
    public let isTraining: Bool
    /// Which statistics batch normalisation divides by.
    public let normalization: Normalization
    /// How far one batch moves running statistics, whatever a layer's own setting; nil leaves it to the layer. With 1
    /// they become the statistics of the batch.
    public let momentum: Double?
    /// Where dropout and its kin draw from.
    public var random: RandomStream
    /// Who watches what the parts give; nobody, but for a summary or a trace.
    @usableFromInline var observer: (any PassObserver)?
    /// Whether somebody watches the parts: what is fused for speed then runs part by part.
    var isObserved: Bool { observer != nil }
    private(set) var statistics: [(old: Tensor, new: Tensor)] = []

    /// A pass with every choice spelled out.
    public init(isTraining: Bool, normalization: Normalization, random: RandomStream, momentum: Double? = nil) {
        self.isTraining = isTraining
        self.normalization = normalization
        self.momentum = momentum
        self.random = random
    }

    /// A pass that trains: dropout drops, batch normalisation uses and follows the batch.
    public static func training(_ random: RandomStream) -> Pass {
        Pass(isTraining: true, normalization: .batch, random: random)
    }

    /// A pass that predicts: nothing is random, batch normalisation uses the running statistics.
    public static var evaluation: Pass {
        Pass(isTraining: false, normalization: .running, random: RandomStream(seed: 0))
    }

    /// Which statistics a layer with this scale divides by: never ``Normalization-swift.enum/batchWhereTrained``.
    func normalization(ofScale scale: Tensor?) -> Normalization {
        guard normalization == .batchWhereTrained else { return normalization }
        return scale?.requiresGradient == true ? .batch : .running
    }

    /// Notes that `old`, a buffer of some layer, becomes `new` once the pass is absorbed.
    public func note(_ old: Tensor, becomes new: Tensor) {
        if let index = statistics.firstIndex(where: { $0.old.isSame(as: old) }) {
            statistics[index].new = new
        } else {
            statistics.append((old, new))
        }
    }

    /// The value a buffer has by now: a layer that is applied twice in a pass goes on from its first application.
    public func current(_ buffer: Tensor) -> Tensor {
        statistics.first { $0.old.isSame(as: buffer) }?.new ?? buffer
    }
}

extension Module {
    /// Takes over what a training pass learned about the data.
    public mutating func absorb(_ pass: Pass) {
        guard !pass.statistics.isEmpty else { return }
        forEachTensor { _, role, tensor in
            if role == .buffer { tensor = pass.current(tensor) }
        }
    }
}
