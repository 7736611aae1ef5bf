// A network learns to tell four kinds of drawings apart from plenty of examples, then four other kinds from three examples a
// kind: once from scratch, once as a linear probe of what it knows, once as a probe from which everything is tuned.
//
//     swift run MiniTransfer

import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// Noisy drawings of 12x12 pixels: lines that lie, stand or lean, alone or crossed.
func drawings(_ kinds: [Int], each count: Int, seed: UInt64) throws -> LabelledImages {
    var random = RandomStream(seed: seed)
    let labels = (0..<(count * kinds.count)).map { $0 % kinds.count }
    let pixels = labels.flatMap { label -> [UInt8] in
        let (row, column) = (Int.random(in: 3...8, using: &random), Int.random(in: 3...8, using: &random))
        return (0..<144).map { place in
            let (y, x) = (place / 12, place % 12)
            let (lies, stands, falls, rises) = (y == row, x == column, y - x == row - column, y + x == row + column)
            let isInk =
                switch kinds[label] {
                case 0: lies
                case 1: stands
                case 2: falls
                case 3: rises
                case 4: lies || stands
                case 5: falls || rises
                case 6: lies || falls
                default: stands || rises
                }
            return UInt8((isInk ? 90 : 0) + Int.random(in: 0...160, using: &random))
        }
    }
    return try LabelledImages(
        pixels: pixels, height: 12, width: 12, channels: 1, labels: labels, classes: kinds.map { "kind \($0)" },
        names: labels.indices.map { "\($0)" })
}

func data(_ images: LabelledImages) throws -> TuningData<ImageSource> {
    let scale = Pipeline(normalisation: try Normalisation(mean: [0.25], deviation: [0.2]))
    return TuningData(
        try ImageSource(images, pipeline: scale), labels: images.labels, classes: images.classes.count,
        training: Array(0..<images.count))
}

/// Three convolutions with normalisation, the mean over all places, a linear head.
func plan(classes: Int) throws -> NetworkPlan {
    var steps: [NetworkStep] = []
    var tensors = ["fc.weight": [classes, 32], "fc.bias": [classes]]
    var (last, channels) = (NetworkPlan.input, 1)
    for (block, width) in [16, 32, 32].enumerated() {
        let name = "layer\(block)"
        tensors["\(name).conv.weight"] = [width, channels, 3, 3]
        for part in ["weight", "bias", "running_mean", "running_var"] { tensors["\(name).norm.\(part)"] = [width] }
        steps += [
            NetworkStep(
                .convolution(.init(weight: "\(name).conv.weight", padding: [1, 1, 1, 1])), from: [last],
                to: "\(name).conv"),
            NetworkStep(
                .batchNorm(name: "\(name).norm", epsilon: 1e-5, momentum: 0.1), from: ["\(name).conv"],
                to: "\(name).norm"),
            NetworkStep(.relu, from: ["\(name).norm"], to: name),
        ]
        (last, channels) = (name, width)
    }
    steps += [
        NetworkStep(.mean, from: [last], to: "features"),
        NetworkStep(.linear(weight: "fc.weight", bias: "fc.bias"), from: ["features"], to: "scores"),
    ]
    return try NetworkPlan(steps: steps, tensors: tensors, features: "features")
}

func accuracy(_ network: PlannedNetwork, _ images: LabelledImages) throws -> Double {
    let scores = try FeatureCache(of: network, for: data(images).plain, Array(0..<images.count), batch: 100).values
    let right = zip(scores.argMax(along: 1).ints(), images.labels).count { $0 == $1 }
    return Double(right) / Double(images.count)
}

/// How a network begins: everything at one rate, with the statistics of the batches.
func fromScratch(epochs: Int) -> TuningSettings {
    var settings = TuningSettings(.all)
    (settings.epochs, settings.learningRate, settings.inputShare) = (epochs, 3e-3, 1)
    settings.normalisation = .adapting
    return settings
}

var random = RandomStream(seed: 1)
let before = try PlannedNetwork(plan(classes: 4), using: &random)
let source = try Tuner(fromScratch(epochs: 6)).tune(before, on: data(drawings([0, 1, 2, 3], each: 300, seed: 2)))
    .network
print("four kinds of lines: \(Humanise.percent(try accuracy(source, drawings([0, 1, 2, 3], each: 100, seed: 3))))")

let few = try data(drawings([4, 5, 6, 7], each: 3, seed: 4))
let test = try drawings([4, 5, 6, 7], each: 200, seed: 5)
// The same body with a new head.
var start = try PlannedNetwork(source.plan.replacingHead(classes: 4), using: &random)
let head = start.plan.headNames
_ = start.take(source.stateDictionary, from: head, newHead: head)

var reached: [String: Double] = [:]
for policy in [TuningPolicy.probe, .probeThenTune] {
    var settings = TuningSettings(policy)
    (settings.epochs, settings.batchSize) = (60, 20)
    reached["\(policy)"] = try accuracy(Tuner(settings).tune(start, on: few).network, test)
}
reached["scratch"] = try accuracy(Tuner(fromScratch(epochs: 60)).tune(before, on: few).network, test)
print("four kinds of crossings from three drawings each:")
for (way, share) in reached.sorted(by: { $0.key < $1.key }) { print("  \(way): \(Humanise.percent(share))") }

guard let probe = reached["probe"], let scratch = reached["scratch"], probe > scratch + 0.05, probe > 0.6 else {
    print("what was learned before did not help")
    exit(1)
}
