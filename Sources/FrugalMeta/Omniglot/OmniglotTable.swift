import FrugalTrack

/// The table that few-shot papers print for Omniglot: four tasks, and what each method published.
enum OmniglotTable {
    /// Queries of each class in a test task.
    static let queries = 15
    /// Test tasks of each kind.
    static let episodes = 1000

    /// The four columns.
    static let columns = [(5, 1), (5, 5), (20, 1), (20, 5)].map { way, shot in
        EpisodeShape(way: way, shot: shot, queries: queries)
    }

    /// The tasks of a column. One seed for all methods and training seeds: they answer the same tasks.
    static func sampler(_ shape: EpisodeShape, of pool: ClassPool) throws -> EpisodeSampler {
        try EpisodeSampler(pool, shape, seed: 1234)
    }

    /// What was published for a method, in the order of ``columns``; reference table 2.1 and the bars of section 9.
    static func published(_ method: String) -> [Published]? {
        switch method {
        case "Matching Networks":
            figures([98.1, 98.9, 93.8, 98.5], "Vinyals et al. 2016, table 1, no fine-tuning, no FCE")
        case "Prototypical Networks":
            figures(
                [98.4, 99.6, 94.9, 98.6],
                "independent reruns of the authors' code (issue 2 there); paper: 98.8 99.7 96.0 98.9")
        case "MAML":
            figures(
                [98.7, 99.9, 95.8, 98.9],
                "Finn et al. 2017, table 1, transductive, 1,200 characters drawn from all alphabets")
        case "pixels, cosine":
            figures(
                [46.0, 69.3, 26.3, 48.4],
                "measured once for the house's reference, nearest resize, rotations as classes")
        default: nil
        }
    }

    private static func figures(_ values: [Double], _ source: String) -> [Published] {
        values.map { Published($0, source: source) }
    }
}
