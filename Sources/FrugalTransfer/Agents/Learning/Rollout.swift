import FrugalTensor

/// What an agent saw and did over some steps of all copies, step by step: the numbers of step `t` of copy `i` stand at
/// `t * copies + i`.
public struct Rollout: Sendable {
    /// Copies of the environment.
    public let copies: Int
    /// Steps of each.
    public let steps: Int
    /// The shape of what one copy shows.
    public let observationShape: [Int]
    /// What was seen before each action, `[steps, copies] + observationShape`.
    var observations: [Float]
    /// What was done.
    var actions: [Int] = []
    /// What it brought.
    var rewards: [Float] = []
    /// Whether the episode ended with it.
    var hasEnded: [Bool] = []
    /// What was expected before each action.
    var values: [Float] = []
    /// The logarithm of the probability that each action had.
    var logProbabilities: [Float] = []
    /// What is expected after the last step, by copy.
    var lastValues: [Float] = []

    init(copies: Int, steps: Int, observationShape: [Int]) {
        self.copies = copies
        self.steps = steps
        self.observationShape = observationShape
        observations = [Float](repeating: 0, count: steps * copies * observationShape.reduce(1, *))
    }

    /// Forgets everything but the room for observations.
    mutating func clear() {
        actions.removeAll(keepingCapacity: true)
        rewards.removeAll(keepingCapacity: true)
        hasEnded.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        logProbabilities.removeAll(keepingCapacity: true)
        lastValues.removeAll(keepingCapacity: true)
    }

    /// What was seen, as `[steps * copies] + observationShape`.
    var observationTensor: Tensor {
        observations.withUnsafeBytes {
            Tensor(copying: $0, shape: [steps * copies] + observationShape, dtype: .float32)
        }
    }

    /// Writes what `environment` shows now as what was seen before action `step`, and gives it as a tensor
    /// `[copies] + observationShape`.
    mutating func observe(_ environment: some BatchedEnvironment, at step: Int) throws -> Tensor {
        let size = copies * environment.observationSize
        return try observations.withUnsafeMutableBufferPointer { all in
            let part = UnsafeMutableBufferPointer(rebasing: all[step * size..<(step + 1) * size])
            try environment.writeObservations(into: part)
            return Tensor(copying: UnsafeRawBufferPointer(part), shape: [copies] + observationShape, dtype: .float32)
        }
    }
}
