import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// What the trials of a study do, for whoever runs them: the data, the split, the family and the training.
///
/// It lies as `task.json` in the study's folder, so that a process of its own can be told by the folder's name.
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
    /// How each is trained.
    var recipe: ChildRecipe
    /// Where it is computed.
    var device: String
    /// Whether the time for one example is measured.
    var measuresLatency: Bool
    /// The most validation examples that a score is taken on; nil for all.
    var validationLimit: Int?

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
            data, split: SplitFile.read(task.split, names: data.names, labels: labels), recipe: task.recipe,
            validationLimit: task.validationLimit)
    }

    /// Prepares data that are in memory already.
    init(_ data: LabelledData, split: Split, recipe: ChildRecipe, validationLimit: Int? = nil) throws {
        self.data = data
        self.split = split
        preprocessing = try Preprocessing.fit(data, training: split.train)
        children = try ChildData(
            training: preprocessing.source(data, transforms: recipe.transforms, seed: 1),
            plain: preprocessing.source(data), trainingIndices: split.train,
            validationIndices: validationLimit.map { split.validation.evenlySpread($0) } ?? split.validation,
            shape: preprocessing.shape, classes: data.classes.count)
    }
}

/// One trial: build, train, score.
struct SearchBody {
    let task: SearchTask
    let data: ChildData
    let networks: any NetworkFamily
    let device: Device

    init(_ task: SearchTask, _ data: ChildData) throws {
        self.task = task
        self.data = data
        networks = try task.networks()
        device = try EngineSetup.apply(device: task.device, threads: 1)
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
        let trainer = try ChildTrainer(task.recipe, data, seed: order.seed, device: device)
        let state = try trainer.train(
            &network, effort: order.proposal.effort, checkpoint: Self.checkpoint(in: order.folder),
            continuing: order.continuedFolder.map(Self.checkpoint),
            progress: { progress($0.step, $0.plannedSteps, $0.looks.last?.accuracy) })
        return TrialResult(score: state.accuracy ?? .nan, costs: try task.costs(of: network, for: data.shape))
    }
}
