/// A part of a network that one tensor leads into and one leads out of, and that holds weights: the unit in which layers are
/// frozen.
public struct NetworkBlock: Codable, Hashable, Sendable {
    /// What it is called: what the names of its tensors have in common.
    public var name: String
    /// Its steps.
    public var steps: Range<Int>
    /// Its learned tensors.
    public var learned: [String]
}

extension NetworkPlan {
    /// The network cut wherever a single tensor passes and both sides hold kernels, from the input on. The last block is the
    /// head: what lies behind the features.
    ///
    /// What has no kernels (normalisation, rectifier, pooling) belongs to the block before it.
    public var blocks: [NetworkBlock] {
        let head = headStart
        let cuts = (1..<max(1, head)).filter(isCut)
        var bounds = [0]
        for (index, place) in cuts.enumerated() {
            let end = index + 1 < cuts.count ? cuts[index + 1] : head
            let comesAfterKernels = steps[..<place].contains(where: \.hasKernels)
            if comesAfterKernels, steps[place..<end].contains(where: \.hasKernels) { bounds.append(place) }
        }
        return zip(bounds, bounds.dropFirst() + [head]).map { block($0..<$1) } + [block(head..<steps.count)]
    }

    /// The first step behind the features.
    public var headStart: Int { (steps.firstIndex { $0.output == features } ?? steps.count - 1) + 1 }

    /// The learned tensors behind the features.
    public var headNames: [String] { block(headStart..<steps.count).learned }

    /// Whether all that lies behind a place depends on nothing before it but the output of the step before.
    func isCut(_ place: Int) -> Bool {
        let before = Set(steps[..<place].map(\.output)).union([Self.input])
        let reached = Set(steps[place...].flatMap(\.inputs)).intersection(before)
        return reached == [steps[place - 1].output]
    }

    private func block(_ range: Range<Int>) -> NetworkBlock {
        var names: [String] = []
        for step in steps[range] {
            for name in step.tensorNames.learned where !names.contains(name) { names.append(name) }
        }
        return NetworkBlock(name: Self.commonName(names), steps: range, learned: names)
    }

    /// The components that all names begin with; the name of the first part where they share none.
    static func commonName(_ names: [String]) -> String {
        let parts = names.map { $0.split(separator: ".").map(String.init) }
        guard let first = parts.first else { return "" }
        var shared = 0
        while shared < first.count - 1, parts.allSatisfy({ $0.count > shared + 1 && $0[shared] == first[shared] }) {
            shared += 1
        }
        return first.prefix(max(1, shared)).joined(separator: ".")
    }
}

extension NetworkStep {
    /// Whether it has weights that are no mere scale of channels.
    fileprivate var hasKernels: Bool {
        switch operation {
        case .convolution, .linear: true
        default: false
        }
    }
}
