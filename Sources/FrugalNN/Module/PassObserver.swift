import FrugalTensor

/// Watches the parts of a model at work in one pass.
@usableFromInline
protocol PassObserver: AnyObject {
    /// Runs `body`, the computation of `part`, which was given `input` where it is a layer.
    func run<Result>(_ part: some Module, of input: Tensor?, _ body: () throws -> Result) rethrows -> Result
}

extension Pass {
    /// Runs `body` as the computation of `part`, so that a summary can show what it gave. A ``Layer`` does this by
    /// itself; other modules whose results should be shown do it in their own methods.
    public func observing<Result>(
        _ part: some Module, of input: Tensor? = nil, _ body: () throws -> Result
    ) rethrows -> Result {
        guard let observer else { return try body() }
        return try observer.run(part, of: input, body)
    }
}
