import Foundation
import FrugalNN
import Testing

@testable import FrugalTensor

@Suite("Optimisers and models are values")
struct OptimizerValueTests {
    @Test("Training a copy leaves the original as it was, bit for bit", arguments: optimizers.keys.sorted())
    func copies(name: String) throws {
        var optimizer = try #require(optimizers[name])
        var model = Slab.start(.float32)
        optimizer.update(&model, with: model.gradients(at: 0))

        let (original, numbers) = (model, model.numbers)
        let (kept, state) = (optimizer, optimizer.stateDictionary(for: model).map { $0.tensor.doubles() })
        for step in 1..<4 { optimizer.update(&model, with: model.gradients(at: step)) }
        #expect(original.numbers == numbers)
        #expect(model.numbers != numbers)
        #expect(kept.stateDictionary(for: original).map { $0.tensor.doubles() } == state)

        // The copies that were left behind take the same way when their turn comes.
        var (late, later) = (original, kept)
        for step in 1..<4 { later.update(&late, with: late.gradients(at: step)) }
        #expect(late.numbers == model.numbers)
    }

    @Test("What only the model holds is changed in place")
    func inPlace() {
        var model = Slab.start(.float32)
        var optimizer = AdamW()
        optimizer.update(&model, with: model.gradients(at: 0))
        func place(_ model: Slab) -> ObjectIdentifier { ObjectIdentifier(model.weight.handle) }
        let before = place(model)
        optimizer.update(&model, with: model.gradients(at: 1))
        #expect(place(model) == before)
        let copy = model
        optimizer.update(&model, with: model.gradients(at: 2))
        #expect(place(model) != before)
        #expect(place(copy) == before)
    }

    @Test("Memory that belongs to somebody else is copied, not written")
    func foreign() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "frugal \(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        try SafetensorsFile.write(Slab.start(.float32).stateDictionary, to: url)
        let bytes = try Data(contentsOf: url)
        var model = Slab(weight: .zeros([2, 3]), bias: .zeros([3]))
        try model.load(SafetensorsFile(at: url).stateDictionary())
        var optimizer = SGD(learningRate: 1)
        optimizer.update(&model, with: model.gradients(at: 0))
        #expect(model.numbers != Slab.start(.float32).numbers)
        #expect(try Data(contentsOf: url) == bytes)
    }

    @Test("Tied weights part ways: each place in a model is a value of its own")
    func tied() {
        let shared = Tensor([1, 2, 3] as [Float])
        var model = Slab(weight: shared, bias: shared)
        var optimizer = SGD(learningRate: 1)
        optimizer.update(&model, with: Gradients([.ones([3]), nil]))
        #expect(model.numbers == [[0, 1, 2], [1, 2, 3]])
        #expect(shared.floats() == [1, 2, 3])
    }

    @Test("Saved and loaded, training goes on bit by bit", arguments: optimizers.keys.sorted())
    func resumes(name: String) throws {
        let fresh = try #require(optimizers[name])
        var (optimizer, model) = (fresh, Slab.start(.float32))
        for step in 0..<3 { optimizer.update(&model, with: model.gradients(at: step, freezingBias: step == 1)) }
        let bytes = try SafetensorsFile.encoded(optimizer.stateDictionary(for: model))
        let weights = try SafetensorsFile.encoded(model.stateDictionary)

        var (resumed, restored) = (fresh, Slab(weight: .zeros([2, 3]), bias: .zeros([3])))
        try restored.load(SafetensorsFile(weights).stateDictionary())
        try resumed.load(SafetensorsFile(bytes).stateDictionary(), for: restored)
        for step in 3..<6 {
            optimizer.update(&model, with: model.gradients(at: step))
            resumed.update(&restored, with: restored.gradients(at: step))
        }
        #expect(restored.numbers == model.numbers)
    }

    @Test("A state of another model is refused whole")
    func foreignState() throws {
        var (optimizer, model) = (Adam(), Slab.start(.float32))
        optimizer.update(&model, with: model.gradients(at: 0))
        var state = optimizer.stateDictionary(for: model)
        #expect(state.names.contains("exp_avg_sq.weight"))
        state["exp_avg.weight"] = .zeros([3, 2])
        state["exp_avg.head"] = .zeros([1])
        var other = Adam()
        let error = #expect(throws: StateError.self) { try other.load(state, for: model) }
        #expect(error?.unexpected == ["exp_avg.head"])
        #expect(error?.misshaped.map(\.name) == ["exp_avg.weight"])
        #expect(other.stateDictionary(for: model).isEmpty)
    }
}
