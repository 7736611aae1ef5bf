import FrugalTensor

/// Digits dealt into contexts of two.
enum SplitDigits {
    /// How many classes a context has.
    static let classes = 2

    /// Deals pictures; a context without any is left out.
    /// - Parameters:
    ///   - pixels: `[N, pixels]`, uint8.
    ///   - labels: the digit of each.
    ///   - order: which digit is which class: class 0 is `order[0]`, and neighbours share a context.
    static func contexts(_ pixels: Tensor, _ labels: [Int], order: [Int]) -> [ContextExamples] {
        var members = [[Int]](repeating: [], count: order.count / classes)
        let classOf = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        for (index, label) in labels.enumerated() {
            if let place = classOf[label] { members[place / classes].append(index) }
        }
        return members.filter { !$0.isEmpty }.map { indices in
            ContextExamples(
                checked: pixels.indexSelected(at: Tensor(indices)).to(.float32) / 255,
                indices.map { classOf[labels[$0]] ?? 0 })
        }
    }

    /// The order in which a seed deals the digits.
    static func order(_ classes: Int, seed: UInt64) -> [Int] {
        var random = RandomStream(seed: seed).named("digits")
        return random.shuffled(Array(0..<classes))
    }
}
