import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// Torchvision's networks, with its names, shapes and answers.
@Suite struct BackboneTests {
    @Test(arguments: torchvisionReferences)
    func itAnswersAsTorchvisionDoes(reference: TorchvisionReference) throws {
        let backbone = try #require(Backbone(rawValue: reference.name))
        var random = RandomStream(seed: 1)
        var network = try PlannedNetwork(backbone.plan(), using: &random)
        #expect(network.parameterCount == reference.parameters)
        let normalisations = Set(
            network.plan.steps.compactMap { step in
                if case .batchNorm(let name, _, _) = step.operation { name + ".weight" } else { nil }
            })
        network.forEachTensor { name, _, tensor in
            let filled = FixedNumbers.fill(name, tensor.shape, isNormalisation: normalisations.contains(name))
            tensor = filled.rank == 4 ? filled.channelsLast() : filled
        }
        let picture = FixedNumbers.between0And1("picture", [2, 3, 96, 96]) * 2 - 1
        let scores = withoutGradients { network(picture, .evaluation)[1].doubles() }
        let norm = scores.map { $0 * $0 }.reduce(0, +).squareRoot()
        let scale = reference.norm / 1000.0.squareRoot()
        #expect(abs(norm - reference.norm) < 1e-4 * reference.norm)
        #expect(abs(scores.reduce(0, +) / 1000 - reference.mean) < 1e-3 * scale)
        for (ours, theirs) in zip(scores, reference.first) { #expect(abs(ours - theirs) < 1e-3 * scale) }
        let folded = network.foldingNormalisation()
        let answers = withoutGradients { folded(picture, .evaluation)[1].doubles() }
        #expect(zip(answers, scores).allSatisfy { abs($0 - $1) < 1e-3 * scale })
    }

    @Test(arguments: Backbone.allCases)
    func aNewHeadIsTheOnlyThingThatIsNew(backbone: Backbone) throws {
        let plan = try backbone.plan()
        let changed = try plan.replacingHead(classes: 7)
        let body = plan.tensors.filter { !plan.headNames.contains($0.key) }
        #expect(changed.tensors.filter { !changed.headNames.contains($0.key) } == body)
        #expect(changed.scoreCount == 7 && changed.headNames.count == 2)
        #expect(try changed.shapes(height: 224, width: 224).outputs["scores"] == [7])
    }

    /// He et al. 2015, table 1, and the papers' own counts: multiply-adds of a picture of 224x224, in millions.
    @Test(arguments: [
        (Backbone.resNet18, 1814.0), (.resNet34, 3664), (.resNet50, 4089), (.mobileNetV2, 301),
        (.mobileNetV3Small, 56.5),
        (.alexNet, 714), (.squeezeNet, 349),
    ])
    func multiplyAddsAreThoseOfThePapers(backbone: Backbone, millions: Double) throws {
        let shapes = try backbone.plan().shapes(height: 224, width: 224)
        let total = Double(shapes.multiplyAdds.values.reduce(0, +)) / 1e6
        #expect(abs(total - millions) < 0.01 * millions, "\(total)")
    }

    @Test func blocksAreThePartsThatASingleTensorLeadsInto() throws {
        let names = try Backbone.resNet18.plan().blocks.map(\.name)
        #expect(
            names == [
                "conv1", "layer1.0", "layer1.1", "layer2.0", "layer2.1", "layer3.0", "layer3.1", "layer4.0", "layer4.1",
                "fc",
            ])
        let plan = try Backbone.mobileNetV2.plan()
        #expect(plan.blocks.map(\.learned).joined().count == plan.learnedNames.count)
        #expect(plan.blocks.last?.learned == ["classifier.1.weight", "classifier.1.bias"])
    }

    @Test func picturesThatAreTooSmallAreRefusedByTheStepThatSeesNothing() throws {
        let plan = try Backbone.alexNet.plan()
        #expect {
            try plan.shapes(height: 32, width: 32)
        } throws: {
            ($0 as? FrugalError)?.description.contains("32x32") == true
        }
    }

    /// A frozen part runs as in evaluation: its statistics stay, its weights get no gradient.
    @Test func aFrozenPartIsNotMovedByTraining() throws {
        var random = RandomStream(seed: 2)
        var network = try PlannedNetwork(Backbone.resNet18.plan().replacingHead(classes: 3), using: &random)
        let before = network.stateDictionary
        let trained = Set(network.plan.blocks[8...].flatMap(\.learned))
        let pass = Pass(isTraining: true, normalization: .batchWhereTrained, random: random.split())
        let x = Tensor.normal([4, 3, 64, 64], using: &random)
        let (_, gradients) = valueWithGradients(at: network, where: trained.contains) { network in
            network(x, pass).pow(2).mean()
        }
        var optimizer = SGD(learningRate: 0.1)
        optimizer.update(&network, with: gradients)
        network.absorb(pass)
        for (name, tensor) in network.stateDictionary {
            let isSame = tensor.elementsEqual(try #require(before[name]))
            #expect(isSame == !(name.hasPrefix("layer4.1") || name.hasPrefix("fc")), "\(name)")
        }
    }
}

/// Numbers that Python and Swift compute from the same whole numbers.
enum FixedNumbers {
    static func between0And1(_ name: String, _ shape: [Int]) -> Tensor {
        let key = name.utf8.enumerated().reduce(0) { $0 + ($1.offset + 1) * Int($1.element) } % 1009
        let i = Tensor.arange(to: Double(shape.reduce(1, *)), dtype: .int64)
        let mixed = (i * i) % 10007 * 31 + i * 17 + Double(key * 13)
        return ((mixed % 1009).to(.float64) / 1008).to(.float32).reshaped(shape)
    }

    static func fill(_ name: String, _ shape: [Int], isNormalisation: Bool) -> Tensor {
        let u = between0And1(name, shape)
        if name.hasSuffix("running_var") { return 0.5 + u }
        if name.hasSuffix("running_mean") || name.hasSuffix("bias") { return (u - 0.5) * 0.2 }
        if isNormalisation { return 0.5 + u }
        let fanIn = Double(shape.dropFirst().reduce(1, *))
        return (u - 0.5) * 2 * (6 / fanIn).squareRoot()
    }
}
