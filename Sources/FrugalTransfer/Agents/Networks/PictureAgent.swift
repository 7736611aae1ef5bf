import FrugalNN
import FrugalTensor
import FrugalTrack

/// An actor-critic for pictures: convolutions of 16 kernels 8x8 with a step of 4 and of 32 kernels 4x4 with a step of 2 and a
/// dense layer, shared, and a linear head each for policy and value (the small network of Mnih et al. 2016, section 5.1, with
/// half the units).
public struct PictureAgent: ActorCritic {
    /// What is done to pictures first.
    public let input: PictureInput
    private var body: Sequential
    private var policy: Linear
    private var value: Linear

    /// A fresh network.
    /// - Parameters:
    ///   - observation: the shape of what one copy shows: `[frames, rows, columns]`, at least 20 rows and columns.
    ///   - units: of the dense layer.
    /// - Throws: `FrugalError` for observations that are not pictures of that size.
    public init(
        observation: [Int], actions: Int, input: PictureInput = .plain, units: Int = 128,
        using random: inout RandomStream
    ) throws {
        guard observation.count == 3, observation[0] > 0, min(observation[1], observation[2]) >= 20, actions > 0 else {
            throw FrugalError(
                .usage, "PictureAgent",
                "observations \(observation) with \(actions) actions are not pictures of a game",
                remedy: "give [frames, rows, columns] with at least 20 rows and columns")
        }
        func places(_ size: Int) -> Int { ((size - 8) / 4 + 1 - 4) / 2 + 1 }
        self.input = input
        // A ball is four pixels of 1,600: with PyTorch's smaller weights next to nothing of it reaches the heads.
        let start = Initializer.orthogonal(gain: .relu)
        body = Sequential {
            Conv2d(
                input.channels(of: observation[0]), 16, kernel: 8, stride: 4, initializer: start, using: &random)
            ReLU()
            Conv2d(16, 32, kernel: 4, stride: 2, initializer: start, using: &random)
            ReLU()
            Flatten(isPixelByPixel: true)
            Linear(
                32 * places(observation[1]) * places(observation[2]), units, initializer: start, using: &random)
            ReLU()
        }
        // Small weights: at first every action is about as likely, and nothing is expected.
        policy = Linear(units, actions, initializer: .orthogonal(gain: .factor(0.01)), using: &random)
        value = Linear(units, 1, initializer: .orthogonal(gain: .factor(1)), using: &random)
    }

    /// Shows the parts.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("body", &body)
        visitor.child("policy", &policy)
        visitor.child("value", &value)
    }

    /// Judges pictures `[N, frames, rows, columns]`.
    public func judge(_ observations: Tensor, _ pass: Pass) -> Judgement {
        let hidden = body(input(observations), pass)
        return Judgement(scores: policy(hidden, pass), values: value(hidden, pass).squeezed(1))
    }
}
