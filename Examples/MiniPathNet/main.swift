// A network of modules learns to tell two digits apart by a tournament of paths; the best path is frozen, everything else
// begins anew, and two other digits are learned with what was frozen at hand (PathNet, Fernando et al. 2017).
//
//     swift run MiniPathNet

import Foundation
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// Drawings of 8x8 pixels, noisy: bars that lie, stand, or run along a diagonal.
func drawing(_ kind: Int, using random: inout RandomStream) -> [Float] {
    let place = Int.random(in: 2...5, using: &random)
    return (0..<64).map { pixel in
        let (row, column) = (pixel / 8, pixel % 8)
        let isInk =
            switch kind {
            case 0: row == place
            case 1: column == place
            case 2: (row + column) % 8 == place
            default: (row - column + 8) % 8 == place
            }
        return (isInk ? 1 : 0) + Float.random(in: -0.4...0.4, using: &random)
    }
}

/// Batches of two kinds of drawings.
func batches(_ kinds: [Int], _ count: Int, using random: inout RandomStream) -> (x: Tensor, labels: [Int]) {
    let labels = (0..<count).map { _ in Int.random(in: 0..<2, using: &random) }
    let values = labels.flatMap { drawing(kinds[$0], using: &random) }
    return (Tensor(values, shape: [count, 64]), labels)
}

/// Learns a task: paths are tried against each other until one of them is right 98 times in a hundred.
func learn(
    _ kinds: [Int], with network: inout ModularNetwork, using random: inout RandomStream
) -> (path: [[Int]], generations: Int) {
    let shape = network.shape
    var tournament = Tournament(
        count: 16, layers: shape.layers, genes: shape.genes, modules: shape.modules, using: &random)
    var draws = random.split()
    while tournament.generations < 400 {
        let best = tournament.generation(using: &random) { genome in
            let (x, labels) = batches(kinds, 320, using: &draws)
            return network.train(genome.path, on: x, labels: labels, batch: 16, rate: 0.05)
        }
        if best >= 0.98 { break }
    }
    return (tournament.population[tournament.winner ?? 0].path, tournament.generations)
}

var random = RandomStream(seed: 1)
var network = ModularNetwork(PathNetShape(inputs: 64, modules: 8, neurons: 10), using: &random)
let first = learn([0, 1], with: &network, using: &random)
print("lying or standing bars: \(first.generations) generations")
network.transfer(freezing: first.path, using: &random)
let second = learn([2, 3], with: &network, using: &random)
print("the two diagonals, with a frozen path at hand: \(second.generations) generations")

let (x, labels) = batches([2, 3], 1000, using: &random)
let right = network.accuracy(of: second.path, on: x, labels: labels)
print("fresh drawings: \(Int((100 * right).rounded())) % right")
let chart = PathsChart(
    "Two tasks", layers: 3, modules: 8,
    paths: [PathsChart.Path("first task", modules: first.path), PathsChart.Path("second task", modules: second.path)],
    frozen: network.frozen)
let picture = FileManager.default.temporaryDirectory.appendingPathComponent("paths.svg")
try? chart.svg().write(to: picture, atomically: true, encoding: .utf8)
print("paths: \(picture.path)")
exit(right > 0.95 && first.generations < 400 && second.generations < 400 ? 0 : 1)
