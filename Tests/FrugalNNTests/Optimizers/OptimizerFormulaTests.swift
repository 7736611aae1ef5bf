import FrugalNN
import FrugalTensor
import Testing

/// Every optimiser of the references, with the settings of the script.
let optimizers: [String: any Optimizer] = [
    "sgd": SGD(learningRate: 0.1),
    "momentum": SGD(learningRate: 0.1, momentum: 0.9),
    "dampened": SGD(learningRate: 0.1, momentum: 0.9, dampening: 0.5, weightDecay: 0.01),
    "nesterov": SGD(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true),
    "adam": Adam(learningRate: 0.05),
    "adamDecayed": Adam(learningRate: 0.05, betas: (0.8, 0.95), epsilon: 1e-6, weightDecay: 0.1),
    "adamW": AdamW(learningRate: 0.05, weightDecay: 0.1),
    "rmsProp": RMSprop(learningRate: 0.02),
    "rmsPropCentered": RMSprop(
        learningRate: 0.02, smoothing: 0.9, weightDecay: 0.01, momentum: 0.8, centered: true),
    "averaged": AveragedSGD(learningRate: 0.1),
    "averagedSoon": AveragedSGD(
        learningRate: 0.1, decay: 0.01, power: 0.6, averagingStart: 1, weightDecay: 0.01),
]

@Suite("Optimisers against PyTorch")
struct OptimizerFormulaTests {
    @Test(
        "Six steps give PyTorch's numbers, with a parameter that is frozen at times",
        arguments: OptimizerReferences.trained.keys.sorted(),
        [(DType.float64, 1e-12), (.float32, 2e-5), (.bfloat16, 0.06), (.float16, 0.01)])
    func formula(name: String, precision: (dtype: DType, tolerance: Double)) throws {
        var optimizer = try #require(optimizers[name])
        var expected = try #require(OptimizerReferences.trained[name])
        var model = Slab.start(precision.dtype)
        for step in 0..<6 {
            optimizer.update(&model, with: model.gradients(at: step, freezingBias: step == 0 || step == 3))
        }
        var found = model.numbers
        if let averaged = optimizer as? AveragedSGD { found += averaged.averaged(model).numbers }
        // Averages follow the parameters in the reference; plain optimisers have none.
        expected = Array(expected.prefix(found.count))
        #expect(distance(found, expected) < precision.tolerance)
        #expect(model.weight.dtype == precision.dtype)
    }

    @Test("A long list of large tensors, which is shared out over threads, gives what small ones give")
    func chunks() {
        let pattern: [Float] = (0..<7).map { Float($0) * 0.3 - 1 }
        let slope: [Float] = (0..<7).map { 0.5 - Float($0) * 0.2 }
        let copies = 10_007
        var small = Slab(weight: Tensor(pattern), bias: nil)
        var large = Slab(
            weight: Tensor(Array(repeatElement(pattern, count: copies).joined())),
            bias: Tensor(Array(repeatElement(pattern, count: 11).joined())))
        let forSmall = Gradients([Tensor(slope)])
        let forLarge = Gradients([
            Tensor(Array(repeatElement(slope, count: copies).joined())),
            Tensor(Array(repeatElement(slope, count: 11).joined())),
        ])
        var (first, second) = (AdamW(weightDecay: 0.1), AdamW(weightDecay: 0.1))
        for _ in 0..<3 {
            first.update(&small, with: forSmall)
            second.update(&large, with: forLarge)
        }
        let numbers = small.weight.floats()
        #expect(large.weight.floats() == Array(repeatElement(numbers, count: copies).joined()))
        #expect(large.bias?.floats() == Array(repeatElement(numbers, count: 11).joined()))
    }

    @Test("Gradients and parameters may lie in memory in any order")
    func layouts() {
        let values = Tensor((0..<48).map { Double($0) * 0.05 - 1 }, shape: [2, 3, 2, 4])
        let slopes = Tensor((0..<48).map { 1 - Double($0) * 0.03 }, shape: [2, 3, 2, 4])
        func trained(_ weight: Tensor, _ gradient: Tensor) -> [Double] {
            var model = Slab(weight: weight, bias: nil)
            var optimizer = SGD(learningRate: 0.1, momentum: 0.9, nesterov: true)
            for _ in 0..<3 { optimizer.update(&model, with: Gradients([gradient])) }
            return model.weight.doubles()
        }
        let plain = trained(values, slopes)
        #expect(trained(values.channelsLast(), slopes) == plain)
        #expect(trained(values, slopes.channelsLast()) == plain)
        #expect(trained(values.transposed(0, 3), slopes.transposed(0, 3)) != plain)
        #expect(Set(trained(values.transposed(0, 3), slopes.transposed(0, 3))) == Set(plain))
        let one = Tensor([0.5] as [Double])
        #expect(
            trained(values, one.expanded(to: [2, 3, 2, 4])) == trained(values, one.expanded(to: [2, 3, 2, 4]).clone()))
        #expect(one.doubles() == [0.5])
    }

    @Test("Gradients that do not belong to the model are refused")
    func misfits() {
        let model = Slab.start(.float32)
        func update(_ values: [Tensor?]) throws {
            try Tensor.checking {
                var (copy, optimizer) = (model, Adam())
                optimizer.update(&copy, with: Gradients(values))
            }
        }
        #expect(throws: TensorError.self) { try update([.zeros([2, 3])]) }
        #expect(throws: TensorError.self) { try update([.zeros([3, 2]), .zeros([3])]) }
        #expect(throws: TensorError.self) { try update([nil, nil, nil]) }
        #expect(throws: Never.self) { try update([nil, nil]) }
    }
}
