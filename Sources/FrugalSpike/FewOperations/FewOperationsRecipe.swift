import FrugalTrack

/// How a network is trained so that, once it is spiking, few operations make it right: the levers of Neil, Pfeiffer and
/// Liu
/// 2016.
public struct FewOperationsRecipe: Codable, Sendable, Equatable {
    /// What the first layer sees in training.
    public enum Input: String, Codable, Sendable {
        /// The numbers as they are.
        case numbers
        /// 1 for a half and more, 0 below: what one spike an input can say.
        case spikes
    }

    /// What tables call it.
    public var name: String
    /// The widths of the hidden layers.
    public var hidden = [1200, 1200]
    /// Passes over the training examples.
    public var epochs = 15
    /// Examples of a step.
    public var batch = 100
    /// The rate of Adam at the start; it falls along half a cosine.
    public var learningRate = 1e-3
    /// The share of inputs that is dropped.
    public var inputDropout = 0.0
    /// The share of hidden activations that is dropped.
    public var dropout = 0.5
    /// Whether dropout fades away towards the end of training.
    public var fadesDropout = false
    /// What a spike is taken to cost: the mean activation of each layer, times the share of all synapses that its
    /// neurons reach, enters the loss with this factor.
    public var activityPenalty = 0.0
    /// The same for the squares of activations: few large ones cost more than many small ones.
    public var squaredActivityPenalty = 0.0
    /// What weights lose at each step, as a multiple of the learning rate (L2).
    public var weightDecay = 0.0
    /// What the first layer sees.
    public var input = Input.numbers
    /// By how many pixels pictures are moved at most; 0 leaves them where they are.
    public var shift = 0
    /// Steps after which the network is to be right (latency-aware): in each batch activations are rounded down to what
    /// so many steps can say, one of these numbers drawn at random. Empty for a network that is trained without spikes
    /// in mind.
    public var latencies: [Int] = []
    /// How many of the epochs, the last ones, are latency-aware; in those before the network learns as an ordinary one.
    public var latencyEpochs = 0

    /// A recipe.
    public init(_ name: String) { self.name = name }

    /// The recipe with some settings changed.
    public func with(_ change: (inout FewOperationsRecipe) -> Void) -> FewOperationsRecipe {
        var changed = self
        change(&changed)
        return changed
    }

    /// Finds settings that train nothing.
    /// - Throws: ``FrugalError`` of kind `usage`.
    public func check() throws {
        guard epochs > 0, batch > 0, learningRate > 0, hidden.allSatisfy({ (1...65_536).contains($0) }),
            (0..<1).contains(dropout), (0..<1).contains(inputDropout), latencies.allSatisfy({ $0 > 0 }),
            (0...epochs).contains(latencyEpochs), latencies.isEmpty == (latencyEpochs == 0),
            activityPenalty >= 0, squaredActivityPenalty >= 0, weightDecay >= 0, shift >= 0
        else {
            throw FrugalError(
                .usage, name, "its settings train nothing",
                remedy: "give positive numbers, and dropouts from 0 to below 1")
        }
    }
}
