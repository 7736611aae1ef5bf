import CFrugalTorch

// What is done to all gradients at once.

/// The Euclidean norm of all elements of all tensors together.
package func globalNorm(of tensors: [Tensor?]) -> Double {
    var norm = Double.nan
    let status = withExtendedLifetime(tensors) {
        tensors.map { $0?.handle.pointer }.withUnsafeBufferPointer { list in
            list.baseAddress.map { frugal_global_norm($0, list.count, &norm) } ?? FRUGAL_OK
        }
    }
    if status != FRUGAL_OK { fail("globalNorm", status, tensors.compactMap { $0 }) }
    return tensors.isEmpty ? 0 : norm
}

/// Multiplies every element of every tensor, in place where nobody else sees it.
package func scale(_ tensors: inout [Tensor?], by factor: Double) {
    changeAll(&tensors, "scale") { frugal_scale_list($0, $1, factor) }
}

/// Limits every element of every tensor to a range, in place where nobody else sees it.
package func clamp(_ tensors: inout [Tensor?], from low: Double, to high: Double) {
    changeAll(&tensors, "clamp") { frugal_clamp_list($0, $1, low, high) }
}

private func changeAll(
    _ tensors: inout [Tensor?], _ name: StaticString, _ call: (UnsafePointer<OpaquePointer?>, Int) -> frugal_status
) {
    var pointers: [OpaquePointer?] = []
    for index in tensors.indices {
        guard var tensor = tensors[index] else { continue }
        tensors[index] = nil
        tensor.makeUnique()
        pointers.append(tensor.handle.pointer)
        tensors[index] = tensor
    }
    let status = withExtendedLifetime(tensors) {
        pointers.withUnsafeBufferPointer { list in list.baseAddress.map { call($0, list.count) } ?? FRUGAL_OK }
    }
    if status != FRUGAL_OK { fail(name, status, tensors.compactMap { $0 }) }
}

extension Tensor {
    /// Whether every element is a number: no infinity, no NaN.
    package var isAllFinite: Bool {
        var answer = false
        let status = withHandle { frugal_all_finite($0, &answer) }
        if status != FRUGAL_OK { fail("isAllFinite", status, [self]) }
        return answer
    }
}
