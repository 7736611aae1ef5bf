/// How much better each action of a rollout was than expected, and the returns that the values are to learn.
///
/// Generalised advantages (Schulman et al. 2016, equations 11 and 16): `A_t = d_t + (discount * trace) A_(t+1)` with
/// `d_t = r_t + discount V_(t+1) - V_t`, where nothing is carried over the end of an episode. With a trace of 1 the returns
/// `A_t + V_t` are the n-step returns of Mnih et al. 2016, section 4: `r_t + discount r_(t+1) + ... + discount^n V`.
public struct AdvantageEstimate: Sendable, Equatable {
    /// By step and copy, as in the rollout.
    public var advantages: [Float]
    /// What the values are to learn: advantages and values together.
    public var returns: [Float]

    /// The estimate for a rollout, whose numbers of step `t` of copy `i` stand at `t * copies + i`.
    /// - Parameters:
    ///   - rewards: of each step.
    ///   - hasEnded: whether the episode ended with it.
    ///   - values: what was expected before it.
    ///   - lastValues: what is expected after the last step, one a copy.
    ///   - discount: what a reward counts that comes a step later.
    ///   - trace: lambda; 0 trusts the values after one step, 1 not before the end of the rollout.
    public init(
        rewards: [Float], hasEnded: [Bool], values: [Float], lastValues: [Float], discount: Double, trace: Double
    ) {
        let copies = lastValues.count
        let (discount, carried) = (Float(discount), Float(discount * trace))
        var advantages = [Float](repeating: 0, count: rewards.count)
        var next = lastValues
        var later = [Float](repeating: 0, count: copies)
        for step in stride(from: rewards.count - copies, through: 0, by: -max(1, copies)) {
            for copy in 0..<copies {
                let place = step + copy
                let goesOn: Float = hasEnded[place] ? 0 : 1
                let surprise = rewards[place] + discount * goesOn * next[copy] - values[place]
                later[copy] = surprise + carried * goesOn * later[copy]
                advantages[place] = later[copy]
                next[copy] = values[place]
            }
        }
        self.advantages = advantages
        returns = zip(advantages, values).map { $0 + $1 }
    }
}
