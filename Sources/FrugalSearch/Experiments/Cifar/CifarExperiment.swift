import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Searches on CIFAR-10 at equal cost, each winner trained from fresh weights in one trainer, and ResNet-20 in the same.
public struct CifarExperiment: Experiment {
    /// What is searched among, and by whom.
    public enum Table: Sendable {
        /// Table 5 of the report: cells by ENAS, by evolution, at random.
        case cells
        /// The first neural architecture search: strings of convolutions by a controller, by evolution, at random.
        case strings
    }

    private let table: Table

    /// The experiment.
    public init(_ table: Table = .cells) { self.table = table }

    /// The name that `frugal reproduce` takes.
    public var id: String {
        switch table {
        case .cells: "table5-cifar"
        case .strings: "nas-rl"
        }
    }
    /// What it is, in a line.
    public var title: String {
        switch table {
        case .cells: "ENAS micro, evolution and random search on CIFAR-10 at equal cost, and ResNet-20"
        case .strings: "The controller of NAS, evolution and random search on CIFAR-10 at equal cost, and ResNet-20"
        }
    }
    /// The data sets it reads.
    public var dataSets: [String] { ["cifar-10"] }

    /// Three: a search is worth what its seeds agree on.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 3 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> CifarSettings {
        switch table {
        case .cells: CifarSettings(scale)
        case .strings: .strings(scale)
        }
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Searches, trains, and at last reads the test part once. A finished part is not made again, and one that was stopped goes on
    /// from its checkpoint.
    public func run(_ context: ExperimentContext) throws -> Reproduction { try run(context, settings(context.scale)) }

    /// The same with other settings, for a test of the whole way.
    func run(_ context: ExperimentContext, _ settings: CifarSettings) throws -> Reproduction {
        let begin = ContinuousClock.now
        let folder = try CIFARFolder(context.dataFolder("cifar-10").path)
        let work = try CifarWork(settings, CifarData(folder.load(.train), settings), context)
        let findings = try work.search()
        let finals = try work.train(findings)
        let orders = try work.orders(findings)
        let errors = try work.test(findings, on: folder)
        var ledger = LedgerRecord()
        ledger.seconds = (ContinuousClock.now - begin) / .seconds(1)
        return Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: settings.scaledDown,
            protocolLines: Self.protocolLines(settings), seeds: context.seeds,
            rows: Self.rows(
                CifarResults(
                    findings: findings, finals: finals, orders: orders, errors: errors,
                    spaceSize: work.searched.space.size), settings, context.scale),
            ledger: ledger)
    }

    /// What a reader must know to judge the figures.
    static func protocolLines(_ settings: CifarSettings) -> [String] {
        [
            "search: \(settings.searchPictures) training pictures, scored on \(settings.searchValidation) others; final training: "
                + "\(settings.finalPictures) pictures; test part read once, when everything is trained",
            "equal cost: "
                + "\(Humanise.count(Int(Double(settings.trials) * settings.trialPictures))) pictures forward and back through "
                + "children for every search; a picture that is only scored counts a third; \(settings.trials) children of "
                + "those that train each alone, \(Humanise.count(Int(settings.trialPictures))) pictures each",
            "a seed is a search and the final training of what it found, from fresh weights; ± is their standard deviation",
            "seconds are those of one thread: searches run side by side",
        ] + (settings.strings == nil ? cellLines(settings) : stringLines(settings))
    }

    private static func cellLines(_ settings: CifarSettings) -> [String] {
        [
            "ENAS chooses the best of \(settings.enas.choices) samples by the shared weights; the others the best trial",
            "reduction cells halve their inputs first and then work with stride 1, in the search and in the final network alike",
        ]
    }

    private static func stringLines(_ settings: CifarSettings) -> [String] {
        [
            "the controller's reward is the third power of a child's score, which is the best of its last "
                + "\(settings.trialLooks) looks at validation; every search keeps its best child",
            "the controller chooses the depth; the paper's begins at 6 layers and adds 2 every 1,600 children",
        ]
    }
}
