/// The middle of some numbers.
enum Median {
    /// The middle value, or the mean of the two in the middle; not-a-number counts as the largest, and is the median of
    /// nothing.
    static func of(_ values: [Double]) -> Double {
        let sorted = values.sorted { $1.isNaN ? !$0.isNaN : $0 < $1 }
        guard let high = sorted.dropFirst(sorted.count / 2).first else { return .nan }
        return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + high) / 2 : high
    }
}
