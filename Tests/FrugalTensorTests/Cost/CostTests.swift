import Foundation
import FrugalTensor
import Testing

/// Multiply-adds against the formulas of the textbook.
struct CostTests {
    private func count(_ body: () -> Tensor) -> Int { CostLedger.measure(body).cost.multiplyAdds }

    /// Multiply-adds of the forward pass, and of the backward pass to all of `leaves`.
    private func count(_ leaves: [Tensor], _ body: ([Tensor]) -> Tensor) -> (forward: Int, backward: Int) {
        let leaves = leaves.map { $0.recordingGradients() }
        let (loss, forward) = CostLedger.measure { body(leaves).sum() }
        let backward = CostLedger.measure { gradients(of: loss, withRespectTo: leaves) }.cost
        return (forward.multiplyAdds, backward.multiplyAdds)
    }

    @Test func products() {
        #expect(count { Tensor.ones([3, 4]).matmul(Tensor.ones([4, 5])) } == 60)
        #expect(count { Tensor.ones([2, 3, 4]).matmul(Tensor.ones([2, 4, 5])) } == 120)
        #expect(
            count {
                var sum = Tensor.ones([3, 5])
                var column = sum[.all, 0].clone()
                sum.subtractProduct(Tensor.ones([3, 4]), Tensor.ones([4, 5]))
                column.subtractProduct(Tensor.ones([3, 4]), Tensor.ones([4]))
                return sum
            } == 72)
        #expect(count { Tensor.ones([2, 3, 4]).matmul(Tensor.ones([4, 5])) } == 120)
        #expect(count { Tensor.ones([3, 4]).matmul(Tensor.ones([4])) } == 12)
        #expect(count { Tensor.ones([4]).dot(Tensor.ones([4])) } == 4)
        #expect(count { Tensor.einsum("bij,bjk->bik", [Tensor.ones([2, 3, 4]), Tensor.ones([2, 4, 5])]) } == 120)
        #expect(count { (Tensor.ones([30, 30]) + 1).exp().sum() } == 0)
        #expect(count { withAutocast { Tensor.ones([3, 4]).matmul(Tensor.ones([4, 5])) } } == 60)
    }

    @Test func largeProductsWithEitherKernel() {
        let a = Tensor.ones([200, 300]), b = Tensor.ones([300, 100])
        #expect(count { a.matmul(b) } == 200 * 300 * 100)
    }

    @Test func linear() {
        for batch in [[8], [2, 4]] {
            let cost = count([Tensor.ones(batch + [5]), Tensor.ones([3, 5]), Tensor.ones([3])]) {
                $0[0].linear(weight: $0[1], bias: $0[2])
            }
            #expect(cost.forward == 8 * 5 * 3 && cost.backward == 2 * 8 * 5 * 3)
        }
    }

    @Test func nestedMeasurementsCountTwice() {
        let (inner, outer) = CostLedger.measure {
            _ = Tensor.ones([2, 2]).matmul(Tensor.ones([2, 2]))
            return CostLedger.measure { Tensor.ones([3, 3]).matmul(Tensor.ones([3, 3])) }.cost
        }
        #expect(inner.multiplyAdds == 27 && outer.multiplyAdds == 35)
    }

    @Test func theLedgerClosesAfterAThrow() {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try CostLedger.measure { () throws -> Tensor in throw Stop() } }
        #expect(count { Tensor.ones([2, 2]).matmul(Tensor.ones([2, 2])) } == 8)
        // What fails is not counted.
        let cost = CostLedger.measure { _ = try? Tensor.checking { Tensor.ones([2, 2]).matmul(Tensor.ones([3, 2])) } }
        #expect(cost.cost.multiplyAdds == 0)
    }

    @Test func sumsAndEnergy() throws {
        let a = Cost(multiplyAdds: 10, synapticOperations: 4, parameters: 7, peakMemory: 100, seconds: 1)
        let b = Cost(multiplyAdds: 5, synapticOperations: 6, parameters: 9, peakMemory: 50, seconds: 2)
        let sum = Cost(multiplyAdds: 15, synapticOperations: 10, parameters: 9, peakMemory: 100, seconds: 3)
        #expect(a + b == sum)
        #expect(abs(sum.energy - (15 * 4.6e-12 + 10 * 0.9e-12)) < 1e-20)
        #expect(try JSONDecoder().decode(Cost.self, from: JSONEncoder().encode(sum)) == sum)
    }

    @Test func timeIsMeasured() {
        let cost = CostLedger.measure { Thread.sleep(forTimeInterval: 0.02) }.cost
        #expect(cost.seconds >= 0.02 && cost.seconds < 5)
    }
}
