import FrugalTensor
import Testing

/// Memory counts for the whole process, so each of these runs in a process of its own.
struct MemoryTests {
    @Test func aLoopLeavesNothingBehind() async {
        await #expect(processExitsWith: .success) {
            let x = Tensor.ones([64, 64]).recordingGradients()
            func step() {
                let y = (x.matmul(x) + 1).relu()[0..<32].sum()
                _ = gradients(of: y, withRespectTo: [x])
                var z = x.detached()
                z[0] = 1
                z *= 2
            }
            for _ in 0..<10 { step() }
            let before = Engine.Memory.inUse
            for _ in 0..<1000 { step() }
            #expect(before > 0 && Engine.Memory.inUse == before)
        }
    }

    @Test func failuresLeaveNothingBehind() async {
        await #expect(processExitsWith: .success) {
            let x = Tensor.ones([64, 64])
            func step() { _ = try? Tensor.checking { x.matmul(Tensor.ones([65, 1000])) } }
            for _ in 0..<10 { step() }
            let before = Engine.Memory.inUse
            for _ in 0..<300 { step() }
            #expect(Engine.Memory.inUse == before)
        }
    }

    @Test func thePeakIsTheMostHeldAtOnce() async {
        await #expect(processExitsWith: .success) {
            let before = Engine.Memory.inUse
            let (_, cost) = CostLedger.measure { () -> Tensor in
                let big = Tensor.ones([1 << 20])
                return big.sum()
            }
            #expect(cost.peakMemory >= before + 4 << 20 && cost.peakMemory < before + 6 << 20)
            let small = CostLedger.measure { Tensor.ones([10]) }.cost
            #expect(small.peakMemory < before + 1 << 20)
            // A measurement does not forget the peak of what ran before it.
            #expect(Engine.Memory.peak >= cost.peakMemory)
            Engine.Memory.trim()
            #expect(Engine.Memory.cached == 0)
        }
    }

    @Test func memoryIsUsedAgainWhereNobodyLooks() async {
        await #expect(processExitsWith: .success) {
            var x = Tensor.zeros([1 << 20])
            let ones = Tensor.ones([1 << 20])
            Engine.Memory.resetPeak()
            let before = Engine.Memory.peak
            for _ in 0..<3 { x += ones }
            x *= 2
            x[0..<10] = 5
            #expect(Engine.Memory.peak < before + 1 << 20)
            #expect(x[0].item() == 5 && x[10].item() == 6)
            let copy = x
            x += 1
            #expect(Engine.Memory.peak >= before + 4 << 20 && copy[10].item() == 6)
        }
    }

    @Test func theLimitIsAnError() async {
        await #expect(processExitsWith: .success) {
            _ = Tensor.ones([1])
            Engine.Memory.setLimit(Engine.Memory.inUse + 8 << 20)
            let error = #expect(throws: TensorError.self) { try Tensor.checking { Tensor.ones([4 << 20]) } }
            #expect(error?.code == .outOfMemory)
            #expect(Tensor.ones([1 << 20]).sum().item() == Double(1 << 20))
            Engine.Memory.setLimit(nil)
            #expect(Tensor.ones([4 << 20]).sum().item() == Double(4 << 20))
        }
    }
}
