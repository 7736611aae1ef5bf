import FrugalTensor
import Testing

/// Reading with brackets.
struct SubscriptTests {
    /// Element `[i, j, k]` is 100 i + 10 j + k.
    let x: Tensor = {
        var values: [Double] = []
        for i in 0..<3 { for j in 0..<4 { for k in 0..<5 { values.append(Double(100 * i + 10 * j + k)) } } }
        return Tensor(values, shape: [3, 4, 5])
    }()

    @Test func positions() {
        expectClose(x[1], (20..<40).map { x.doubles()[$0] }, shape: [4, 5])
        expectClose(x[2, 3], [230, 231, 232, 233, 234], shape: [5])
        #expect(x[2, 3, 4].item() == 234)
        #expect(x[-1, -4, -2].item() == 203)
        #expect(x[.last, 0, 0].item() == 200)
        let number: Double = x[1, 1, 1]
        #expect(number == 111)
    }

    @Test func ranges() {
        expectClose(x[1..<3, 0, 0], [100, 200])
        expectClose(x[0, 1...2, 0], [10, 20])
        expectClose(x[0, 2..., 0], [20, 30])
        expectClose(x[0, ..<2, 0], [0, 10])
        expectClose(x[0, ...1, 0], [0, 10])
        expectClose(x[0, 0, (-2)...], [3, 4])
        expectClose(x[0, 0, ..<(-3)], [0, 1])
        expectClose(x[0, 0, ...(-2)], [0, 1, 2, 3])
        expectClose(x[0, 0, -3...(-1)], [2, 3, 4])
        #expect(x[1..<1].shape == [0, 4, 5])
    }

    @Test func steps() {
        expectClose(x[0, 0, .every(2)], [0, 2, 4])
        expectClose(x[0, 0, .range(from: 1, by: 3)], [1, 4])
        expectClose(x[0, 0, .range(from: 0, to: 3, by: 2)], [0, 2])
    }

    @Test func wholeDimensionsAndNewOnes() {
        expectClose(x[.all, 1, 2], [12, 112, 212])
        expectClose(x[..., 0], x[.all, .all, 0])
        expectClose(x[1, .ellipsis, 3], [103, 113, 123, 133])
        #expect(x[.newAxis].shape == [1, 3, 4, 5])
        #expect(x[.all, .newAxis, 0].shape == [3, 1, 5])
        #expect(x[..., .newAxis].shape == [3, 4, 5, 1])
        #expect(x[...].shape == [3, 4, 5])
    }

    @Test func masksAndLists() {
        let line = x[1, 1]
        expectClose(line[line .> 112], [113, 114])
        expectClose(x[x .> 230], [231, 232, 233, 234])
        expectClose(x[[2, 0], 0, 0], [200, 0])
        expectClose(x[Tensor([2, 0, 2]), 1, 0], [210, 10, 210])
        expectClose(x[Tensor([0, 1]), Tensor([2, 3]), 0], [20, 130])
        expectClose(x[0, Tensor([Int32(3), 1]), 0], [30, 10])
        #expect(x[.all, [1, 3]].shape == [3, 2, 5])
        #expect(x[Tensor([true, false, true])].shape == [2, 4, 5])
    }

    @Test(arguments: 0..<40)
    func randomRangesAgreeWithALoop(_ seed: UInt64) {
        var stream = RandomStream(seed: seed)
        let from = (0..<3).map { Int.random(in: 0...x.shape[$0], using: &stream) }
        let to = (0..<3).map { Int.random(in: from[$0]...x.shape[$0], using: &stream) }
        let step = Int.random(in: 1...3, using: &stream)
        var expected: [Double] = []
        for i in from[0]..<to[0] {
            for j in stride(from: from[1], to: to[1], by: step) {
                for k in from[2]..<to[2] { expected.append(Double(100 * i + 10 * j + k)) }
            }
        }
        let part = x[from[0]..<to[0], .range(from: from[1], to: to[1], by: step), from[2]..<to[2]]
        expectClose(part, expected)
    }

    @Test func outOfBoundsIsAnIndexError() {
        let bad: [@Sendable (Tensor) -> Tensor] = [
            { $0[3] }, { $0[-4] }, { $0[0..<4] }, { $0[4...] }, { $0[0, 0, 0, 0] }, { $0[Tensor([5])] },
            { $0[.all, .every(0)] }, { $0[2..<Int.max] }, { $0[0...Int.max] }, { $0[.all, .every(-1)] },
        ]
        for (number, read) in bad.enumerated() {
            let error = #expect(throws: TensorError.self) { try Tensor.checking { read(x) } }
            #expect(error?.code == .index, "case \(number)")
        }
    }
}
