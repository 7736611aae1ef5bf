import FrugalTensor
import Testing

/// Scopes end where their braces do, however they are left.
struct ScopeTests {
    struct Stop: Error {}

    @Test func withoutGradientsRecordsNothing() {
        let x = sample([2]).recordingGradients()
        #expect(!withoutGradients { x * 2 }.requiresGradient)
        #expect((x * 2).requiresGradient)
        #expect(withoutGradients { withGradients(true) { x * 2 } }.requiresGradient)
    }

    @Test func withoutGradientsEndsAfterAThrow() {
        let x = sample([2]).recordingGradients()
        #expect(throws: Stop.self) { try withoutGradients { throw Stop() } }
        #expect((x * 2).requiresGradient)
        #expect(throws: Stop.self) { try withGradients(true) { try withoutGradients { throw Stop() } } }
        #expect((x * 2).requiresGradient)
    }

    @Test func autocastLowersProductsOnly() {
        let a = Tensor.ones([2, 2])
        let (product, sum) = withAutocast { (a.matmul(a), (a + a).exp()) }
        #expect(product.dtype == .bfloat16 && sum.dtype == .float32)
        #expect(a.matmul(a).dtype == .float32)
        #expect(withAutocast { withAutocast { a.matmul(a).dtype } } == .bfloat16)
    }

    @Test func autocastEndsAfterAThrow() {
        let a = Tensor.ones([2, 2])
        #expect(throws: Stop.self) { try withAutocast { throw Stop() } }
        #expect(a.matmul(a).dtype == .float32)
    }

    @Test func autocastSeesNewWeights() {
        // Casts are remembered within a scope; a weight changed between two scopes must be cast anew.
        let x = Tensor.ones([1, 2])
        var weight = Tensor.ones([2, 1]).recordingGradients()
        #expect(withAutocast { x.matmul(weight) }.item() == 2)
        weight = (weight.detached() * 3).recordingGradients()
        #expect(withAutocast { x.matmul(weight) }.item() == 6)
    }
}
