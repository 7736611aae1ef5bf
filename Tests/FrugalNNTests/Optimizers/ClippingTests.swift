import FrugalNN
import FrugalTensor
import Testing

@Suite("Clipping and averages")
struct ClippingTests {
    @Test("The common norm is brought down to the limit, as PyTorch does")
    func norm() {
        let one = Tensor([3] as [Float]).expanded(to: [2, 2])
        var gradients = Gradients([one, nil, Tensor([8] as [Double])])
        let kept = gradients
        #expect(gradients.norm == 10)
        #expect(gradients.clip(toNorm: 20) == 10)
        #expect(gradients.values[2]?.doubles() == [8])
        #expect(gradients.clip(toNorm: 5) == 10)
        #expect(abs(gradients.norm - 5) < 1e-5)
        #expect(abs((gradients.values[0]?.doubles()[3] ?? 0) - 1.5) < 1e-6)
        #expect(gradients.values[1] == nil)
        #expect(kept.values[0]?.doubles() == [3, 3, 3, 3])
        #expect(one.doubles() == [3, 3, 3, 3])
        #expect(Gradients([]).norm == 0)
    }

    @Test("A gradient that is no number is reported and left alone")
    func notFinite() {
        var gradients = Gradients([Tensor([1, .nan] as [Float]), Tensor([2] as [Float])])
        #expect(gradients.clip(toNorm: 1).isNaN)
        #expect(gradients.values[1]?.floats() == [2])
    }

    @Test("Single numbers are limited")
    func value() {
        var gradients = Gradients([Tensor([-3, 0.5, 7] as [Float]), nil])
        let kept = gradients
        gradients.clip(toValue: 2)
        #expect(gradients.values[0]?.floats() == [-2, 0.5, 2])
        #expect(kept.values[0]?.floats() == [-3, 0.5, 7])
    }

    @Test("Averaged models weigh what they saw, and the models stay as they were")
    func averages() {
        func model(_ value: Double) -> Slab { Slab(weight: .full([2], value), bias: nil) }
        var equal = AveragedModel(of: model(100), by: .equal)
        var moving = AveragedModel(of: model(100), by: .exponential(decay: 0.75))
        let last = model(8)
        for next in [model(2), model(5), last] {
            equal.update(with: next)
            moving.update(with: next)
        }
        #expect(equal.model.weight.floats() == [5, 5])
        #expect(moving.model.weight.floats() == [4.0625, 4.0625])
        #expect(last.weight.floats() == [8, 8])
        #expect(equal.updates == 3)
    }
}
