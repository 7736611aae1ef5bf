import FrugalTensor
import Testing

/// Whatever changes one value changes no other: not a copy, not a part read before, not the whole it was read from.
struct ValueSemanticsTests {
    struct Mutation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Tensor) -> Void
        /// The same without changing anything in place.
        let result: @Sendable (Tensor) -> Tensor
    }

    private static let row = Tensor([1.0, -2, 3, 0.5] as [Double])

    private static let column = Tensor([2.0, -1, 0.25] as [Double], shape: [3, 1])

    static let mutations: [Mutation] = [
        .init(testDescription: "+= tensor", change: { $0 += row }, result: { $0 + row }),
        .init(testDescription: "-= tensor", change: { $0 -= row }, result: { $0 - row }),
        .init(testDescription: "*= tensor", change: { $0 *= row }, result: { $0 * row }),
        .init(testDescription: "/= tensor", change: { $0 /= row }, result: { $0 / row }),
        .init(testDescription: "+= itself", change: { $0 += $0 }, result: { $0 * 2 }),
        .init(
            testDescription: "-= product", change: { $0.subtractProduct(column, row.unsqueezed(0)) },
            result: { $0 - column.matmul(row.unsqueezed(0)) }),
        .init(
            testDescription: "[0] -= product with a vector",
            change: { $0[0].subtractProduct(column.matmul(row.unsqueezed(0)).transposed(), column[.all, 0]) },
            result: {
                .stacked([
                    $0[0] - column.matmul(row.unsqueezed(0)).transposed().matmul(column[.all, 0]), $0[1], $0[2],
                ])
            }),
        .init(testDescription: "+= number", change: { $0 += 2 }, result: { $0 + 2 }),
        .init(testDescription: "-= number", change: { $0 -= 2 }, result: { $0 - 2 }),
        .init(testDescription: "*= number", change: { $0 *= 2 }, result: { $0 * 2 }),
        .init(testDescription: "/= number", change: { $0 /= 2 }, result: { $0 / 2 }),
        .init(
            testDescription: "[0] = tensor", change: { $0[0] = row },
            result: { .concatenated([row.unsqueezed(0), $0.narrowed(along: 0, from: 1, length: 2)]) }),
        .init(
            testDescription: "[..., 1...] = number", change: { $0[..., 1...] = 7 },
            result: {
                .concatenated(
                    [$0.narrowed(along: 1, from: 0, length: 1), .full([3, 3], 7, dtype: .float64)], along: 1)
            }),
        .init(
            testDescription: "[mask] = number", change: { $0[$0 .< 0] = 0 },
            result: { $0.replacing(with: 0, where: $0 .< 0) }),
        .init(
            testDescription: "[indices] = tensor", change: { $0[[2, 0]] = row },
            result: { .stacked([row, $0.narrowed(along: 0, from: 1, length: 1).squeezed(0), row]) }),
        .init(
            testDescription: "[0][1] = number", change: { $0[0][1] = 9 },
            result: { $0.replacing(with: 9, where: Tensor([1]).oneHot(classes: 12, dtype: .bool).reshaped(3, 4)) }),
    ]

    @Test(arguments: mutations)
    func changesOnlyItself(_ mutation: Mutation) {
        for seed in 0..<4 as Range<UInt64> {
            let original = sample([3, 4], seed: seed).doubles()
            let fresh = Tensor(original, shape: [3, 4])
            let expected = mutation.result(fresh)

            var alone = Tensor(original, shape: [3, 4])
            mutation.change(&alone)
            expectClose(alone, expected)

            var changed = Tensor(original, shape: [3, 4])
            let copy = changed, part = changed[1], reshaped = changed.reshaped(4, 3), turned = changed.transposed()
            let seen = turned.doubles()
            mutation.change(&changed)
            expectClose(changed, expected)
            expectClose(copy, original)
            expectClose(part, Array(original[4..<8]))
            expectClose(reshaped, original)
            expectClose(turned, seen)
        }
    }

    @Test(arguments: mutations)
    func changingAPartLeavesTheWhole(_ mutation: Mutation) {
        let whole = sample([2, 3, 4])
        let values = whole.doubles()
        var part = whole[1]
        let expected = mutation.result(whole[1])
        mutation.change(&part)
        expectClose(part, expected)
        expectClose(whole, values)
    }

    @Test(arguments: mutations)
    func changingABroadcastChangesEachElementOnce(_ mutation: Mutation) {
        var wide = Tensor([1.0, 2, 3, 4] as [Double]).expanded(to: [3, 4])
        let expected = mutation.result(wide.clone())
        mutation.change(&wide)
        expectClose(wide, expected)
    }

    @Test(arguments: mutations)
    func changingATensorOverForeignMemoryCopies(_ mutation: Mutation) {
        final class Owner {
            let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 12)
            deinit { memory.deallocate() }
        }
        let owner = Owner()
        _ = owner.memory.initialize(fromContentsOf: (0..<12).map(Double.init))
        var view = Tensor(viewing: UnsafeRawBufferPointer(owner.memory), shape: [3, 4], dtype: .float64, owner: owner)
        let expected = mutation.result(view.clone())
        mutation.change(&view)
        expectClose(view, expected)
        #expect(Array(owner.memory) == (0..<12).map(Double.init))
    }

    @Test(arguments: mutations)
    func whatAGradientNeedsStays(_ mutation: Mutation) {
        let weight = sample([3, 4], seed: 3).recordingGradients()
        var x = sample([3, 4])
        let before = x.clone()
        let loss = (x * weight).sum()
        mutation.change(&x)
        expectClose(gradients(of: loss, withRespectTo: [weight])[0], before)
    }

    @Test func productsOfItselfAreSubtracted() {
        let original = sample([3, 3])
        var square = original
        square.subtractProduct(square, square)
        expectClose(square, (original - original.matmul(original)).doubles())
        square = original.clone()
        square.subtractProduct(square.transposed(), square)
        expectClose(square, (original - original.transposed().matmul(original)).doubles())
        // A row broadcasts, so that the result has another shape.
        var row = Tensor([1.0, 2] as [Double], shape: [1, 2])
        row.subtractProduct(
            Tensor([1.0, 2] as [Double], shape: [2, 1]), Tensor([1.0, 1] as [Double], shape: [1, 2]))
        expectClose(row, [0, 1, -1, 0], shape: [2, 2])
    }

    @Test func operatorsMayChangeShapeAndType() {
        var scalar = Tensor(1.0, dtype: .float64)
        scalar += Tensor([1.0, 2] as [Double])
        expectClose(scalar, [2, 3], shape: [2])
        var whole = Tensor([1, 2])
        whole *= 0.5
        #expect(whole.dtype == .float32)
        whole += Tensor([1.0, 1] as [Double])
        #expect(whole.dtype == .float64)
        var number = Tensor([3, 5])
        number /= 2
        expectClose(number, [1.5, 2.5])
    }
}
