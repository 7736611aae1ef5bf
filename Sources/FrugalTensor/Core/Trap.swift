import Runtime

/// Stops the program because an operation could not be done outside `Tensor.checking`: the one place that does.
func trap(_ error: TensorError) -> Never {
    fatalError("\(error)\(callSite().map { "\n  at \($0)" } ?? "")")
}

/// The first place on the stack that is not Frugal's own: operators cannot be told where they were called from.
private func callSite() -> String? {
    guard let backtrace = try? Backtrace.capture(), let symbols = backtrace.symbolicated() else { return nil }
    for frame in symbols.frames {
        guard let location = frame.symbol?.sourceLocation else { continue }
        let house = ["/Sources/FrugalTensor/", "/Sources/FrugalNN/", "/Sources/CFrugalTorch/"]
        if !house.contains(where: { location.path.contains($0) }), location.line > 0 {
            return "\(location.path):\(location.line)"
        }
    }
    return nil
}
