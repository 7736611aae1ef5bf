import FrugalNN
import FrugalTensor

/// The learned tensors of a network in blocks, from the input to the head: the units that are held still or trained, each at
/// a rate of its own.
public struct TunedBlocks: Codable, Hashable, Sendable {
    /// A block.
    public struct Block: Codable, Hashable, Sendable {
        /// What its tensors have in common in their names.
        public var name: String
        /// Its learned tensors.
        public var paths: [String]
    }

    /// The blocks; the last one is the head.
    public let blocks: [Block]

    /// These blocks, the head last.
    public init(_ blocks: [Block]) { self.blocks = blocks }

    /// The blocks of a network: its own division, or of one without what its paths have in common up to the first number:
    /// `stages.0.blocks.1.conv.weight` belongs to `stages.0`.
    public init(of network: some Module) {
        if let divided = network as? any FeatureNetwork {
            blocks = divided.tunedBlocks.blocks
            return
        }
        var found: [Block] = []
        for path in network.parameterPaths {
            let name = Self.blockName(path)
            if found.last?.name == name {
                found[found.count - 1].paths.append(path)
            } else {
                found.append(Block(name: name, paths: [path]))
            }
        }
        blocks = found
    }

    /// The blocks before the head.
    public var bodyCount: Int { max(0, blocks.count - 1) }

    /// The learned tensors of the head.
    public var headPaths: [String] { blocks.last?.paths ?? [] }

    /// For each learned tensor, in the order of ``Module/parameters``, the place of its block.
    func places(in network: some Module) -> [Int] {
        var place: [String: Int] = [:]
        for (index, block) in blocks.enumerated() { for path in block.paths { place[path] = index } }
        return network.parameterPaths.map { place[$0] ?? 0 }
    }

    private static func blockName(_ path: String) -> String {
        let parts = path.split(separator: ".").dropLast()
        guard let number = parts.firstIndex(where: { Int($0) != nil }) else { return String(parts.first ?? "") }
        return parts[...number].joined(separator: ".")
    }
}

extension Module {
    /// The linear map at the end: weight `[classes, d]` and bias `[classes]`, which a probe takes the place of.
    /// - Returns: whether the head is one such map.
    mutating func replaceHead(_ blocks: TunedBlocks, by probe: Probe) -> Bool {
        let head = Set(blocks.headPaths)
        var replaced = 0
        forEachTensor { path, _, tensor in
            guard head.contains(path) else { return }
            if tensor.shape == probe.weight.shape {
                tensor = probe.weight.to(tensor.device)
                replaced += 1
            } else if tensor.shape == probe.bias.shape {
                tensor = probe.bias.to(tensor.device)
                replaced += 1
            }
        }
        return replaced == 2
    }
}
