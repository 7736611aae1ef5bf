import Foundation

@testable import SpikeEngine

/// Whether two numbers differ by at most a share of their size (or of one, where they are small).
func isNear(_ one: Double, _ other: Double, _ tolerance: Double) -> Bool {
    abs(one - other) <= tolerance * max(1, abs(one), abs(other))
}

func isNear(_ one: [Float], _ other: [Double], _ tolerance: Double) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { isNear(Double($0), $1, tolerance) }
}

/// Random numbers for the tests' own data.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func floats(_ count: Int, _ range: Range<Float> = 0..<1) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &self) }
    }

    /// Spikes of some sources, each step with a probability.
    mutating func spikes(_ count: Int, steps: Int, probability: Double) -> [Spike] {
        (0..<steps).flatMap { step in
            (0..<count).compactMap { neuron in
                Double.random(in: 0..<1, using: &self) < probability ? Spike(step: step, neuron: neuron) : nil
            }
        }
    }
}

/// Sources at given times that reach a population through one connection.
struct Driven {
    var network: SpikeNetwork
    let source: ScheduleKey
    let target: PopulationKey
    let connection: ConnectionKey

    init(
        sources: Int = 1, _ population: Population, _ wiring: Wiring, synapse: Synapse = .jump,
        delay: Delay = .steps(0), plasticity: Plasticity? = nil, timeStep: Double = 0.5
    ) {
        network = SpikeNetwork(timeStep: timeStep)
        source = network.add(ScheduledSource(count: sources))
        target = network.add(population)
        connection = network.connect(
            source, target, wiring, synapse: synapse, delay: delay, plasticity: plasticity)
    }

    /// A simulation with these spikes to come.
    func simulation(_ spikes: [Spike]) throws -> Simulation {
        var simulation = try Simulation(network, seed: 1)
        try simulation.schedule(spikes, of: source)
        return simulation
    }
}

/// A population that only adds up what arrives and never spikes.
func adder(_ count: Int) -> Population { Population(count, .integrateAndFire(threshold: 1e9)) }

extension Simulation {
    /// The membrane of one neuron after each of some steps.
    mutating func trace(_ neuron: Int = 0, of key: PopulationKey, steps: Int) throws -> [Float] {
        try recordMembranes(of: key, neurons: [neuron])
        try run(steps: steps)
        return try membraneTraces(of: key)[0]
    }
}
