import FrugalNN
import FrugalTensor
import Testing

/// A hand-written network: a part that is called twice, a pooling on the way, a part that is no layer.
private struct Handmade: Layer {
    struct Scale: Module {
        var factor: Tensor

        mutating func visit(_ visitor: inout Visitor) { visitor.parameter("factor", &factor) }
    }

    var stem: Sequential
    var shared: Linear
    var scale: Scale
    let classes = 5

    init() {
        var stream = RandomStream(seed: 1)
        stem = Sequential {
            Conv2d(3, 4, kernel: 3, padding: 1, using: &stream)
            ReLU()
            MaxPool2d(2)
        }
        shared = Linear(4, 4, using: &stream)
        scale = Scale(factor: .ones([4]))
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.child("shared", &shared)
        visitor.child("scale", &scale)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let features = stem(x, pass).globalAveragePool()
        return shared(shared(features, pass).relu(), pass) * scale.factor
    }
}

@Suite("Model summaries")
struct SummaryTests {
    @Test("A pass gives every part its shape and its multiply-adds")
    func pass() {
        let summary = Handmade().summary(input: [2, 3, 8, 8])
        func row(_ name: String) -> Summary.Row? { summary.rows.first { $0.title.contains(" \(name): ") } }
        #expect(summary.rows.first?.title == "Handmade(classes: 5)")
        #expect(summary.rows.first?.shape == "[2, 4]")
        #expect(row("stem")?.shape == "[2, 4, 4, 4]")
        #expect(row("0")?.shape == "[2, 4, 8, 8]")
        #expect(row("0")?.multiplyAdds == 2 * 4 * 8 * 8 * 27)
        #expect(row("1")?.shape == "[2, 4, 8, 8]")
        #expect(row("2")?.shape == "[2, 4, 4, 4]")
        #expect(row("shared")?.shape == "[2, 4] (2 calls)")
        #expect(row("shared")?.multiplyAdds == 2 * 2 * 16)
        #expect(row("scale")?.shape == "")
        #expect(row("scale")?.parameters == 4)
        #expect(summary.multiplyAdds == 2 * 4 * 8 * 8 * 27 + 2 * 2 * 16)
        #expect(summary.parameters == 4 * 27 + 4 + 20 + 4)
    }

    @Test("Printing a model shows its tree and what it holds")
    func prints() {
        let text = "\(Handmade())"
        let lines = text.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[2].hasPrefix("├─ stem: Sequential"))
        #expect(lines[3].hasPrefix("│  ├─ 0: Conv2d("))
        #expect(lines[3].contains("weight [4, 3, 3, 3], bias [4]"))
        #expect(lines[5].hasPrefix("│  └─ 2: MaxPool2d(window: 2x2, stride: 2x2, padding: 0x0) "))
        #expect(lines[7].hasPrefix("└─ scale: Scale"))
        #expect(lines[8] == "total: 136 parameters, 544 bytes")
    }

    @Test("Two parts just alike are told apart by the order of their calls")
    func alike() {
        let model = Sequential {
            ReLU()
            Flatten()
            ReLU()
        }
        let summary = model.summary(input: [2, 3, 4])
        #expect(summary.rows.map(\.shape) == ["[2, 12]", "[2, 3, 4]", "[2, 12]", "[2, 12]"])
    }

    @Test("A module that is no layer is watched through a closure, a model of indices through its type")
    func others() {
        var stream = RandomStream(seed: 1)
        let embedding = Embedding(10, 6, using: &stream)
        #expect(embedding.summary(input: [4, 7], dtype: .int64).rows.first?.shape == "[4, 7, 6]")
        let part = Handmade().scale
        let summary = part.summary { part, _ in _ = part.factor * 2 }
        #expect(summary.multiplyAdds == 0)
        #expect(summary.parameters == 4)
    }

    @Test("A failing pass throws within checking")
    func misfit() {
        #expect(throws: TensorError.self) { try Tensor.checking { Handmade().summary(input: [2, 4, 8, 8]) } }
    }
}
