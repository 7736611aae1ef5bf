/// What lies outside a picture, for the corruptions that look there.
enum Border: Sendable {
    /// Black.
    case black
    /// The outermost sample, repeated.
    case edge
    /// The picture mirrored at its outermost sample, which is not repeated.
    case reflect

    /// The index inside that stands for `index`, or -1 for black.
    @inline(__always)
    func inside(_ index: Int, count: Int) -> Int {
        if index >= 0, index < count { return index }
        switch self {
        case .black: return -1
        case .edge: return index < 0 ? 0 : count - 1
        case .reflect:
            guard count > 1 else { return 0 }
            let period = 2 * (count - 1)
            let place = abs(index) % period
            return place < count ? place : period - place
        }
    }
}
