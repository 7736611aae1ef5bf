import CFrugalTorch

/// What may stand in the brackets of `x[…]`: a number, a range, a list, a tensor, or one of `.all`, `.ellipsis`,
/// `.newAxis`, `.every(_:)` and `.range(from:to:by:)`.
///
/// Positions count from 0; negative ones count from the end, so that -1 is the last.
public protocol TensorIndexing {
    /// The index in the one form that ``Tensor`` reads.
    var tensorIndex: TensorIndex { get }
}

/// One place of an index.
public struct TensorIndex: TensorIndexing, Sendable {
    enum Kind: Sendable {
        case position(Int)
        case range(from: Int, to: Int?, by: Int)
        case ellipsis
        case newAxis
        case tensor(Tensor)
    }

    let kind: Kind

    /// The index itself.
    public var tensorIndex: TensorIndex { self }

    /// The form of the C header.
    var engineIndex: frugal_index {
        switch kind {
        case .position(let place): .init(kind: FRUGAL_INDEX_AT, start: place, stop: 0, step: 1, to_end: false)
        case .range(let from, let to, let by):
            .init(kind: FRUGAL_INDEX_RANGE, start: from, stop: to ?? 0, step: by, to_end: to == nil)
        case .ellipsis: .init(kind: FRUGAL_INDEX_ELLIPSIS, start: 0, stop: 0, step: 1, to_end: false)
        case .newAxis: .init(kind: FRUGAL_INDEX_NEW_AXIS, start: 0, stop: 0, step: 1, to_end: false)
        case .tensor: .init(kind: FRUGAL_INDEX_TENSOR, start: 0, stop: 0, step: 1, to_end: false)
        }
    }

    var tensor: Tensor? {
        if case .tensor(let tensor) = kind { tensor } else { nil }
    }

    static func range(from: Int, through last: Int) -> TensorIndex {
        // Through -1 means to the end: one more would be 0, the beginning.
        TensorIndex(
            kind: .range(from: from, to: last == -1 ? nil : last.addingReportingOverflow(1).partialValue, by: 1))
    }
}

extension TensorIndexing where Self == TensorIndex {
    /// The whole dimension.
    public static var all: TensorIndex { TensorIndex(kind: .range(from: 0, to: nil, by: 1)) }
    /// As many whole dimensions as the other places leave over. At the beginning `...` says the same.
    public static var ellipsis: TensorIndex { TensorIndex(kind: .ellipsis) }
    /// A new dimension of length one.
    public static var newAxis: TensorIndex { TensorIndex(kind: .newAxis) }
    /// The last position.
    public static var last: TensorIndex { TensorIndex(kind: .position(-1)) }
    /// Every `step`th position, from the first.
    public static func every(_ step: Int) -> TensorIndex { TensorIndex(kind: .range(from: 0, to: nil, by: step)) }
    /// Every `step`th position from `start` to before `end`; nil is the end of the dimension.
    public static func range(from start: Int, to end: Int? = nil, by step: Int) -> TensorIndex {
        TensorIndex(kind: .range(from: start, to: end, by: step))
    }
}

extension Int: TensorIndexing {
    /// One position; the dimension disappears.
    public var tensorIndex: TensorIndex { TensorIndex(kind: .position(self)) }
}

extension Range<Int>: TensorIndexing {
    /// The positions of the range, which must lie within the dimension.
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(from: lowerBound, to: upperBound, by: 1)) }
}

extension ClosedRange<Int>: TensorIndexing {
    /// The positions of the range, which must lie within the dimension.
    public var tensorIndex: TensorIndex { .range(from: lowerBound, through: upperBound) }
}

extension PartialRangeFrom<Int>: TensorIndexing {
    /// From a position to the end: `(-3)...` are the last three.
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(from: lowerBound, to: nil, by: 1)) }
}

extension PartialRangeUpTo<Int>: TensorIndexing {
    /// Up to a position: `..<(-1)` is all but the last.
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(from: 0, to: upperBound, by: 1)) }
}

extension PartialRangeThrough<Int>: TensorIndexing {
    /// Through a position.
    public var tensorIndex: TensorIndex { .range(from: 0, through: upperBound) }
}

extension Array<Int>: TensorIndexing {
    /// These positions, in this order.
    public var tensorIndex: TensorIndex { TensorIndex(kind: .tensor(Tensor(self))) }
}

extension Tensor: TensorIndexing {
    /// Positions, where the tensor holds whole numbers; a choice, where it holds truth values (a mask).
    public var tensorIndex: TensorIndex { TensorIndex(kind: .tensor(self)) }
}
