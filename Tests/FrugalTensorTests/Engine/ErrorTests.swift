import FrugalTensor
import Testing

/// What `Tensor.checking` throws, and what it leaves alone.
struct ErrorTests {
    struct Stop: Error {}
    let a = Tensor.ones([2, 3]), b = Tensor.ones([4, 5])

    @Test func messageNamesOperationShapesAndTypes() {
        let error = #expect(throws: TensorError.self) { try Tensor.checking { a.matmul(b.to(.float64)) } }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("matmul of float32 [2, 3] and float64 [4, 5]: "))
        #expect(!text.contains("Exception raised from"))
        #expect(error?.code == .invalid && error?.operation == "matmul")
    }

    @Test func theFirstFailureIsThrown() {
        let error = #expect(throws: TensorError.self) {
            try Tensor.checking {
                let bad = a.matmul(b)
                let worse = a.reshaped(7)
                return bad + worse
            }
        }
        #expect(error?.operation == "matmul")
    }

    @Test func failedResultsDoNothing() {
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                var bad = a.matmul(b)
                #expect(bad.shape == [] && bad.count == 0 && bad.rank == 0 && bad.dtype == .float32)
                #expect(bad.device == .cpu && !bad.requiresGradient && !bad.isChannelsLast)
                #expect(bad.description == "Tensor(failed)")
                #expect(bad.item().isNaN && bad.itemInt() == 0 && bad.doubles() == [] && bad.bools() == [])
                #expect(!bad.elementsEqual(a) && !bad.sharesMemory(with: a))
                bad += 1
                bad += a
                bad[0] = 3
                bad[bad] = a
                _ = Tensor.concatenated([bad, a]).softmax(along: 0).top(1).values[0, 1...]
                _ = (bad.split(into: 2), bad.svd(), bad.size(of: 0))
                _ = gradients(of: bad, withRespectTo: [bad])
                var good = a
                good[0] = bad
                good += bad
                return bad
            }
        }
    }

    @Test func scopesNest() throws {
        let result = try Tensor.checking {
            let inner = #expect(throws: TensorError.self) { try Tensor.checking { a.matmul(b) } }
            #expect(inner?.operation == "matmul")
            return a + 1
        }
        #expect(result.shape == [2, 3])
    }

    @Test func otherErrorsPass() {
        #expect(throws: Stop.self) { try Tensor.checking { throw Stop() } }
        // The operation failed first; what was thrown after may only be its echo.
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                _ = a.matmul(b)
                throw Stop()
            }
        }
    }

    @Test func kinds() {
        func code(_ body: () -> Tensor) -> TensorError.Code? {
            do { _ = try Tensor.checking(body) } catch let error as TensorError { return error.code } catch {}
            return nil
        }
        #expect(code { a.matmul(b) } == .invalid)
        #expect(code { a[9] } == .index)
        #expect(code { a.sum(along: 5) } == .index)
        #expect(code { Tensor.ones([2, 2]).inverse() } == .numeric)
        #expect(code { Tensor([1.0] as [Float], shape: [2, 2]) } == .invalid)
        #expect(code { Tensor.zeros([-1]) } != nil)
        #expect(code { Tensor.zeros([1 << 40, 1 << 20]) } != nil)
        #expect(code { Tensor.concatenated([]) } == .invalid)
        #expect(code { a.split(into: 0)[0...].first ?? a } == .invalid)
        #expect(code { a.chunked(by: -1).first ?? a } == .invalid)
        #expect(code { a.pow(.nan).reshaped(-1, -1) } == .invalid)
        #expect(code { a + 1 } == nil)
    }
}
