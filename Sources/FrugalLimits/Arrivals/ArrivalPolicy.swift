/// What is done with a trained model when new examples arrive.
public enum ArrivalPolicy: Sendable, Hashable, Codable {
    /// A new model learns from old and new examples.
    case scratch
    /// The trained model goes on with the new examples alone.
    case newOnly
    /// The trained model goes on with old and new examples.
    case warmStart
    /// The trained parameters are shrunk and disturbed, θ ← λθ + N(0, σ²), then go on with old and new examples
    /// (Ash and Adams 2020, arXiv 1910.08475).
    case shrinkPerturb(lambda: Double, sigma: Double)
    /// The trained model goes on with the new examples and so many of the old ones.
    case replay(buffer: Int)

    /// The shrinking that ``shrinkPerturb(lambda:sigma:)`` has unless another is asked for.
    public static let lambda = 0.6
    /// The deviation of the noise that ``shrinkPerturb(lambda:sigma:)`` has unless another is asked for.
    public static let sigma = 0.01

    /// All five, replay with a buffer of `buffer` old examples.
    public static func all(buffer: Int) -> [ArrivalPolicy] {
        [.scratch, .warmStart, .shrinkPerturb(lambda: lambda, sigma: sigma), .replay(buffer: buffer), .newOnly]
    }

    /// The name without settings: `scratch`, `new-only`, `warm`, `shrink-perturb`, `replay`.
    public var name: String {
        switch self {
        case .scratch: "scratch"
        case .newOnly: "new-only"
        case .warmStart: "warm"
        case .shrinkPerturb: "shrink-perturb"
        case .replay: "replay"
        }
    }

    /// Whether the model begins with the trained parameters, shrunk or as they are.
    public var keepsParameters: Bool { self != .scratch }

    /// How many of `old` examples must have been kept for it.
    public func samplesKept(of old: Int) -> Int {
        switch self {
        case .scratch, .warmStart, .shrinkPerturb: old
        case .newOnly: 0
        case .replay(let buffer): min(max(0, buffer), old)
        }
    }

    /// What is impossible about it, as a clause; nil for a sound policy.
    public var fault: String? {
        switch self {
        case .scratch, .newOnly, .warmStart: nil
        case .shrinkPerturb(let lambda, let sigma):
            (0...1).contains(lambda) && sigma >= 0 && sigma.isFinite
                ? nil : "lambda \(lambda) is not from 0 to 1, or sigma \(sigma) is negative"
        case .replay(let buffer): buffer > 0 ? nil : "a buffer of \(buffer) examples replays nothing"
        }
    }
}
