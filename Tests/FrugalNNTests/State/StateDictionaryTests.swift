import FrugalNN
import FrugalTensor
import Testing

@Suite("State dictionaries")
struct StateDictionaryTests {
    private func model(seed: UInt64 = 3) -> Sequential {
        var stream = RandomStream(seed: seed)
        return Sequential {
            Linear(4, 3, using: &stream)
            BatchNorm(3)
            ReLU()
            Linear(3, 2, bias: false, using: &stream)
        }
    }

    @Test("Names and order are PyTorch's")
    func names() {
        #expect(
            model().stateDictionary.names == [
                "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "3.weight",
            ])
    }

    @Test("What was saved is what is loaded, in the types of the model")
    func loads() throws {
        var state = model().stateDictionary
        state["0.weight"] = state["0.weight"].map { $0.to(.float64) + 1 }
        state["1.num_batches_tracked"] = Tensor([7], shape: [])
        var target = model(seed: 9)
        try target.load(state)
        let expected = (model().parameters[0] + 1).floats()
        #expect(target.parameters[0].floats() == expected)
        #expect(target.parameters[0].dtype == .float32)
        #expect(target.parameters.last?.floats() == model().parameters.last?.floats())
    }

    @Test("Every entry that does not fit is named, and nothing is loaded")
    func misfits() {
        var state = model().stateDictionary
        state["0.bias"] = nil
        state["head.weight"] = .zeros([1])
        state["3.weight"] = .zeros([3, 2])
        var target = model()
        let error = #expect(throws: StateError.self) { try target.load(state) }
        #expect(error?.missing == ["0.bias"])
        #expect(error?.unexpected == ["head.weight"])
        #expect(error?.misshaped.map(\.name) == ["3.weight"])
        #expect(error?.description.contains("3.weight is [3, 2] where [2, 3] is expected") == true)
        #expect(target.parameters.map { $0.floats() } == model().parameters.map { $0.floats() })
    }

    @Test("Whole numbers where the model has fractions are refused")
    func wholeNumbers() {
        var state = model().stateDictionary
        state["3.weight"] = state["3.weight"].map { $0.to(.int32) }
        var target = model()
        let error = #expect(throws: StateError.self) { try target.load(state, strict: false) }
        #expect(error?.mistyped == ["3.weight is int32 where float32 is expected"])
        #expect(error?.description.contains("of another type: 3.weight is int32") == true)
    }

    @Test("Without strictness what fits is taken; a wrong shape is still an error")
    func lenient() throws {
        var target = model()
        try target.load(["0.bias": .full([3], 9), "head.weight": .zeros([1])], strict: false)
        #expect(target.parameters[1].floats() == [9, 9, 9])
        #expect(throws: StateError.self) { try target.load(["0.bias": .zeros([4])], strict: false) }
    }

    @Test("A dictionary keeps its order")
    func order() {
        var state: StateDictionary = ["b": .zeros([1]), "a": .zeros([2])]
        state["b"] = .zeros([3])
        #expect(state.names == ["b", "a"])
        #expect(state.map(\.tensor.shape) == [[3], [2]])
        state["b"] = nil
        state["b"] = .zeros([4])
        #expect(state.names == ["a", "b"])
        #expect(state.count == 2)
    }
}
