/// How well one number tells two kinds of things apart, whatever threshold is put on it.
public enum RankStatistic {
    /// The area under the receiver operating characteristic (AUROC): the probability that a random one of `high` has a
    /// higher value than a random one of `low`, ties counting half (the Mann-Whitney statistic). 0.5 is chance.
    ///
    /// Sorts once; nan where either is empty.
    public static func areaUnderCurve(high: [Double], low: [Double]) -> Double {
        guard !high.isEmpty, !low.isEmpty else { return .nan }
        let sorted = low.sorted()
        var wins = 0.0
        for value in high {
            let below = sorted.partitioningIndex { $0 >= value }
            let upTo = sorted.partitioningIndex { $0 > value }
            wins += Double(below) + Double(upTo - below) / 2
        }
        return wins / (Double(high.count) * Double(low.count))
    }
}

extension [Double] {
    /// The first position from which on all elements of this sorted array are `after`, by bisection.
    fileprivate func partitioningIndex(where after: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if after(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
