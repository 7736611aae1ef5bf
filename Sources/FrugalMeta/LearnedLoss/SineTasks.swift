import Foundation
import FrugalNN
import FrugalTensor

/// Sines to be learned by a perceptron 1-100-10-1: the regression task of ML3.
///
/// `y = amplitude * sin(x - phase)`. Points to learn from and points to be judged on are drawn apart.
public struct SineTasks: SupervisedTasks {
    /// What amplitudes are drawn from.
    public var amplitude: ClosedRange<Double>
    /// What phases are drawn from, in radians.
    public var phase: ClosedRange<Double>
    /// What inputs are drawn from.
    public var inputs: ClosedRange<Double>
    /// Points to learn from, and as many to be judged on.
    public var points: Int
    /// What the tasks are called in results.
    public var name: String
    /// Numbers.
    public var kind: PredictionKind { .regression }

    /// Sines of these ranges.
    public init(
        _ name: String, amplitude: ClosedRange<Double>, phase: ClosedRange<Double>, inputs: ClosedRange<Double>,
        points: Int = 100
    ) {
        self.name = name
        self.amplitude = amplitude
        self.phase = phase
        self.inputs = inputs
        self.points = points
    }

    /// What ML3's loss is trained on: one sine, amplitude 1, phase pi, inputs in ± 2.
    public static let training = SineTasks("one sine", amplitude: 1...1, phase: .pi ... .pi, inputs: -2...2)
    /// What it is tested on: amplitudes 0.2 to 5, any phase, inputs in ± 5.
    public static let test = SineTasks("unseen sines", amplitude: 0.2...5, phase: -.pi ... .pi, inputs: -5...5)

    /// The task that belongs to `seed`.
    public func task(seed: UInt64) -> SupervisedTask {
        let stream = RandomStream(seed: seed)
        var (random, weights) = (stream.named("sine"), stream.named("weights"))
        let (height, shift) = (random.uniform(in: amplitude), random.uniform(in: phase))
        func examples() -> SupervisedTask.Examples {
            let x = Tensor.uniform([points, 1], in: inputs.lowerBound..<inputs.upperBound, using: &random)
            return .init(inputs: x, targets: (x - shift).sin() * height)
        }
        let (support, query) = (examples(), examples())
        return SupervisedTask(
            support: support, query: query, start: Perceptron(widths: [1, 100, 10, 1], using: &weights))
    }
}
