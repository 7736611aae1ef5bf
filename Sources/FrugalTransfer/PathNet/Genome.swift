import FrugalTensor

/// A path through a modular network: for each layer the modules that it uses (Fernando et al. 2017, section 2.2).
///
/// Two genes of a layer may name the same module, which is then used once.
public struct Genome: Hashable, Codable, Sendable {
    /// The genes, `[layers][genes]`, each from 0 to modules - 1.
    public private(set) var genes: [[Int]]
    /// Modules of a layer.
    public let modules: Int

    /// A genome of these genes.
    public init(genes: [[Int]], modules: Int) {
        self.genes = genes
        self.modules = modules
    }

    /// A genome drawn evenly.
    public init(layers: Int, genes: Int, modules: Int, using random: inout RandomStream) {
        self.genes = (0..<layers).map { _ in (0..<genes).map { _ in Int.random(in: 0..<modules, using: &random) } }
        self.modules = modules
    }

    /// The modules of each layer, each once, in order.
    public var path: [[Int]] { genes.map { Set($0).sorted() } }

    /// A copy in which each gene has moved, with a probability of one over all genes, by -2 to 2, and was kept within the
    /// modules: the authors' own rule (the paper has no word on the borders).
    public func mutated(using random: inout RandomStream) -> Genome {
        let count = genes.reduce(0) { $0 + $1.count }
        var copy = self
        for layer in copy.genes.indices {
            for gene in copy.genes[layer].indices where Int.random(in: 0..<count, using: &random) == 0 {
                let moved = copy.genes[layer][gene] + Int.random(in: -2...2, using: &random)
                copy.genes[layer][gene] = min(max(moved, 0), modules - 1)
            }
        }
        return copy
    }

    /// How many modules two paths share.
    public func overlap(with other: Genome) -> Int { Self.overlap(path, other.path) }

    /// How many modules two paths of these lengths would share by chance: `sum |a| |b| / modules` over layers.
    public func chanceOverlap(with other: Genome) -> Double {
        Self.chanceOverlap(path, other.path, modules: modules)
    }

    static func overlap(_ one: [[Int]], _ other: [[Int]]) -> Int {
        zip(one, other).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
    }

    static func chanceOverlap(_ one: [[Int]], _ other: [[Int]], modules: Int) -> Double {
        zip(one, other).reduce(0) { $0 + Double($1.0.count * $1.1.count) / Double(modules) }
    }
}
