import FrugalTensor
import Testing

/// The mistake stands in a function of this file: the body of an exit test is compiled into another.
@inline(never) private func multiplyMisfits() {
    _ = Tensor.ones([2, 3]).matmul(Tensor.ones([4, 5]))
}

/// Outside `Tensor.checking` a mistake ends the program; the message says what and where.
struct TrapTests {
    @Test func theMessageNamesOperationShapesAndCaller() async throws {
        let result = try await #require(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            multiplyMisfits()
        }
        let text = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(text.contains("matmul of float32 [2, 3] and float32 [4, 5]"))
        #expect(text.contains("TrapTests.swift:6"))
    }

    @Test func aTaskThatOutlivesItsScopeIsNotSilent() async throws {
        let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let task = try Tensor.checking {
                Task {
                    try await Task.sleep(for: .milliseconds(50))
                    multiplyMisfits()
                }
            }
            try await task.value
        }
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("Fatal error: matmul of"))
    }
}
