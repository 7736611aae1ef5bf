import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// What a file of weights may hold, and what is refused by name.
@Suite struct WeightFileTests {
    private static let small = Backbone.squeezeNet

    /// A file of a network's weights, changed before it is written.
    private func file(
        _ plan: NetworkPlan, _ change: (inout StateDictionary) -> Void = { _ in }, in folder: URL
    ) throws -> URL {
        var random = RandomStream(seed: 1)
        var state = try PlannedNetwork(plan, using: &random).stateDictionary
        change(&state)
        let url = folder.appendingPathComponent("weights.safetensors")
        try SafetensorsFile.write(state, to: url)
        return url
    }

    private func refusal(_ url: URL, classes: Int? = nil, as backbone: Backbone? = nil) -> String {
        var random = RandomStream(seed: 2)
        do {
            _ = try PretrainedNetwork(WeightFile(at: url), classes: classes, as: backbone, using: &random)
            return "not refused"
        } catch { return "\(error)" }
    }

    @Test func aNetworkIsKnownByItsTensorsWhateverItsClasses() throws {
        try inTemporaryFolder { folder in
            let plan = try Self.small.plan(classes: 1000)
            let url = try file(plan, in: folder)
            var random = RandomStream(seed: 3)
            let loaded = try PretrainedNetwork(WeightFile(at: url), using: &random)
            #expect(loaded.report.isComplete && loaded.title == "squeezenet1_1")
            #expect(loaded.network.plan == plan && loaded.preparation == .imageNet)
            let x = Tensor.normal([1, 3, 64, 64], using: &random)
            var first = RandomStream(seed: 1)
            let original = try PlannedNetwork(plan, using: &first)
            #expect((loaded.network(x, .evaluation) - original(x, .evaluation)).abs().max().item() < 1e-6)
            let residual = try file(Backbone.resNet18.plan(classes: 10), in: folder)
            #expect(try PretrainedNetwork(WeightFile(at: residual), using: &random).network.plan.scoreCount == 10)
        }
    }

    @Test func aNewHeadIsReportedAsNew() throws {
        try inTemporaryFolder { folder in
            let url = try file(Backbone.resNet18.plan(), in: folder)
            var random = RandomStream(seed: 3)
            let loaded = try PretrainedNetwork(WeightFile(at: url), classes: 7, using: &random)
            #expect(loaded.report.reinitialised == ["fc.weight", "fc.bias"] && loaded.report.isComplete)
            #expect(loaded.network.plan.scoreCount == 7)
            #expect(loaded.report.text.contains("2 re-initialised"))
        }
    }

    @Test func wrappersAndCountersArePassedOver() throws {
        try inTemporaryFolder { folder in
            let url = try file(
                Backbone.resNet18.plan(),
                { state in
                    state = StateDictionary(state.map { ("module._orig_mod.\($0.name)", $0.tensor) })
                    state["module._orig_mod.bn1.num_batches_tracked"] = Tensor([Int](arrayLiteral: 5))
                }, in: folder)
            #expect(refusal(url) == "not refused")
        }
    }

    @Test func whatFindsNoPlaceIsNamed() throws {
        try inTemporaryFolder { folder in
            let plan = try Self.small.plan()
            let missing = refusal(try file(plan, { $0["features.0.weight"] = nil }, in: folder), as: Self.small)
            #expect(missing.contains("1 missing") && missing.contains("features.0.weight"))
            let unexpected = refusal(try file(plan, { $0["extra.weight"] = .zeros([2]) }, in: folder), as: Self.small)
            #expect(unexpected.contains("1 unexpected") && unexpected.contains("extra.weight"))
            let misshaped = refusal(
                try file(plan, { $0["features.0.bias"] = .zeros([3]) }, in: folder), as: Self.small)
            #expect(misshaped.contains("features.0.bias [3] in place of [64]"))
            let other = refusal(try file(Backbone.resNet18.plan(), in: folder), as: .resNet34)
            #expect(other.contains("missing") && other.contains("layer1.2"))
            let unknown = refusal(try file(plan, { $0["features.0.bias"] = .zeros([3]) }, in: folder))
            #expect(unknown.contains("squeezenet1_1") && unknown.contains("description"))
        }
    }

    @Test func numbersThatAreNotFiniteAndPicklesAreRefused() throws {
        try inTemporaryFolder { folder in
            let broken = refusal(
                try file(Self.small.plan(), { $0["features.0.bias"] = .full([64], .nan) }, in: folder), as: Self.small)
            #expect(broken.contains("features.0.bias") && broken.contains("NaN"))
            let pickle = folder.appendingPathComponent("model.pth")
            for start in [[0x50, 0x4B, 3, 4, 0], [0x80, 2, 0x7D]] as [[UInt8]] {
                try Data(start).write(to: pickle)
                let text = refusal(pickle)
                #expect(text.contains("pickle") && text.contains("safetensors.torch") && text.contains("torch.load"))
            }
            let description = folder.appendingPathComponent("model.json")
            try Data("{\"network\": \"n\"}".utf8).write(to: description)
            #expect(refusal(description).contains("give the safetensors file that it describes"))
            try Data().write(to: folder.appendingPathComponent("model.safetensors"))
            #expect(refusal(description).contains("model.safetensors, which finds it"))
        }
    }

    /// A description that cannot be is refused with its file and step, before any weight is read.
    @Test func descriptionsAreCheckedStepByStep() throws {
        let sound = """
            {"network": "n", "preprocessing": {"channels": "RGB", "size": [8, 8], "value": "x / 127.5 - 1"},
             "features": {"step_output": "f"}, "tensors": {"a.weight": ["float32", 4, 3, 3, 3], "b.weight": ["float32", 2, 4]},
             "steps": [{"do": "conv", "in": "input", "out": "a", "weight": "a.weight"}, {"do": "mean", "in": "a", "out": "f"},
                       {"do": "linear", "in": "f", "out": "scores", "weight": "b.weight"}]}
            """
        try inTemporaryFolder { folder in
            let url = folder.appendingPathComponent("weights.json")
            func refusal(_ old: String, _ new: String) throws -> String {
                try sound.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
                do { return "\(try WeightDescription(at: url).plan.scoreCount) classes" } catch { return "\(error)" }
            }
            #expect(try refusal("", "") == "2 classes")
            #expect(try refusal("\"in\": \"f\"", "\"in\": \"g\"").contains("step scores"))
            #expect(try refusal("\"do\": \"mean\"", "\"do\": \"median\"").contains("median"))
            #expect(try refusal("\"a.weight\": [\"float32\", 4, 3, 3, 3],", "").contains("a.weight"))
            #expect(try refusal("[\"float32\", 2, 4]", "[\"float32\", 2]").contains("rank"))
            #expect(try refusal("x / 127.5 - 1", "squared").contains("squared"))
            #expect(try refusal("\"step_output\": \"f\"", "\"step_output\": \"z\"").contains("z"))
            let names = try refusal("\"steps\": [", "\"steps\": 5, \"more\": [")
            #expect(names.contains("weights.json") && names.contains("steps"))
        }
    }
}

/// Gives `body` a folder that is gone afterwards.
private func inTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}
