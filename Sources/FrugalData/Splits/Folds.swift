import FrugalTensor

extension Split {
    /// Divides the examples into `count` folds for cross-validation: split k validates on fold k and trains on the rest.
    ///
    /// Classes are spread evenly; every example is validated on exactly once. There is no test part.
    ///
    /// - Parameter groups: where given, the group of each example; a group stays in one fold.
    /// - Throws: `DataError` (`.invalidArgument`) for fewer than two folds, or fewer examples or groups than folds.
    public static func folds(
        _ count: Int, labels: [Int], groups: [String]? = nil, seed: UInt64
    ) throws -> [Split] {
        let units = groups.map { Set($0).count } ?? labels.count
        guard count >= 2, count <= units, groups.map({ $0.count == labels.count }) ?? true else {
            throw DataError(
                .invalidArgument,
                "\(labels.count) examples\(groups == nil ? "" : " in \(units) groups") cannot be put into \(count) folds"
            )
        }
        var fold = [Int](repeating: 0, count: labels.count)
        var random = RandomStream(seed: seed)
        if let groups {
            var members = Dictionary(grouping: labels.indices) { groups[$0] }.sorted { $0.key < $1.key }.map(\.value)
            random.shuffle(&members)
            var sizes = [Int](repeating: 0, count: count)
            for group in members.indices.sorted(by: { (members[$1].count, $0) < (members[$0].count, $1) }) {
                let smallest = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
                sizes[smallest] += members[group].count
                for index in members[group] { fold[index] = smallest }
            }
        } else {
            // Dealt like cards, class after class without starting over, so that the folds' sizes differ by one at most.
            var next = 0
            for (_, members) in Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted(by: { $0.key < $1.key })
            {
                for index in random.shuffled(members) {
                    fold[index] = next % count
                    next += 1
                }
            }
        }
        return (0..<count).map { k in Split(parts: fold.map { $0 == k ? .validation : .train }) }
    }
}
