import FrugalTensor

/// The tournament of PathNet's actor-critic form: every worker plays with a path of its own, and as soon as it has been
/// judged it meets some others; if one of them was better, the worker goes on with a mutated copy of the best (Fernando
/// et al. 2017). Workers come in their own time: nobody waits for a generation.
public struct WorkerTournament: Codable, Sendable {
    /// The path of each worker.
    public private(set) var genomes: [Genome]
    /// How each path was judged; nil for one that is new.
    public private(set) var fitness: [Double?]
    /// B: others that a worker meets.
    public let rivals: Int
    /// How often a path was overwritten.
    public private(set) var replacements = 0
    /// How often one was judged.
    public private(set) var judgements = 0

    /// A path for each worker, drawn evenly.
    public init(workers: Int, rivals: Int, layers: Int, genes: Int, modules: Int, using random: inout RandomStream) {
        genomes = (0..<workers).map { _ in Genome(layers: layers, genes: genes, modules: modules, using: &random) }
        fitness = Array(repeating: nil, count: workers)
        self.rivals = rivals
    }

    /// Judges the path of a worker and lets it meet others that have been judged, drawn without putting back.
    /// - Returns: whether the worker has another path now.
    @discardableResult
    public mutating func judge(_ worker: Int, fitness value: Double, using random: inout RandomStream) -> Bool {
        judgements += 1
        fitness[worker] = value
        let met = random.shuffled(genomes.indices.filter { $0 != worker && fitness[$0] != nil }).prefix(rivals)
        guard let best = met.max(by: { (fitness[$0] ?? value) < (fitness[$1] ?? value) }),
            let record = fitness[best], record > value
        else { return false }
        genomes[worker] = genomes[best].mutated(using: &random)
        fitness[worker] = nil
        replacements += 1
        return true
    }

    /// The path that was judged best; the first worker's before any was.
    public var best: Genome {
        let judged = fitness.indices.filter { fitness[$0] != nil }
        let index = judged.max { (fitness[$0] ?? 0, $1) < (fitness[$1] ?? 0, $0) } ?? 0
        return genomes[index]
    }
}
