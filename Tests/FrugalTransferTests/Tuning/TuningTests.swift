import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// Which blocks a policy moves, and at which rates.
@Suite struct TuningPolicyTests {
    @Test(arguments: ["probe", "last:2", "all", "probe-then-tune", "gradual"])
    func aPolicyIsReadAsItIsWritten(text: String) throws {
        let policy = try #require(TuningPolicy(text))
        #expect(policy.description == text)
        #expect(try TrackJSON.decode(TuningPolicy.self, from: TrackJSON.encode(policy), path: "") == policy)
    }

    @Test(arguments: ["last", "last:", "last:0", "last:-1", "everything", ""])
    func whatIsNoPolicyIsNone(text: String) { #expect(TuningPolicy(text) == nil) }

    @Test func ratesRiseGeometricallyFromInputToHead() {
        let all = TuningPolicy.all.shares(blocks: 3, inputShare: 0.01, progress: 0)
        for (share, expected) in zip(all, [0.01, 0.1, 1]) { #expect(abs(share - expected) < 1e-12) }
        #expect(TuningPolicy.probe.shares(blocks: 3, inputShare: 0.01, progress: 0.9) == [0, 0, 1])
        #expect(TuningPolicy.lastBlocks(1).shares(blocks: 3, inputShare: 1, progress: 0) == [0, 1, 1])
        #expect(TuningPolicy.lastBlocks(9).shares(blocks: 3, inputShare: 1, progress: 0) == [1, 1, 1])
        #expect(TuningPolicy.all.shares(blocks: 1, inputShare: 0.1, progress: 0) == [1])
    }

    @Test func aGradualUnfreezingHasFreedEveryBlockAtHalfTime() {
        let moving = stride(from: 0.0, through: 1, by: 0.125).map { progress in
            TuningPolicy.gradual.shares(blocks: 4, inputShare: 1, progress: progress).count { $0 > 0 }
        }
        #expect(moving == [1, 2, 3, 4, 4, 4, 4, 4, 4])
    }
}

/// Tuning on digits of two kinds that a small network can learn.
@Suite struct TunerTests {
    /// Bright left or right halves with noise: `classes` kinds by where the light is.
    static func pictures(_ count: Int, classes: Int, seed: UInt64) throws -> LabelledImages {
        var random = RandomStream(seed: seed)
        let labels = (0..<count).map { $0 % classes }
        let pixels = labels.flatMap { label in
            (0..<144).map { place -> UInt8 in
                let bright = place % 12 / 3 == label ? 120 : 0
                return UInt8(bright + Int.random(in: 0..<100, using: &random))
            }
        }
        return try LabelledImages(
            pixels: pixels, height: 12, width: 12, channels: 1, labels: labels,
            classes: (0..<classes).map { "\($0)" }, names: labels.indices.map { "\($0)" })
    }

    /// A convolutional network in four blocks with normalisation and one input channel.
    static func network(classes: Int, using random: inout RandomStream) throws -> PlannedNetwork {
        var steps: [NetworkStep] = []
        var tensors: [String: [Int]] = [:]
        var (last, channels) = (NetworkPlan.input, 1)
        for block in 0..<3 {
            let name = "layer\(block)"
            tensors["\(name).conv.weight"] = [8, channels, 3, 3]
            for part in ["weight", "bias", "running_mean", "running_var"] { tensors["\(name).norm.\(part)"] = [8] }
            steps += [
                NetworkStep(
                    .convolution(.init(weight: "\(name).conv.weight", padding: [1, 1, 1, 1])), from: [last],
                    to: "\(name).conv"),
                NetworkStep(
                    .batchNorm(name: "\(name).norm", epsilon: 1e-5, momentum: 0.1), from: ["\(name).conv"],
                    to: "\(name).norm"),
                NetworkStep(.relu, from: ["\(name).norm"], to: name),
            ]
            (last, channels) = (name, 8)
        }
        tensors["fc.weight"] = [classes, 8 * 144]
        tensors["fc.bias"] = [classes]
        steps += [
            NetworkStep(.flatten, from: [last], to: "flat"),
            NetworkStep(.linear(weight: "fc.weight", bias: "fc.bias"), from: ["flat"], to: "scores"),
        ]
        return try PlannedNetwork(NetworkPlan(steps: steps, tensors: tensors, features: "flat"), using: &random)
    }

    static func data(seed: UInt64 = 5) throws -> TuningData<ImageSource> {
        let images = try pictures(120, classes: 4, seed: seed)
        let source = try ImageSource(
            images, pipeline: Pipeline(normalisation: Normalisation(mean: [0.3], deviation: [0.25])))
        return TuningData(
            source, labels: images.labels, classes: 4, training: Array(0..<80), validation: Array(80..<120))
    }

    private func changed(_ policy: TuningPolicy, _ normalisation: TuningSettings.Normalisation) throws -> Set<String> {
        var random = RandomStream(seed: 1)
        let start = try Self.network(classes: 4, using: &random)
        var settings = TuningSettings(policy)
        (settings.normalisation, settings.epochs, settings.learningRate) = (normalisation, 3, 1e-2)
        let tuned = try Tuner(settings).tune(start, on: Self.data())
        let before = start.stateDictionary
        return Set(
            tuned.network.stateDictionary.filter { name, tensor in
                before[name].map { !tensor.elementsEqual($0) } ?? true
            }.map(\.name))
    }

    /// Frozen is frozen: weights and statistics of blocks that are held still stay to the bit.
    @Test func onlyTheBlocksOfThePolicyMove() throws {
        #expect(try changed(.probe, .frozen) == ["fc.weight", "fc.bias"])
        let last: Set = ["layer2.conv.weight", "layer2.norm.weight", "layer2.norm.bias", "fc.weight", "fc.bias"]
        #expect(try changed(.lastBlocks(1), .frozen) == last)
        #expect(
            try changed(.lastBlocks(1), .adapting)
                == last.union(["layer2.norm.running_mean", "layer2.norm.running_var"]))
        #expect(try changed(.all, .frozen).count == 11)
        #expect(try changed(.all, .adapting).count == 17)
    }

    @Test func moreBlocksThanThereAreAreRefused() throws {
        var random = RandomStream(seed: 2)
        let start = try Self.network(classes: 4, using: &random)
        let count = TunedBlocks(of: start).bodyCount
        let refusal = #expect(throws: FrugalError.self) {
            try Tuner(TuningSettings(.lastBlocks(count + 1))).tune(start, on: Self.data())
        }
        #expect(refusal?.kind == .usage && "\(refusal?.remedy ?? "")".contains("last:\(count), or all"))
        #expect(throws: FrugalError.self) {
            try Tuner(TuningSettings(.lastBlocks(count + 1))).pace(start, on: Self.data())
        }
    }

    @Test(arguments: [TuningPolicy.probe, .lastBlocks(1), .all, .probeThenTune, .gradual])
    func everyPolicyLearns(policy: TuningPolicy) throws {
        var random = RandomStream(seed: 2)
        let start = try Self.network(classes: 4, using: &random)
        var settings = TuningSettings(policy)
        settings.epochs = 12
        let data = try Self.data()
        let tuned = try Tuner(settings).tune(start, on: data)
        #expect(tuned.curve[tuned.bestPoint].validationAccuracy ?? 0 > 0.8, "\(policy): \(tuned.curve)")
        #expect((tuned.probeStrength != nil) == policy.beginsWithProbe)
        #expect(tuned.curve.count == (policy == .probe ? 1 : policy == .probeThenTune ? 13 : 12))
        let again = try Tuner(settings).tune(start, on: data)
        #expect(again.curve == tuned.curve)
    }

    /// The blocks of a network without a plan are told by the paths of its tensors.
    @Test func aNetworkWithoutAPlanFallsIntoBlocks() throws {
        var random = RandomStream(seed: 3)
        let network = Perceptron(widths: [4, 5, 6, 3], using: &random)
        let blocks = TunedBlocks(of: network)
        #expect(blocks.blocks.map(\.paths).joined().elementsEqual(network.parameterPaths))
        #expect(blocks.bodyCount >= 1 && blocks.headPaths.count == 2)
    }

    /// A step of one rate for all blocks is AdamW's.
    @Test func blockwiseAdamWWithEqualSharesIsAdamW() throws {
        var random = RandomStream(seed: 4)
        var ours = try Self.network(classes: 4, using: &random)
        var plain = ours
        var blockwise = BlockwiseAdamW(TunedBlocks(of: ours), of: ours, learningRate: 1e-2, weightDecay: 0.1)
        var whole = AdamW(learningRate: 1e-2, weightDecay: 0.1)
        for _ in 0..<3 {
            let gradients = Gradients(ours.parameters.map { Tensor.normal($0.shape, using: &random) })
            blockwise.update(&ours, with: gradients)
            whole.update(&plain, with: gradients)
        }
        for (one, other) in zip(ours.parameters, plain.parameters) { #expect(one.elementsEqual(other)) }
        var loaded = BlockwiseAdamW(TunedBlocks(of: ours), of: ours, learningRate: 1e-2, weightDecay: 0.1)
        try loaded.load(blockwise.stateDictionary(for: ours), for: ours)
        var copy = ours
        let gradients = Gradients(ours.parameters.map { Tensor.normal($0.shape, using: &random) })
        blockwise.update(&ours, with: gradients)
        loaded.update(&copy, with: gradients)
        for (one, other) in zip(ours.parameters, copy.parameters) { #expect(one.elementsEqual(other)) }
    }

    @Test func settingsThatCannotBeAreRefusedByName() throws {
        var random = RandomStream(seed: 1)
        let start = try Self.network(classes: 4, using: &random)
        for change: (inout TuningSettings) -> Void in [
            { $0.epochs = 0 }, { $0.batchSize = 0 }, { $0.learningRate = 0 }, { $0.inputShare = 0 },
            { $0.inputShare = 2 }, { $0.weightDecay = -1 }, { $0.learningRate = .nan },
        ] {
            var settings = TuningSettings()
            change(&settings)
            #expect(throws: FrugalError.self) { try Tuner(settings).tune(start, on: Self.data()) }
        }
    }
}

/// The learning-rate finder.
@Suite struct RateFinderTests {
    /// Falls from 3 to 1 between the fourth and the tenth step, then rises.
    @Test func theValleyLiesInTheLongestFall() {
        let losses = [3, 3.1, 3.05, 3.0, 2.6, 2.2, 1.9, 1.6, 1.3, 1.0, 2, 5.0]
        let rates = losses.indices.map { Double($0) }
        let rate = RateFinder.valley(rates, losses)
        #expect(rate.map { (4...8).contains($0) } == true, "\(rate ?? -1)")
        #expect(RateFinder.valley([], []) == nil)
    }

    @Test func aRateIsFoundAndTheNetworkStaysAsItWas() throws {
        var random = RandomStream(seed: 6)
        let start = try TunerTests.network(classes: 4, using: &random)
        let before = start.stateDictionary
        let finding = try RateFinder().rate(for: start, on: TunerTests.data(), TuningSettings(.all))
        #expect((1e-6...1).contains(finding.rate), "\(finding.rate)")
        #expect(finding.rates.count == finding.losses.count && finding.rates.count > 20)
        for (name, tensor) in start.stateDictionary { #expect(before[name].map { tensor.elementsEqual($0) } == true) }
    }
}
