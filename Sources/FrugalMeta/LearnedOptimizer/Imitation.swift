import FrugalNN
import FrugalTensor
import FrugalTrack

/// A beginning of the training in which the network learns the steps of a known rule: Adam's.
///
/// The network walks and the rule says at every step what it would have done with the gradients so far. That is supervised
/// learning, with a signal at every step of every coordinate, where the losses alone say little to a network that does
/// nothing sensible yet (Chen et al. 2020, "Training stronger baselines for learning to optimize", section 3.2).
public struct Imitation: Codable, Sendable, Equatable {
    /// The episodes that imitate; those after them learn from losses.
    public var episodes: Int
    /// Steps of a problem between two steps of the network.
    public var unroll: Int
    /// The rate of the rule.
    public var rate: Double
    /// How much of its mean of gradients the rule keeps at a step.
    public var meanDecay: Double
    /// How much of its mean of squared gradients the rule keeps at a step.
    public var squareDecay: Double

    /// An imitation of Adam with these settings.
    public init(
        episodes: Int, unroll: Int = 10, rate: Double, meanDecay: Double = 0.9, squareDecay: Double = 0.999
    ) {
        self.episodes = episodes
        self.unroll = unroll
        self.rate = rate
        self.meanDecay = meanDecay
        self.squareDecay = squareDecay
    }

    /// The rule itself.
    var optimizer: Adam { Adam(learningRate: rate, betas: (meanDecay, squareDecay)) }

    /// - Throws: `FrugalError` of kind `usage` that names the setting which cannot work.
    func check() throws {
        guard episodes >= 0, unroll >= 1, rate > 0, rate.isFinite, 0..<1 ~= meanDecay, 0..<1 ~= squareDecay else {
            throw FrugalError(
                .usage, "imitation", "\(self) makes no sense",
                remedy: "give at least 1 step, a rate above 0 and decays from 0 to below 1")
        }
    }
}

/// What Adam would do at each step of a way that somebody else walks.
struct AdamTeacher: Sendable {
    /// The coordinates of a model in a row.
    private struct Coordinates: Module {
        var values: Tensor
        mutating func visit(_ visitor: inout Visitor) { visitor.parameter("values", &values) }
    }

    private var adam: Adam

    init(_ imitation: Imitation) { adam = imitation.optimizer }

    /// The movement after another gradient, `[coordinates]`.
    mutating func movement(after gradient: Tensor) -> Tensor {
        // Its steps do not depend on where it stands.
        var coordinates = Coordinates(values: .zeros(gradient.shape))
        adam.update(&coordinates, with: Gradients([gradient]))
        return coordinates.values
    }
}
