import FrugalTensor

/// The length of the difference of two tensors, relative to the length of the second; infinite where shapes differ.
public func relativeDistance(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let (a, b) = (a.detached().doubles(), b.detached().doubles())
    let difference = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    return difference / max(b.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-12)
}
