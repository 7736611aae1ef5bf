import Dispatch
import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor

/// Efficient architecture search beside PyTorch: a step of the shared weights, an update of the policy, and the depthwise
/// convolutions in which the children spend their time.
func searchSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    var lines = [try sharedLine(peer, rounds, cells: 2, filters: 8, batch: 64, channelsLast: false)]
    lines.append(try sharedLine(peer, rounds, cells: 2, filters: 8, batch: 64, channelsLast: true))
    lines.append(try sharedLine(peer, rounds, cells: 6, filters: 20, batch: 32, channelsLast: false))
    lines.append(try sharedLine(peer, rounds, cells: 6, filters: 20, batch: 32, channelsLast: true))
    lines.append(try childrenLine(peer, rounds, channelsLast: false))
    lines.append(try childrenLine(peer, rounds, channelsLast: true))
    lines.append(try policyLine(peer, rounds, together: false))
    lines.append(try policyLine(peer, rounds, together: true))
    for (channels, size, kernel) in [(20, 32, 3), (20, 32, 5), (40, 16, 5), (8, 32, 3), (8, 32, 5)] {
        lines.append(try depthwiseLine(peer, rounds, channels, size, kernel, channelsLast: true))
    }
    lines.append(try depthwiseLine(peer, rounds, 20, 32, 5, channelsLast: false))
    return lines
}

/// A step on one of four children in turn, the same on both sides.
private func sharedLine(
    _ peer: Peer, _ rounds: Rounds, cells: Int, filters: Int, batch size: Int, channelsLast: Bool
) throws -> Comparison {
    var sizes = EnasMicro.Settings()
    (sizes.cells, sizes.filters) = (cells, filters)
    let family = try EnasMicro(sizes)
    var random = RandomStream(seed: 1)
    let children = try (0..<4).map { _ in try family.space.random(using: &random) }
    var shared = try family.sharedWeights(
        for: .image(height: 32, width: 32, channels: 3), classes: 10, using: &random)
    var training = SharedTraining<MicroSharedWeights>(EnasSettings())
    let batch = Batch(
        inputs: .normal([size, 3, 32, 32], using: &random).channelsLast(), labels: Tensor((0..<size).map { $0 % 10 }),
        indices: Array(0..<size))
    var turn = 0
    return try rounds.compare(
        "ENAS shared step, \(cells)+2 cells of \(filters), batch \(size)",
        against: channelsLast ? "PyTorch, channels-last" : "PyTorch", target: 1, steps: 4,
        ours: {
            _ = try training.step(&shared, children[turn % 4], batch, random: RandomStream(seed: 2)).item()
            turn += 1
        },
        peer: {
            try peer.measure(
                "enas_shared",
                [
                    "cells": cells, "filters": filters, "nodes": 5, "batch": size, "children": children.map(\.tokens),
                    "channels_last": channelsLast,
                ], steps: $0)
        })
}

/// Children trained from fresh weights and scored on 256 pictures: ours as trials of a search, side by side with a thread
/// each; the peer's one after the other on all threads, their pictures ready in memory as float32.
private func childrenLine(_ peer: Peer, _ rounds: Rounds, channelsLast: Bool) throws -> Comparison {
    let (steps, size, pictures) = (10, 64, 2048)
    var sizes = EnasMicro.Settings()
    (sizes.cells, sizes.filters, sizes.hasAuxiliaryHead, sizes.dropout) = (2, 8, false, 0.1)
    let family = try EnasMicro(sizes)
    var random = RandomStream(seed: 3)
    let lanes = Engine.threads
    let children = try (0..<lanes).map { _ in try family.space.random(using: &random) }
    var recipe = ChildRecipe(.sgd(peak: 0.05, minimum: 0.05, restarts: nil), .steps(steps))
    (recipe.batchSize, recipe.weightDecay, recipe.clip, recipe.validationInterval) = (size, 2e-4, 5, 0)
    let images = try LabelledImages(
        pixels: (0..<((pictures + 256) * 3072)).map { _ in UInt8(random.below(256)) }, height: 32, width: 32,
        channels: 3, labels: (0..<(pictures + 256)).map { $0 % 10 }, classes: (0..<10).map(String.init),
        names: (0..<(pictures + 256)).map(String.init))
    let data = try ChildData(
        images, training: Array(0..<pictures), validation: Array(pictures..<(pictures + 256)), recipe: recipe, seed: 0)
    let fixed = recipe
    return try rounds.compare(
        "\(children.count) children of 2+2 cells of 8, \(steps) steps of \(size)",
        against: channelsLast ? "PyTorch, channels-last" : "PyTorch", target: 2, steps: 1,
        ours: {
            let failure = Failure()
            DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                Engine.threads = 1
                do {
                    let search = InProcessSearch(family, data, recipe: fixed, seed: UInt64(lane))
                    _ = try search.run(
                        GivenProposals([Proposal(children[lane])]), from: .init(), isEnough: { !$0.trials.isEmpty },
                        save: { _ in })
                } catch { failure.note(error) }
            }
            Engine.threads = lanes
            try failure.rethrow()
        },
        peer: {
            try peer.measure(
                "enas_children",
                [
                    "cells": 2, "filters": 8, "nodes": 5, "batch": size, "children": children.map(\.tokens),
                    "steps": steps, "pictures": pictures, "channels_last": channelsLast,
                ], steps: $0)
        })
}

/// The first error of some threads.
private final class Failure: @unchecked Sendable {
    private let lock = NSLock()
    private var error: (any Error)?

    func note(_ error: any Error) { lock.withLock { self.error = self.error ?? error } }
    func rethrow() throws { if let error = lock.withLock({ error }) { throw error } }
}

/// An update of the policy on ten samples whose rewards are known.
private func policyLine(_ peer: Peer, _ rounds: Rounds, together: Bool) throws -> Comparison {
    var random = RandomStream(seed: 1)
    var policy = try EnasMicro().controller(using: &random)
    var learning = Reinforce(EnasMicro.learning)
    let rewards = (0..<10).map { 0.4 + 0.02 * Double($0) }
    return try rounds.compare(
        "ENAS policy, an update of 10 samples",
        against: together ? "PyTorch, samples side by side" : "PyTorch, one sample after the other",
        target: 3, steps: 20,
        ours: { _ = try learning.update(&policy) { ($0.sample(10, using: &random), rewards) } },
        peer: { try peer.measure("enas_policy", ["nodes": 5, "samples": 10, "together": together], steps: $0) })
}

/// A rectifier and a depthwise convolution, forwards and back.
private func depthwiseLine(
    _ peer: Peer, _ rounds: Rounds, _ channels: Int, _ size: Int, _ kernel: Int, channelsLast: Bool
) throws -> Comparison {
    var random = RandomStream(seed: 1)
    let batch = 96
    let shape = [batch, channels, size, size]
    let weight = Tensor.normal([channels, 1, kernel, kernel], using: &random).recordingGradients()
    let x = Tensor.normal(shape, using: &random).channelsLast().recordingGradients()
    let seed = Tensor.normal(shape, using: &random).channelsLast()
    return try rounds.compare(
        "ReLU, depthwise \(kernel)x\(kernel), \(batch)x\(channels)x\(size)x\(size)",
        against: channelsLast ? "PyTorch, channels-last" : "PyTorch", target: nil, steps: 6,
        ours: {
            let y = x.relu().conv2d(weight: weight, padding: Extent(kernel / 2), groups: channels)
            _ = gradients(of: y, withRespectTo: [x, weight], seed: seed)
        },
        peer: {
            try peer.measure(
                "depthwise",
                ["channels": channels, "size": size, "kernel": kernel, "batch": batch, "channels_last": channelsLast],
                steps: $0)
        })
}
