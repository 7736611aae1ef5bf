import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Ternary weights and binary activations beside ordinary weights in the same form and the same trainer, after Esser et
/// al. 2016: accuracy, and energy by a named model. There is no chip here, so neither frames a second nor watts.
public struct EsserExperiment: Experiment {
    /// The pictures.
    public enum Data: Sendable {
        case mnist
        case cifar
    }

    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// The form of all three networks.
        public var network = TernaryNetwork()
        /// Their training.
        public var training = SpikeTrainingRecipe()
        /// Adam's rate for shadow weights, which lie between -1 and 1.
        public var ternaryRate = 3e-3
        /// Training pictures in all, looks included; nil for all there are.
        public var pictures: Int?
        /// Training pictures that are not learned from.
        public var validation = 2000
    }

    private let data: Data

    /// The experiment on MNIST or CIFAR-10.
    public init(_ data: Data = .mnist) { self.data = data }

    /// The name that `frugal reproduce` takes.
    public var id: String { data == .mnist ? "esser-ternary" : "esser-ternary-cifar" }
    /// What it is, in a line.
    public var title: String {
        "Ternary weights and binary activations beside ordinary weights on \(data == .mnist ? "MNIST" : "CIFAR-10")"
    }
    /// The data sets it reads.
    public var dataSets: [String] { [data == .mnist ? "mnist" : "cifar-10"] }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings {
        var settings = Settings()
        settings.training.batchSize = 64
        if data == .cifar { settings.network.filters = [48, 96, 192] }
        switch (scale, data) {
        case (.quick, .mnist): (settings.validation, settings.training.epochs) = (5000, 4)
        case (.quick, .cifar): (settings.pictures, settings.training.epochs) = (12_000, 4)
        case (.full, _): (settings.validation, settings.training.epochs) = (5000, data == .mnist ? 15 : 60)
        }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains, and reads the test part once in the end.
    public func run(_ context: ExperimentContext) throws -> Reproduction { try run(context, settings(context.scale)) }

    /// The same with other settings, for a test of the whole way.
    func run(_ context: ExperimentContext, _ settings: Settings) throws -> Reproduction {
        let images = try load(.train, context)
        let used =
            images.count > (settings.pictures ?? images.count)
            ? try images.subset(images.indices(spread: settings.pictures ?? images.count)) : images
        let task = try PictureTask(used, validationCount: settings.validation, seed: 0)
        let work = EsserWork(study: PictureStudy(context: context, task: task), settings: settings)
        let trainings = try work.train()
        try context.folder.update { $0.testReads = max(1, $0.testReads) }
        let tests = try context.part("test") { try work.test(on: load(.test, context)) }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? ["\(task.training.count) training pictures and \(settings.training.epochs) epochs"] : [],
            protocolLines: protocolLines(settings, task), seeds: context.seeds,
            rows: EsserRows(trainings: trainings, tests: tests, isCifar: data == .cifar).all,
            ledger: LedgerRecord(parameters: trainings.first?.training.parameters))
    }

    private func load(_ part: DataPart, _ context: ExperimentContext) throws -> LabelledImages {
        switch data {
        case .mnist: try IDXFolder(context.dataFolder("mnist").path).load(part)
        case .cifar: try CIFARFolder(context.dataFolder("cifar-10").path).load(part)
        }
    }

    private func protocolLines(_ settings: Settings, _ task: PictureTask) -> [String] {
        [
            "\(task.training.count) training pictures, looks on \(task.validation.count) others; the test part is read "
                + "once, when everything is trained",
            "three convolutions 3x3 of \(settings.network.filters.map(String.init).joined(separator: ", ")) filters with "
                + "stride 2, groups that keep every neuron to \(settings.network.largestFanIn) inputs, then voters for "
                + "each class; \(settings.network.steps) binary steps a picture (regular coding), neurons without memory",
            "all three have the same form, trainer, epochs and batches; Adam \(settings.ternaryRate) for shadow "
                + "weights, \(settings.training.learningRate) for the others",
            "operations: an addition for each synapse that a spike reaches, weights of zero included",
            "energy: a model's figure (\(EnergyPreset.int8Local.name); \(EnergyPreset.int8Local.source)), nothing was "
                + "measured",
        ]
    }
}

extension LabelledImages {
    /// So many pictures, spread evenly over all.
    fileprivate func indices(spread wanted: Int) -> [Int] { (0..<wanted).map { $0 * count / wanted } }
}
