import FrugalData

/// How data are divided for a fit.
public enum SplitPlan {
    /// The examples of a held-out part: a fifth of small data, less of large, because the precision of an accuracy depends
    /// on the number of examples and not on their share.
    public static func heldOut(of count: Int) -> Int {
        count <= 10_000 ? count / 5 : max(2000, min(10_000, count / 10))
    }

    /// Divides `data` by class and seed; equal examples stay in one part.
    /// - Parameter hasTest: whether a test part comes from elsewhere, so that none is cut off here.
    /// - Throws: `DataError` where nothing would be left to train on.
    static func split(_ data: LabelledData, hasTest: Bool, seed: UInt64) throws -> Split {
        let size = Double(max(1, data.count))
        let share = Split.Share.fraction(min(0.45, Double(heldOut(of: data.count)) / size))
        return try Split.stratified(
            labels: data.labels, validation: share, test: hasTest ? .count(0) : share, groups: data.groups, seed: seed)
    }
}
