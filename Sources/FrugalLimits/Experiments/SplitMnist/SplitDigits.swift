import FrugalData
import FrugalTensor
import FrugalTrack

/// Digits dealt into contexts of two.
struct SplitDigits: Sendable {
    /// Which digit is which class: class 0 is `order[0]`. Neighbours share a context.
    let order: [Int]
    /// The examples of each context.
    let contexts: [ContextExamples]

    /// How many classes a context has.
    static let classes = 2

    /// Deals pictures.
    /// - Parameters:
    ///   - pixels: `[N, pixels]`, uint8.
    ///   - labels: the digit of each.
    ///   - order: which digit is which class.
    ///   - indices: the pictures that take part.
    init(_ pixels: Tensor, _ labels: [Int], order: [Int], indices: [Int]) {
        self.order = order
        let contexts = order.count / Self.classes
        var members = [[Int]](repeating: [], count: contexts)
        let classOf = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        for index in indices {
            if let label = classOf[labels[index]] { members[label / Self.classes].append(index) }
        }
        self.contexts = members.filter { !$0.isEmpty }.map { indices in
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
