// The report's Figure 6 on the UCI digits: a network of rectified units is trained so that few of them are active,
// becomes a spiking network in several ways, and answers from fewer operations than it would have needed without
// spikes. An operation is an addition that a spike causes, or a multiply-add.
//
//     swift run MiniFigure6 [folder]      (default: $FRUGAL_DEMO or .demo/digits; `make setup` prepares it)

import Foundation
import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// A converted network with its curve on the validation part.
struct Converted {
    let name: String
    let network: EventNetwork
    let curve: SpikingCurve
}

func run() throws -> Bool {
    Engine.threads = 1
    // 1. The pictures as numbers from 0 to 1: 60 % to train on, 20 % to choose on, 20 % for the very end.
    let environment = ProcessInfo.processInfo.environment
    let folder = CommandLine.arguments.dropFirst().first ?? environment["FRUGAL_DEMO"] ?? ".demo/digits"
    let images = try ImageFolder(folder).load()
    let split = try Split.stratified(labels: images.labels, validation: .fraction(0.2), test: .fraction(0.2), seed: 1)
    let training = try SpikingExamples(images, at: split.train)
    let validation = try SpikingExamples(images, at: split.validation)
    let test = try SpikingExamples(images, at: split.test)

    // 2. Two networks without biases, one of them made to pay for its activity.
    let plain = FewOperationsRecipe("plain").with {
        ($0.hidden, $0.epochs, $0.batch, $0.dropout, $0.learningRate) = ([100, 100], 30, 20, 0.2, 3e-3)
    }
    let sparse = plain.with {
        $0.name = "sparse"
        $0.activityPenalty = 0.3
    }
    var converted: [Converted] = []
    var ordinary: (accuracy: Double, operations: Double)?
    for recipe in [plain, sparse] {
        let trained = try FewOperationsTraining(recipe, on: training, classes: 10, seed: 1).run()
        let analog = try AnalogNetwork(trained, inputShape: [training.width])
        if ordinary == nil {
            let answers = try analog.scores(test.batch([test.width])).argMax(along: 1).ints()
            let right = zip(answers, test.labels).count { $0 == $1 }
            ordinary = (Double(right) / Double(test.count), analog.ledger.operations)
        }

        // 3. Each becomes spiking in several ways: two input codings, three heights of thresholds.
        for coding in [InputCoding.regular(rate: 1), .latency(threshold: 0.3)] {
            for height in [1.0, 0.5, 0.25] {
                let steps = 12
                let conversion = ConversionRecipe(
                    .percentile(99.9), thresholdFactor: height * coding.scale(steps: steps), coding: coding,
                    steps: steps)
                let network = try EventNetwork(analog.spiking(conversion, examples: training))
                converted.append(
                    Converted(
                        name: "\(recipe.name), \(conversion.title), threshold \(height)", network: network,
                        curve: try network.curve(validation)))
            }
        }
    }
    guard let ordinary else { return false }
    print(
        "without spikes: \(percent(ordinary.accuracy)) of the test part at \(Int(ordinary.operations)) operations"
    )

    // 4. Every curve, then the one that keeps its accuracy for the fewest operations, chosen on the validation part.
    let target = 0.93
    for it in converted {
        let kept = it.curve.operations(keeping: target).map { "keeps \(percent(target)) from \(Int($0)) operations on" }
        print("\(it.name): \(percent(it.curve.finalAccuracy)), \(kept ?? "does not keep \(percent(target))")")
    }
    let keeping = converted.filter { $0.curve.operations(keeping: target) != nil }
    guard
        let chosen = keeping.min(by: {
            $0.curve.operations(keeping: target) ?? .infinity < $1.curve.operations(keeping: target) ?? .infinity
        })
    else { return false }

    // 5. What counts: pictures that nobody has seen, up to the step at which the choice was right often enough.
    let step = chosen.curve.step(keeping: target) ?? 0
    let curve = try chosen.network.curve(test)
    print("chosen: \(chosen.name)")
    print(
        "\(percent(curve.accuracy(step))) of the test part at \(Int(curve.points[step].operations)) operations, "
            + "\(percent(curve.points[step].operations / ordinary.operations)) of the ordinary network's")
    return curve.accuracy(step) > ordinary.accuracy - 0.04 && curve.points[step].operations < ordinary.operations / 2
}

func percent(_ share: Double) -> String { Humanise.percent(share, decimals: 1) }

do {
    if try !run() {
        print("MiniFigure6 did not keep its accuracy: within 4 points at half of the operations was expected")
        exit(1)
    }
} catch {
    print("MiniFigure6: \(error)")
    exit(1)
}
