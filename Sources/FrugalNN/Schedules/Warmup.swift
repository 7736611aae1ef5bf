/// A rate that rises linearly to where another schedule begins, and then follows it from its own first step: PyTorch's
/// `LinearLR` before another in `SequentialLR`.
///
/// Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017.
public struct Warmup<Following: Schedule>: Schedule {
    /// The steps in which the rate rises.
    public var steps: Int
    /// The first rate as a share of the following schedule's first.
    public var start: Double
    /// The schedule after the rise.
    public var following: Following

    /// A rise from the share `start` of the rate, in `steps` steps, before `following`.
    public init(over steps: Int, from start: Double = 0, then following: Following) {
        self.steps = steps
        self.start = start
        self.following = following
    }

    /// The rate on the rise, or the following schedule's.
    public func rate(at step: Int) -> Double {
        guard step < steps else { return following.rate(at: step - max(0, steps)) }
        return following.rate(at: 0) * (start + (1 - start) * Double(max(0, step)) / Double(steps))
    }
}

extension Warmup: Equatable where Following: Equatable {}
extension Warmup: Hashable where Following: Hashable {}
extension Warmup: Encodable where Following: Encodable {}
extension Warmup: Decodable where Following: Decodable {}

extension Schedule {
    /// This schedule after a linear rise of `steps` steps from the share `start` of its first rate.
    public func warmedUp(over steps: Int, from start: Double = 0) -> Warmup<Self> {
        Warmup(over: steps, from: start, then: self)
    }
}
