import FrugalTensor
import SpikeEngine

/// Learning without labels: pictures as Poisson spikes, plastic synapses onto excitatory neurons with adaptive thresholds,
/// and inhibition by which the first neuron to spike silences the others.
///
/// It learns while it runs, and goes on from its ``state`` bit for bit.
public struct DiehlCookNetwork: Sendable {
    /// The constants.
    public let settings: DiehlCookSettings
    /// Pixels of a picture.
    public let pixels: Int
    /// The network at work.
    public private(set) var simulation: Simulation
    private let input: PoissonKey
    private let excitatory: PopulationKey
    private let learned: ConnectionKey
    private let silence: [Float]

    /// A network with fresh random weights.
    /// - Parameters:
    ///   - pixels: how many pixels a picture has.
    ///   - seed: what weights and input spikes are drawn from.
    /// - Throws: `SpikeError` for settings that make no network.
    public init(_ settings: DiehlCookSettings, pixels: Int, seed: UInt64) throws {
        self.settings = settings
        self.pixels = pixels
        silence = Array(repeating: 0, count: max(0, pixels))
        let neurons = settings.neurons
        var network = SpikeNetwork(timeStep: settings.timeStep)
        input = network.add(PoissonSource(count: pixels, name: "input"))
        excitatory = network.add(
            Population(
                neurons,
                .adaptiveLeaky(
                    timeConstant: 100, rest: -65, threshold: -72, reset: .to(-65), refractory: 5,
                    adaptation: ThresholdAdaptation(
                        increment: settings.thresholdIncrement, timeConstant: settings.thresholdTime, initial: 20)),
                name: "excitatory"))
        learned = network.connect(
            input, excitatory, .dense(.uniform(pixels * neurons, 0.003..<0.303, seed: seed)),
            synapse: .conductance(timeConstant: 1, reversal: 0), plasticity: .tripletSTDP())
        network.connect(
            settings.inhibitsDirectly ? excitatory : network.addInhibitory(settings, drivenBy: excitatory), excitatory,
            .allButOne(settings.inhibition), synapse: .conductance(timeConstant: 2, reversal: -100))
        simulation = try Simulation(network, seed: seed)
    }

    /// All that is needed to go on bit for bit.
    public var state: SimulationState { simulation.state }

    /// Goes on from a state of a network with the same settings and seed.
    /// - Throws: `SpikeError` for a state of another network, or a damaged one.
    public mutating func restore(_ state: SimulationState) throws { try simulation.restore(state) }

    /// Shows a picture and learns from it; shows it again, brighter, where too few neurons answer.
    /// - Parameter picture: the pixels, 0 to 255.
    /// - Returns: the spikes of each excitatory neuron.
    /// - Throws: `SpikeError` for a picture of another size.
    @discardableResult
    public mutating func learn(_ picture: some Collection<UInt8>) throws -> [Int] {
        simulation.isLearning = true
        try simulation.normaliseWeights(of: learned, sum: settings.weightSum)
        return try answer(to: picture)
    }

    /// Shows a picture without learning.
    /// - Parameter picture: the pixels, 0 to 255.
    /// - Returns: the spikes of each excitatory neuron.
    /// - Throws: `SpikeError` for a picture of another size.
    public mutating func respond(to picture: some Collection<UInt8>) throws -> [Int] {
        simulation.isLearning = false
        return try answer(to: picture)
    }

    /// A network with the same weights and thresholds, at rest, whose input is drawn from another seed: answers of such
    /// copies do not depend on what was shown before.
    public func resting(seed: UInt64) throws -> DiehlCookNetwork {
        var copy = try DiehlCookNetwork(settings, pixels: pixels, seed: seed)
        try copy.simulation.setWeights(simulation.weights(of: learned), of: copy.learned)
        try copy.simulation.setRaisedThresholds(simulation.raisedThresholds(of: excitatory), of: copy.excitatory)
        return copy
    }

    /// The weights into each excitatory neuron, a picture a neuron: `[neurons][pixels]`.
    public var fields: [[Float]] {
        get throws {
            let weights = try simulation.weights(of: learned)
            return (0..<settings.neurons).map { neuron in
                (0..<pixels).map { weights[$0 * settings.neurons + neuron] }
            }
        }
    }

    /// By how much each threshold is raised, in mV.
    public var raisedThresholds: [Float] {
        get throws { try simulation.raisedThresholds(of: excitatory) }
    }

    /// What the learned synapses and the neurons behind them have done so far.
    public var operations: OperationLedger {
        get throws {
            let synapses = try simulation.counters(of: learned)
            let neurons = try simulation.counters(of: excitatory)
            return OperationLedger([
                LayerOperations(
                    "input to excitatory", synapticAdditions: Double(synapses.synapticAdditions),
                    multiplyAdds: Double(synapses.multiplyAdds), neuronUpdates: Double(neurons.neuronUpdates),
                    weightAccesses: Double(synapses.weightAccesses),
                    membraneAccesses: Double(synapses.membraneAccesses + neurons.stateAccesses))
            ])
        }
    }

    /// Records the spikes of a single presentation.
    /// - Throws: `SpikeError` for a picture of another size.
    public mutating func recording(of picture: some Collection<UInt8>) throws -> SpikeRecording {
        try simulation.recordSpikes(of: excitatory)
        let first = simulation.step
        _ = try respond(to: picture)
        let spikes = try simulation.spikes(of: excitatory).map { Spike(step: $0.step - first, neuron: $0.neuron) }
        return SpikeRecording(
            spikes, neurons: settings.neurons, steps: simulation.step - first, timeStep: settings.timeStep)
    }

    private mutating func answer(to picture: some Collection<UInt8>) throws -> [Int] {
        var intensity = settings.intensity
        while true {
            let scale = Float(settings.rate * intensity / 255)
            try simulation.setRates(picture.map { min(Float(1000 / settings.timeStep), Float($0) * scale) }, of: input)
            try simulation.resetSpikeCounts(of: excitatory)
            try simulation.run(steps: Int(settings.presentation / settings.timeStep))
            let counts = try simulation.spikeCounts(of: excitatory)
            try simulation.setRates(silence, of: input)
            try simulation.run(steps: Int(settings.rest / settings.timeStep))
            // A black picture never gets an answer; neither does one that is too bright already to be shown brighter.
            if counts.reduce(0, +) >= settings.fewestSpikes || intensity >= 32 { return counts }
            intensity += 1
        }
    }
}

extension SpikeNetwork {
    /// As many inhibitory neurons as there are excitatory ones, each driven by its own.
    fileprivate mutating func addInhibitory(
        _ settings: DiehlCookSettings, drivenBy excitatory: PopulationKey
    ) -> PopulationKey {
        let inhibitory = add(
            Population(
                settings.neurons,
                .leaky(timeConstant: 10, rest: -60, threshold: -40, reset: .to(-45), refractory: 2),
                name: "inhibitory"))
        connect(
            excitatory, inhibitory, .oneToOne(settings.neurons, weight: settings.excitation),
            synapse: .conductance(timeConstant: 1, reversal: 0))
        return inhibitory
    }
}

extension Array where Element == Float {
    /// Numbers drawn evenly from a range.
    fileprivate static func uniform(_ count: Int, _ range: Range<Float>, seed: UInt64) -> [Float] {
        var random = RandomStream(seed: seed)
        return (0..<Swift.max(0, count)).map { _ in Float.random(in: range, using: &random) }
    }
}
