import FrugalTensor
import Testing

/// Tensors from nothing.
struct CreationTests {
    @Test func constants() {
        expectClose(Tensor.zeros([2]), [0, 0])
        expectClose(Tensor.ones([1, 2]), [1, 1], shape: [1, 2])
        expectClose(Tensor.full([2], 2.5), [2.5, 2.5])
        expectClose(Tensor.eye(2), [1, 0, 0, 1])
        expectClose(Tensor.eye(2, 3), [1, 0, 0, 0, 1, 0], shape: [2, 3])
        let like = Tensor.ones(like: Tensor([1, 2]))
        #expect(like.dtype == .int64 && like.ints() == [1, 1])
    }

    @Test func sequences() {
        expectClose(Tensor.arange(to: 3), [0, 1, 2])
        expectClose(Tensor.arange(1, to: 2, by: 0.25, dtype: .float64), [1, 1.25, 1.5, 1.75])
        expectClose(Tensor.linspace(from: 0, to: 1, count: 5), [0, 0.25, 0.5, 0.75, 1])
    }

    @Test func viewsOfForeignMemoryReleaseTheirOwner() {
        final class Owner {
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 4)
            deinit { memory.deallocate() }
        }
        weak var watched: Owner?
        do {
            let owner = Owner()
            watched = owner
            owner.memory.copyBytes(from: [1, 2, 3, 4])
            let view = Tensor(viewing: UnsafeRawBufferPointer(owner.memory), shape: [4], dtype: .uint8, owner: owner)
            #expect(view.ints() == [1, 2, 3, 4])
            #expect(view[1...].ints() == [2, 3, 4])
        }
        #expect(watched == nil)
    }
}
