// Neurons learn drawings without being told what they are: spike-timing-dependent plasticity makes each answer to what it
// answered to before, inhibition leaves a drawing to the first that spikes, and thresholds that rise with every spike give
// the others a turn.
//
//     swift run MiniSTDP

import Foundation
import SpikeEngine

/// Bars across, down and along both diagonals of 10x10 pixels, as spikes a second.
let drawings: [[Float]] = (0..<4).map { kind in
    (0..<100).map { pixel in
        let (row, column) = (pixel / 10, pixel % 10)
        let isInk =
            switch kind {
            case 0: (4...5).contains(row)
            case 1: (4...5).contains(column)
            case 2: abs(row - column) < 2
            default: abs(row + column - 9) < 2
            }
        return isInk ? 80 : 2
    }
}
let neurons = 8
let presentation = 400
let silence = [Float](repeating: 0, count: 100)

func run() throws -> Bool {
    var random = Congruential(state: 1)

    // 1. A hundred Poisson sources, eight neurons that learn, and inhibition of each by all others.
    var network = SpikeNetwork(timeStep: 0.5)
    let pixels = network.add(PoissonSource(count: 100, name: "pixels"))
    let learners = network.add(
        Population(
            neurons,
            .adaptiveLeaky(
                timeConstant: 100, rest: -65, threshold: -72, reset: .to(-65), refractory: 5,
                adaptation: ThresholdAdaptation(increment: 0.1, timeConstant: 1e6, initial: 20)),
            name: "learners"))
    let learned = network.connect(
        pixels, learners, .dense((0..<100 * neurons).map { _ in Float.random(in: 0.1..<0.4, using: &random) }),
        synapse: .conductance(timeConstant: 1, reversal: 0),
        plasticity: .tripletSTDP(tripletPotentiation: 0.1, pairDepression: 0.002))
    network.connect(
        learners, learners, .allButOne(60), synapse: .conductance(timeConstant: 2, reversal: -100))
    var simulation = try Simulation(network, seed: 1)

    /// Shows a drawing for 200 ms, then nothing for 100 ms; gives the spikes of each neuron.
    func show(_ drawing: [Float]) throws -> [Int] {
        try simulation.normaliseWeights(of: learned, sum: 25)
        try simulation.setRates(drawing, of: pixels)
        try simulation.resetSpikeCounts(of: learners)
        try simulation.run(steps: presentation)
        let counts = try simulation.spikeCounts(of: learners)
        try simulation.setRates(silence, of: pixels)
        try simulation.run(steps: presentation / 2)
        return counts
    }

    // 2. Drawings at random. Nobody says which is which.
    for _ in 0..<300 { _ = try show(drawings[Int.random(in: 0..<4, using: &random)]) }

    // 3. Who answers to what, now without learning.
    simulation.isLearning = false
    let answers = try drawings.map { drawing in
        try (0..<10).reduce(into: [Int](repeating: 0, count: neurons)) { sum, _ in
            for (neuron, count) in try show(drawing).enumerated() { sum[neuron] += count }
        }
    }
    for (name, counts) in zip(["across", "down", "falling", "rising"], answers) {
        print("\(name): spikes of each neuron \(counts)")
    }
    let winners = answers.map { counts in counts.indices.max { counts[$0] < counts[$1] } ?? 0 }
    let weights = try simulation.weights(of: learned)
    print("\nwhat those who answer look for:")
    for row in 0..<10 {
        let line = winners.map { winner in
            (0..<10).map { column in
                let weight = weights[(row * 10 + column) * neurons + winner]
                return weight > 0.6 ? "#" : weight > 0.3 ? "+" : weight > 0.1 ? "." : " "
            }.joined()
        }
        print(line.joined(separator: "   "))
    }

    // 4. Every drawing has a neuron of its own, which leaves it little doubt.
    let share = zip(answers, winners).map { Double($0[$1]) / Double(max(1, $0.reduce(0, +))) }
    print("share of the spikes that are the winner's: \(share.map { ($0 * 100).rounded() / 100 })")
    return Set(winners).count == 4 && share.allSatisfy { $0 > 0.8 }
}

/// Numbers that only have to be the same in every run (Knuth's constants).
struct Congruential: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 32) | (state << 32)
    }
}

do {
    if try !run() {
        print("MiniSTDP did not learn: a neuron of its own was expected for every drawing")
        exit(1)
    }
} catch {
    print("MiniSTDP: \(error)")
    exit(1)
}
