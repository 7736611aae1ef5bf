import CFrugalTorch

extension Tensor {
    /// The whole tensor side by side, `repeats` times along each of its last dimensions: `tiled(2, 3)`.
    public func tiled(_ repeats: Int...) -> Tensor {
        operation("tiled", self) { frugal_tile($0, repeats, repeats.count, $1) }
    }
    /// Every slice along a dimension `count` times in a row.
    public func repeatingElements(_ count: Int, along dimension: Int) -> Tensor {
        operation("repeatingElements", self) { frugal_repeat_elements($0, count, dimension, $1) }
    }
    /// In reverse order along dimensions.
    public func flipped(along dimensions: Int...) -> Tensor {
        operation("flipped", self) { frugal_flip($0, dimensions, dimensions.count, $1) }
    }
    /// Moved along a dimension; what leaves at the end comes in at the start.
    public func rolled(by shift: Int, along dimension: Int) -> Tensor {
        operation("rolled", self) { frugal_roll($0, [shift], [dimension], 1, $1) }
    }
    /// Turned in the plane of two dimensions by quarters of a circle, from the first towards the second.
    public func rotated(quarterTurns: Int = 1, from first: Int = 0, to second: Int = 1) -> Tensor {
        operation("rotated", self) { frugal_rotate($0, quarterTurns, first, second, $1) }
    }

    /// Windows of `size` elements, one every `step` along a dimension; they become a new last dimension.
    public func windows(of size: Int, every step: Int = 1, along dimension: Int) -> Tensor {
        operation("windows", self) { frugal_unfold($0, dimension, size, step, $1) }
    }
}

/// What surrounds a tensor when it is padded.
public enum PaddingMode: Sendable, Hashable {
    /// One number everywhere.
    case constant(Double)
    /// The tensor mirrored, its edge not repeated.
    case reflect
    /// The edge repeated.
    case replicate
    /// The tensor itself, as if it went on.
    case circular

    fileprivate var engineName: String {
        switch self {
        case .constant: "constant"
        case .reflect: "reflect"
        case .replicate: "replicate"
        case .circular: "circular"
        }
    }

    fileprivate var value: Double {
        if case .constant(let value) = self { value } else { 0 }
    }
}

extension Tensor {
    /// With more elements around it.
    /// - Parameter amounts: how many before and after, for the last dimensions, outermost first: for images
    ///   `[(top, bottom), (left, right)]`. Negative amounts cut off.
    public func padded(_ amounts: [(before: Int, after: Int)], mode: PaddingMode = .constant(0)) -> Tensor {
        let flat = amounts.reversed().flatMap { [$0.before, $0.after] }
        return operation("padded", self) {
            frugal_pad($0, flat, flat.count, mode.engineName, mode.value, $1)
        }
    }
    /// With `amount` more elements on all sides of the last two dimensions.
    public func padded(_ amount: Int, mode: PaddingMode = .constant(0)) -> Tensor {
        padded([(amount, amount), (amount, amount)], mode: mode)
    }
}
