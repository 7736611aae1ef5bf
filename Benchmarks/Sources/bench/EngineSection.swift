import CFloor
import Foundation
import Frugal
import FrugalSpike
import FrugalTensor
import SpikeEngine

/// Local learning on one thread: Diehl and Cook's network beside a hand-written floor in C, Brian2 as one C++ program, and
/// BindsNET; and the CUBA network.
///
/// Pictures are synthetic, with as many bright pixels as MNIST's and its mean input rate. Each step begins with fresh
/// weights, but BindsNET's, whose network goes on learning. Only ours and the floor normalise weights before a picture,
/// as the authors do.
func engineSection(_ peer: Peer, _ brian: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let few = Rounds(rounds: min(rounds.rounds, 3))
    return try digitLines(400, pictures: 20, brian, rounds)
        + bindsnetLines(peer, few)
        + digitLines(1600, pictures: 20, brian, few)
        + digitLines(6400, pictures: 10, brian, few)
        + cubaLines(brian, rounds)
}

/// The input rate of a white pixel, in spikes a second.
private let whiteRate = 63.75

/// 150 bright pixels of 784, whose mean over all is that of MNIST: 8.3 spikes a second.
private func pictures(_ count: Int) -> [[UInt8]] {
    var random = RandomStream(seed: 1)
    return (0..<count).map { _ in
        var picture = [UInt8](repeating: 0, count: 784)
        for pixel in random.shuffled(Array(0..<784)).prefix(150) {
            picture[pixel] = UInt8(Float.random(in: 0.35...1, using: &random) * 255)
        }
        return picture
    }
}

private func settings(_ neurons: Int) -> DiehlCookSettings {
    var settings = DiehlCookSettings(neurons: neurons)
    (settings.rest, settings.fewestSpikes) = (0, 0)
    return settings
}

/// What shows all pictures to a fresh network of ours, and gives the excitatory spikes.
private func ourSession(_ neurons: Int, _ pictures: [[UInt8]]) throws -> () throws -> Int {
    let fresh = try DiehlCookNetwork(settings(neurons), pixels: 784, seed: 1)
    return {
        var network = fresh
        return try pictures.reduce(0) { try $0 + network.learn($1).reduce(0, +) }
    }
}

private func digitLines(_ neurons: Int, pictures count: Int, _ brian: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let pictures = pictures(count)
    let session = try ourSession(neurons, pictures)
    // Both sides draw their own input, and do the same work only where they spike about as much.
    let (spikes, floorSpikes) = (try session(), floorSession(neurons, pictures))
    guard abs(Double(spikes - floorSpikes)) < 0.2 * Double(floorSpikes) + 20 else {
        throw Peer.Failure(
            description: "the engine made \(spikes) spikes of \(neurons) neurons, the floor \(floorSpikes)")
    }
    let ours = { _ = try session() }
    let name = "784-\(neurons) STDP digit, 350 ms"
    return [
        try rounds.compare(
            name, against: "floor in C", target: neurons == 400 ? 1 / 1.2 : nil, steps: 3, per: Double(count),
            ours: ours, peer: { rounds.seconds($0) { _ = floorSession(neurons, pictures) } }),
        try rounds.compare(
            name, against: "Brian2 C++", target: 10, steps: 3, per: Double(count), ours: ours,
            peer: { steps in
                try brian.measure(
                    "diehl_cook",
                    ["neurons": neurons, "pictures": pictures.map { $0.map { Int($0) } }, "rate": whiteRate],
                    steps: steps, warm: 1)
            }),
    ]
}

private func bindsnetLines(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let pictures = pictures(4)
    let session = try ourSession(400, pictures)
    return try [0.5, 1].map { milliseconds in
        try rounds.compare(
            "784-400 STDP digit, 350 ms", against: "BindsNET, steps of \(milliseconds) ms", target: 100, steps: 2,
            per: Double(pictures.count), ours: { _ = try session() },
            peer: { steps in
                try peer.measure(
                    "digit",
                    [
                        "neurons": 400, "pictures": pictures.map { $0.map { Int($0) } }, "rate": whiteRate,
                        "milliseconds": milliseconds,
                    ], steps: steps, warm: 1)
            })
    }
}

/// The same session in plain loops; gives the excitatory spikes.
private func floorSession(_ neurons: Int, _ pictures: [[UInt8]]) -> Int {
    var random = RandomStream(seed: 1)
    let weights = (0..<784 * neurons).map { _ in Float.random(in: 0.003..<0.303, using: &random) }
    guard let network = floor_stdp_new(784, Int32(neurons), weights, 1) else { return 0 }
    defer { floor_stdp_free(network) }
    var inputSpikes = 0
    return pictures.reduce(0) { spikes, picture in
        floor_stdp_normalise(network, 78)
        let rates = picture.map { Float($0) * Float(whiteRate / 255) }
        return spikes + floor_stdp_run(network, rates, 700, &inputSpikes)
    }
}

/// 4,000 leaky neurons with current synapses, 2 % connected, a second in steps of 0.1 ms (Vogels and Abbott 2005; Brette et
/// al. 2007, benchmark 2).
private func cubaLines(_ brian: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let (fresh, cells) = try cuba()
    let run = {
        var simulation = fresh
        try simulation.run(steps: 10_000)
        return try simulation.spikeCounts(of: cells).reduce(0, +)
    }
    let name = "CUBA, 4,000 neurons, 1 s"
    // A network that has fallen silent would be fast.
    let spikes = try run()
    guard (15_000...35_000).contains(spikes) else {
        throw Peer.Failure(description: "CUBA made \(spikes) spikes, and about 22,000 were expected")
    }
    return [
        try rounds.compare(
            name, against: "floor in C", target: nil, steps: 5, ours: { _ = try run() },
            peer: { rounds.seconds($0, cubaFloor()) }),
        try rounds.compare(
            name, against: "Brian2 C++, its loop alone", target: 1, steps: 5, ours: { _ = try run() },
            peer: { try brian.measure("cuba", ["build": false], steps: $0, warm: 1) }),
        try Rounds(rounds: min(rounds.rounds, 3)).compare(
            "\(name), description and build included", against: "Brian2 C++", target: 100, steps: 1,
            ours: {
                var (simulation, _) = try cuba()
                try simulation.run(steps: 10_000)
            }, peer: { try brian.measure("cuba", ["build": true], steps: $0, warm: 0) }),
    ]
}

private func cuba() throws -> (Simulation, PopulationKey) {
    var network = SpikeNetwork(timeStep: 0.1)
    let cells = network.add(
        Population(
            4000, .leaky(timeConstant: 20, rest: -49, threshold: -50, reset: .to(-60), refractory: 5), name: "cells"))
    let (excitatory, inhibitory) = cubaSynapses()
    network.connect(cells, cells, .sparse(excitatory), synapse: .current(timeConstant: 5))
    network.connect(cells, cells, .sparse(inhibitory), synapse: .current(timeConstant: 10))
    var simulation = try Simulation(network, seed: 1)
    try simulation.setMembranes(cubaMembranes(), of: cells)
    return (simulation, cells)
}

/// Rows of the first 3,200 neurons, and of the last 800.
private func cubaSynapses() -> (SparseWeights, SparseWeights) {
    var excitatory = SparseWeights.random(3200, 4000, probability: 0.02, weight: 1.62, seed: 1)
    excitatory.starts += Array(repeating: excitatory.targets.count, count: 800)
    var inhibitory = SparseWeights.random(800, 4000, probability: 0.02, weight: -9, seed: 2)
    inhibitory.starts = Array(repeating: 0, count: 3200) + inhibitory.starts
    return (excitatory, inhibitory)
}

private func cubaMembranes() -> [Float] {
    var random = RandomStream(seed: 1)
    return (0..<4000).map { _ in Float.random(in: -60..<(-50), using: &random) }
}

private func cubaFloor() -> () -> Void {
    let (excitatory, inhibitory) = cubaSynapses()
    let end = excitatory.targets.count
    let starts = (excitatory.starts.prefix(3200) + inhibitory.starts.suffix(801).map { $0 + end }).map { Int32($0) }
    let targets = (excitatory.targets + inhibitory.targets).map { Int32($0) }
    let membranes = cubaMembranes()
    return { _ = floor_cuba(4000, 3200, starts, targets, membranes, 10_000) }
}
