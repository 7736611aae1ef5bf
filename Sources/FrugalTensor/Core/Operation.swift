import CFrugalTorch

// Every operation goes through one of these: the handles are kept alive over the call, and a failure becomes a trap or,
// inside `Tensor.checking`, an error. They are inlined, so that an operation costs little more than the engine's call.

typealias Pointer = OpaquePointer?
typealias Out = UnsafeMutablePointer<OpaquePointer?>

/// An operation without tensor inputs.
@inline(__always)
func creation(_ name: StaticString, _ call: (Out) -> frugal_status) -> Tensor {
    Engine.start()
    var out: OpaquePointer?
    let status = call(&out)
    if status != FRUGAL_OK { fail(name, status, []) }
    return Tensor(taking: out)
}

/// An operation of one tensor.
@inline(__always)
func operation(_ name: StaticString, _ a: Tensor, _ call: (Pointer, Out) -> frugal_status) -> Tensor {
    var out: OpaquePointer?
    let status = a.withHandle { call($0, &out) }
    if status != FRUGAL_OK { fail(name, status, [a]) }
    return Tensor(taking: out)
}

/// An operation of two tensors.
@inline(__always)
func operation(
    _ name: StaticString, _ a: Tensor, _ b: Tensor, _ call: (Pointer, Pointer, Out) -> frugal_status
) -> Tensor {
    var out: OpaquePointer?
    let status = a.withHandle { a in b.withHandle { b in call(a, b, &out) } }
    if status != FRUGAL_OK { fail(name, status, [a, b]) }
    return Tensor(taking: out)
}

/// An operation of three tensors.
@inline(__always)
func operation(
    _ name: StaticString, _ a: Tensor, _ b: Tensor, _ c: Tensor,
    _ call: (Pointer, Pointer, Pointer, Out) -> frugal_status
) -> Tensor {
    var out: OpaquePointer?
    let status = a.withHandle { a in b.withHandle { b in c.withHandle { c in call(a, b, c, &out) } } }
    if status != FRUGAL_OK { fail(name, status, [a, b, c]) }
    return Tensor(taking: out)
}

/// An operation of any number of tensors and `results` results.
func operation(
    _ name: StaticString, _ inputs: [Tensor], results: Int,
    _ call: (UnsafePointer<OpaquePointer?>, Int, Out) -> frugal_status
) -> [Tensor] {
    var outs = [OpaquePointer?](repeating: nil, count: results)
    let status = withExtendedLifetime(inputs) {
        // An empty list still needs an address to point at.
        let pointers = inputs.map(\.handle.pointer) + [nil]
        return pointers.withUnsafeBufferPointer { list in
            outs.withUnsafeMutableBufferPointer { out in
                guard let list = list.baseAddress, let out = out.baseAddress else { return FRUGAL_OK }
                return call(list, inputs.count, out)
            }
        }
    }
    if status != FRUGAL_OK { fail(name, status, inputs) }
    return outs.map(Tensor.init(taking:))
}

extension Tensor? {
    /// The funnel for an argument that may be missing.
    @inline(__always)
    func withOptionalHandle<Result>(_ body: (OpaquePointer?) throws -> Result) rethrows -> Result {
        guard let self else { return try body(nil) }
        return try self.withHandle(body)
    }
}

/// Records the failure where a scope is checking; otherwise the program ends here.
@inline(never)
func fail(_ name: StaticString, _ status: frugal_status, _ operands: [Tensor]) {
    fail(
        TensorError(
            code: .init(status: status), operation: "\(name)", operands: operands.map(\.signature),
            reason: String(cString: frugal_last_error())))
}

/// The same for a mistake that Frugal itself finds.
@inline(never)
func fail(_ error: TensorError) {
    guard let scope = CheckingScope.current, scope.record(error) else { trap(error) }
}
