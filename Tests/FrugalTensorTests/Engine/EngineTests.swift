import FrugalTensor
import Testing

/// The engine itself, devices and element types.
struct EngineTests {
    @Test func describesItself() {
        #expect(Engine.version.hasPrefix("2."))
        #expect(Engine.build.contains("MKL") || Engine.build.contains("BLAS"))
        #expect(Engine.threads >= 1)
        #expect(Device.available.first == .cpu)
    }

    @Test func bothMatrixKernelsAreAsPrecise() {
        let a = Tensor.linspace(from: -1, to: 1, count: 300 * 200).reshaped(300, 200)
        let exact = a.to(.float64).matmul(a.to(.float64).transposed())
        let error = (a.matmul(a.transposed()).to(.float64) - exact).norm().item() / exact.norm().item()
        #expect(error < 2e-6)
    }

    @Test func deviceNames() {
        for name in ["cpu", "cuda:1", "mps"] { #expect(Device(name: name)?.description == name) }
        #expect(Device(name: "cuda") == .cuda(0))
        #expect(Device(name: "cuda:-1") == nil && Device(name: "gpu") == nil)
    }

    /// Each type shows in its size and in what it does to numbers near its limits, so a wrong code cannot pass.
    @Test(arguments: [
        (DType.uint8, [255.0, 2.0]), (.int32, [255.0, 2.0]), (.int64, [255.0, 2.0]), (.bool, [1.0, 1.0]),
        (.float16, [255.0, 2.5]), (.bfloat16, [255.0, 2.5]), (.float32, [255.0, 2.5]), (.float64, [255.0, 2.5]),
    ])
    func typesAreWhatTheySay(_ dtype: DType, _ expected: [Double]) {
        let x = Tensor([255.0, 2.5] as [Double]).to(dtype)
        #expect(x.dtype == dtype && x.doubles() == expected)
        #expect(Tensor.zeros([3], dtype: dtype).dtype == dtype)
        #expect(x.clone().to(dtype).dtype == dtype)
    }

    @Test func typesHaveTheirPrecisionAndRange() {
        func kept(_ value: Double, _ dtype: DType) -> Double { Tensor(value, dtype: .float64).to(dtype).item() }
        #expect(kept(257, .bfloat16) == 256 && kept(1e30, .bfloat16) > 9e29)
        #expect(kept(2049, .float16) == 2048 && kept(1e5, .float16) == .infinity)
        #expect(kept(16_777_217, .float32) == 16_777_216)
        #expect(kept(16_777_217, .float64) == 16_777_217)
        #expect(kept(1_099_511_627_776, .int64) == 1_099_511_627_776)
        #expect(kept(257, .uint8) == 1)
    }

    @Test func elementsAreReadInEveryForm() {
        let x = Tensor([0.0, 1.9, 200] as [Double])
        #expect(x.floats() == [0, 1.9, 200] && x.ints() == [0, 1, 200])
        #expect(x.bytes() == [0, 1, 200] && x.bools() == [false, true, true])
        #expect(Tensor([3]).itemInt() == 3 && Tensor(2.5).item() == 2.5)
        #expect(x.transposed(0, 0).doubles() == x.doubles())
        #expect(sample([2, 3]).transposed().contiguous().doubles() == sample([2, 3]).transposed().doubles())
        #expect(Tensor([Float]()).floats() == [] && Tensor([Float]()).shape == [0])
    }

    @Test func channelsLastKeepsValues() {
        for shape in [[2, 3, 4, 5], [2, 1, 4, 5], [2, 3, 1, 1]] {
            let x = sample(shape)
            #expect(x.channelsLast().isChannelsLast)
            expectClose(x.channelsLast(), x)
        }
    }

    @Test func manyTasksComputeAtOnce() async {
        let x = sample([40, 40]).to(.float32)
        let expected = (x.matmul(x) + 1).sum().item()
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<64 {
                group.addTask {
                    var local = x
                    for _ in 0..<20 { local += 0 }
                    let failed = try? Tensor.checking { x.reshaped(task + 7, 3) }
                    let leaf = local.recordingGradients()
                    let slope = gradients(of: (leaf * leaf).sum(), withRespectTo: [leaf])[0]
                    return failed == nil && abs((local.matmul(local) + 1).sum().item() - expected) < 1e-3
                        && slope.isClose(to: x * 2).all().bools() == [true]
                }
            }
            for await right in group { #expect(right) }
        }
    }

    @Test func descriptionsAreShort() {
        #expect(Tensor([1, 2]).description == "Tensor(int64 [2]: 1, 2)")
        #expect(Tensor.zeros([100]).description.hasSuffix("…)"))
    }
}
