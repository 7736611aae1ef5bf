import FrugalTensor

// Predictions and targets have the same shape: a `[N, 1]` beside a `[N]` is refused, since broadcasting the two to
// `[N, N]` would train on nonsense.

/// The mean of squared differences.
public func meanSquaredError(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor {
    predictions.squaredError(to: targets, reduction: reduction.code)
}

/// The mean of absolute differences, L1.
public func meanAbsoluteError(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor {
    predictions.absoluteError(to: targets, reduction: reduction.code)
}

/// Half the squared difference up to `delta`, then `delta (|difference| - delta / 2)` (Huber 1964).
public func huber(
    _ predictions: Tensor, _ targets: Tensor, delta: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    predictions.huber(to: targets, delta: delta, reduction: reduction.code)
}

/// ``huber(_:_:delta:reduction:)`` divided by its `delta`, here `beta`: L1 with a round bottom (Girshick 2015).
public func smoothL1(
    _ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    predictions.smoothAbsoluteError(to: targets, beta: beta, reduction: reduction.code)
}
