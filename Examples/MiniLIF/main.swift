// Two layers of leaky integrate-and-fire neurons learn to tell a drawing by the times at which its points are shown, by
// surrogate gradients: a spike has no derivative, so backwards it is given that of a smooth step.
//
//     swift run MiniLIF

import Foundation
import FrugalNN
import FrugalSpike
import FrugalTensor

/// Pictures 8x8 of a circle, a cross or a bar at a place of their own, with noise: classes 0, 1, 2.
func drawings(_ count: Int, using random: inout RandomStream) -> (pictures: Tensor, labels: Tensor) {
    var pixels: [Float] = []
    var labels: [Int] = []
    for _ in 0..<count {
        let kind = random.below(3)
        let (row, column) = (2.5 + random.uniform() * 2, 2.5 + random.uniform() * 2)
        for place in 0..<64 {
            let (down, right) = (Double(place / 8) - row, Double(place % 8) - column)
            let isInk =
                switch kind {
                case 0: abs((down * down + right * right).squareRoot() - 2) < 0.6
                case 1: min(abs(down - right), abs(down + right)) < 0.6 && abs(down) < 2.5
                default: abs(down) < 1.2 && abs(right) < 2.5
                }
            pixels.append(Float((isInk ? 0.7 : 0) + 0.3 * random.uniform()))
        }
        labels.append(kind)
    }
    return (Tensor(pixels, shape: [count, 64]), Tensor(labels))
}

func run() throws -> Bool {
    var random = RandomStream(seed: 1)
    let (training, test) = (drawings(600, using: &random), drawings(300, using: &random))

    // 1. A network 64-100-3 over ten steps. Membranes keep nine tenths from step to step; pixels spike at random.
    var network = try SurrogateNetwork(
        widths: [64, 100, 3], coding: .poisson(rate: 0.5), steps: 10, neurons: SpikingNeurons(decay: 0.9),
        surrogate: .fastSigmoid(slope: 10), using: &random)
    let fresh = network

    // 2. The loop: spikes of the last layer are counted, and the counts are the scores.
    var optimizer = Adam(learningRate: 5e-3)
    for epoch in 1...12 {
        var total = 0.0
        let order = random.shuffled(Array(0..<600))
        for start in stride(from: 0, to: 600, by: 50) {
            let chosen = Tensor(Array(order[start..<start + 50]))
            let (pictures, labels) = (
                training.pictures.indexSelected(at: chosen), training.labels.indexSelected(at: chosen)
            )
            let pass = Pass.training(random.split())
            let (loss, gradients) = valueWithGradients(at: network) { crossEntropy($0(pictures, pass), labels) }
            optimizer.update(&network, with: gradients)
            total += loss.item() / 12
        }
        if epoch % 3 == 0 { print("epoch \(epoch): loss \(rounded(total))") }
    }

    // 3. What it is worth on drawings that it has not seen, and what they cost.
    func share(_ network: SurrogateNetwork) -> Double {
        withoutGradients { accuracy(network.run(test.pictures, .evaluation).decisions[-1], test.labels) }
    }
    let activity = withoutGradients { network.run(test.pictures, .evaluation) }
    let spikes = activity.arriving.map { $0.sum().item() / 300 }
    let operations = zip(spikes, [100.0, 3]).reduce(0) { $0 + $1.0 * $1.1 }
    print("right: \(rounded(share(fresh))) before, \(rounded(share(network))) after training")
    print("a drawing: \(rounded(spikes[0])) spikes in, \(rounded(spikes[1])) inside, \(rounded(operations)) additions")
    print("the same without spikes: \(64 * 100 + 100 * 3) multiply-adds")

    // 4. The same network as a plain value, run neuron by neuron, spikes at the same times.
    var plain = try SpikingRun(network.spikingNetwork())
    let counts = (0..<10).map { plain.step(activity.arriving[0][$0, 0].floats())[0].reduce(0, +) }
    let ours = (0..<10).map { activity.arriving[1][$0, 0].sum().item() }
    let differing = zip(counts, ours).filter { Double($0) != $1 }.count
    print("steps in which the plain network has another number of spikes: \(differing) of 10")
    return share(network) > 0.9 && differing <= 1
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

do {
    if try !run() {
        print("MiniLIF did not learn: nine of ten drawings right, or more, were expected")
        exit(1)
    }
} catch {
    print("MiniLIF: \(error)")
    exit(1)
}
