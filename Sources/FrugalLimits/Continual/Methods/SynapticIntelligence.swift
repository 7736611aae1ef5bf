import FrugalNN
import FrugalTensor

/// Synaptic intelligence: each weight keeps count of how much its own moves lowered the loss, and is held accordingly (Zenke,
/// Poole and Ganguli, "Continual learning through synaptic intelligence", ICML 2017, equations 3 to 5).
///
/// The penalty after a context is c Σᵢ Ωᵢ (θᵢ - θ*ᵢ)² with θ* the weights that the last context left. Ω grows by
/// ωᵢ / (Δᵢ² + ξ), where ω is the sum over steps of minus gradient times move and Δ the way of the whole context. The
/// gradients are those of the loss without the penalty; a weight whose moves raised the loss adds nothing.
public struct SynapticIntelligence: ContinualMethod {
    /// c: how strongly weights are held.
    public var strength: Double
    /// ξ: keeps the division from blowing up where a weight hardly moved.
    public var damping: Double
    /// What holds the weights now.
    public private(set) var penalty: QuadraticPenalty?
    /// Ω of each parameter.
    public private(set) var importance: [Tensor] = []
    private var start: [Tensor] = []
    private var latest: [Tensor] = []
    private var gain: [Tensor] = []

    /// A method that has seen nothing yet.
    public init(strength: Double, damping: Double = 0.1) {
        self.strength = strength
        self.damping = damping
    }

    /// Notes where the weights begin.
    public mutating func begin<Model: Layer>(_ model: Model) {
        start = model.parameters
        latest = start
        gain = start.map { .zeros(like: $0) }
        if importance.isEmpty { importance = gain }
    }

    /// Counts what each weight's move did for the loss.
    public mutating func didStep<Model: Layer>(_ model: Model, _ gradients: Gradients) {
        let now = model.parameters
        for (index, gradient) in gradients.values.enumerated() {
            guard let gradient, gain.indices.contains(index) else { continue }
            gain[index] -= gradient * (now[index] - latest[index])
        }
        latest = now
    }

    /// Turns the counts into importance.
    public mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream
    ) {
        let now = model.parameters
        for index in importance.indices {
            let way = now[index] - start[index]
            importance[index] += (gain[index] / (way.squared() + damping)).relu()
        }
        penalty = QuadraticPenalty(precision: importance.map { $0 * (2 * strength) }, centre: now)
    }
}
