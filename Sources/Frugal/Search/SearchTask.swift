import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// What the trials of a study do, for whoever runs them: the data, the split, the family and the training.
///
/// It lies as `task.json` in the study's folder, for the process of a trial. Another one in the folder of the search tells
/// the worker what to read before the first trial; data, split and preparation are the same in all studies.
struct SearchTask: Codable, Equatable {
    /// The name of its file.
    static let file = "task.json"

    /// The data.
    var data: String
    /// The column of a table to predict.
    var target: String?
    /// The side of pictures.
    var side: Int?
    /// The largest side that pictures keep.
    var largestSide: Int
    /// Whether broken files are left out.
    var skipsBroken: Bool
    /// The file of the split.
    var split: String
    /// The family, or `presets`.
    var family: String
    /// The networks of the family `presets`.
    var presets: [Candidate] = []
    /// How each is trained; its steps are the most there are where seconds are given.
    var recipe: ChildRecipe
    /// Seconds of each training; nil where its steps are given.
    var seconds: Double?
    /// Where it is computed.
    var device: String
    /// Whether the time for one example is measured.
    var measuresLatency: Bool
    /// The most validation examples that a score is taken on; nil for all.
    var validationLimit: Int?

    /// The task of the study that an order belongs to.
    static func of(_ order: TrialOrder) throws -> SearchTask {
        let study = URL(fileURLWithPath: order.folder).deletingLastPathComponent().deletingLastPathComponent()
        return try TrackJSON.read(SearchTask.self, at: study.appendingPathComponent(file))
    }

    /// The same task with trainings of some length.
    func lasting(_ length: TrainingLength) -> SearchTask {
        var task = self
        task.recipe.length = .steps(length.steps)
        task.seconds = length.seconds
        return task
    }

    /// What a network costs one who uses it.
    func costs(of network: any SearchedNetwork, for shape: InputShape) throws -> [CostKind: Double] {
        var costs = try NetworkCost(of: network, for: shape).costs
        if measuresLatency { costs[.latency] = try NetworkCost.latency(of: network, for: shape) }
        return costs
    }

    /// The family of networks.
    func networks() throws -> any NetworkFamily {
        family == "presets" ? try PresetFamily(presets) : try NetworkFamilies.named(family)
    }
}

/// The data of a task in memory, ready to train on.
struct SearchData {
    let data: LabelledData
    let split: Split
    let preprocessing: Preprocessing
    let children: ChildData

    /// Reads the data that a task names.
    /// - Throws: `DataError` and ``FrugalError`` as reading for a fit does.
    init(_ task: SearchTask) throws {
        var options = LabelledData.Options()
        options.side = task.side
        options.target = task.target
        options.skipsBroken = task.skipsBroken
        options.largestSide = task.largestSide
        let data = try LabelledData.load(task.data, options: options)
        let labels = data.labels.map { data.classes[$0] }
        try self.init(
            data, split: SplitFile.read(task.split, names: data.names, labels: labels), recipe: task.recipe)
    }

    /// Prepares data that are in memory already.
    init(_ data: LabelledData, split: Split, recipe: ChildRecipe) throws {
        self.data = data
        self.split = split
        preprocessing = try Preprocessing.fit(data, training: split.train)
        children = try ChildData(
            training: preprocessing.source(data, transforms: recipe.transforms, seed: 1),
            plain: preprocessing.source(data), trainingIndices: split.train,
            validationIndices: split.validation, shape: preprocessing.shape, classes: data.classes.count)
    }
}

/// One trial: build, train, score.
struct SearchBody {
    let task: SearchTask
    let data: ChildData
    let networks: any NetworkFamily
    let device: Device

    init(_ task: SearchTask, _ data: ChildData, device: Device) throws {
        self.task = task
        self.data = task.validationLimit.map { data.scored(onAtMost: $0) } ?? data
        self.device = device
        networks = try task.networks()
    }

    /// The file in a trial's folder from which its training goes on, and which holds its network afterwards.
    static func checkpoint(in folder: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("training.safetensors")
    }

    /// A network with the fresh weights that a seed gives.
    func network(_ architecture: FrugalSearch.Architecture, seed: UInt64) throws -> any SearchedNetwork {
        var random = RandomStream(seed: seed).named("weights")
        return try networks.build(architecture, for: data.shape, classes: data.classes, using: &random)
    }

    /// Runs an order.
    /// - Parameter progress: told the step, the steps in all and the latest validation accuracy.
    func run(_ order: TrialOrder, progress: (Int, Int, Double?) -> Void) throws -> TrialResult {
        let network = try network(order.proposal.architecture, seed: order.seed)
        return try train(network, order, progress: progress)
    }

    private func train<Child: SearchedNetwork>(
        _ fresh: Child, _ order: TrialOrder, progress: (Int, Int, Double?) -> Void
    ) throws -> TrialResult {
        var network = fresh
        var recipe = task.recipe
        if let seconds = task.seconds { recipe.length = .steps(try steps(in: seconds, of: network, order)) }
        let trainer = try ChildTrainer(recipe, data, seed: order.seed, device: device)
        let state = try trainer.train(
            &network, effort: order.proposal.effort, checkpoint: Self.checkpoint(in: order.folder),
            continuing: order.continuedFolder.map(Self.checkpoint),
            progress: { progress($0.step, $0.plannedSteps, $0.looks.last?.accuracy) })
        if task.seconds != nil {
            var steps = TrialSteps(state.plannedSteps)
            steps.pace = SearchPace(of: state)
            try steps.save(in: order.folder)
        }
        return TrialResult(score: state.accuracy ?? .nan, costs: try task.costs(of: network, for: data.shape))
    }

    /// Steps that a network can take in some seconds, by how long its first ones take.
    private func steps<Child: SearchedNetwork>(
        in seconds: Double, of network: Child, _ order: TrialOrder
    ) throws -> Int {
        for folder in [order.folder, order.continuedFolder].compactMap({ $0 }) {
            if let known = try TrialSteps(in: folder) { return known.steps }
        }
        let clock = ContinuousClock()
        let begin = clock.now
        let pace = try SearchPace(of: network, task.recipe, data, device: device, within: 0.05 * seconds)
        let measuring = (clock.now - begin) / .seconds(1)
        // Checkpoints take a twentieth at most.
        let steps = pace.steps(
            in: 0.95 * seconds - measuring, atMost: task.recipe.steps(perEpoch: data.stepsPerEpoch(task.recipe)))
        try TrialSteps(steps).save(in: order.folder)
        return steps
    }
}
