import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// A task and the one that it is learned after.
struct PicturePair: Codable, Hashable, Sendable {
    /// Pictures to learn.
    enum Source: String, Codable, Sendable {
        case cifar = "CIFAR-10"
        case svhn = "SVHN"
        case fashion = "Fashion-MNIST"
        case animals = "CIFAR-10's animals"
        case vehicles = "CIFAR-10's vehicles"

        /// The data set, by the registry's name.
        var set: String {
            switch self {
            case .cifar, .animals, .vehicles: "cifar-10"
            case .svhn: "svhn"
            case .fashion: "fashion-mnist"
            }
        }

        /// The classes, by their places in the data set.
        var classes: [Int] {
            switch self {
            case .cifar, .svhn, .fashion: Array(0..<10)
            case .animals: [2, 3, 4, 5, 6, 7]
            case .vehicles: [0, 1, 8, 9]
            }
        }
    }

    var first: Source
    var second: Source

    init(_ first: Source, then second: Source) {
        self.first = first
        self.second = second
    }

    /// The paper's pair both ways, then those that need no SVHN.
    static let all = [
        PicturePair(.cifar, then: .svhn), PicturePair(.svhn, then: .cifar), PicturePair(.fashion, then: .cifar),
        PicturePair(.cifar, then: .fashion), PicturePair(.vehicles, then: .animals),
        PicturePair(.animals, then: .vehicles),
    ]

    /// What it is called on the page.
    var title: String { "\(second.rawValue) after \(first.rawValue)" }
    /// What its files begin with.
    var name: String { "\(first)-\(second)" }
}

/// The pictures of an experiment as tasks, read when they are first asked for and kept while the same set is wanted.
final class PictureTasks {
    private let context: ExperimentContext
    private let recipe: PathNetRecipe
    private var kept: (set: String, training: LabelledImages, test: LabelledImages)?

    init(_ context: ExperimentContext, recipe: PathNetRecipe) {
        self.context = context
        self.recipe = recipe
    }

    /// Whether a set is at hand.
    /// - Throws: `DataError` for a damaged one.
    func isThere(_ set: String) throws -> Bool {
        do {
            _ = try context.dataFolder(set)
            return true
        } catch let error as DataError where error.code == .notFound {
            return false
        }
    }

    /// A task of all training pictures, judged by the test pictures.
    func task(_ source: PicturePair.Source) throws -> PathTask {
        let (training, test) = try pictures(source.set)
        return task(source, training, test)
    }

    /// A task of the training pictures but the last `count`, which judge it: for choices that test pictures may not make.
    func task(_ source: PicturePair.Source, holdingOut count: Int) throws -> PathTask {
        let (training, _) = try pictures(source.set)
        let border = max(0, training.count - count)
        return task(
            source, try training.subset(Array(0..<border)), try training.subset(Array(border..<training.count)))
    }

    private func task(
        _ source: PicturePair.Source, _ training: LabelledImages, _ test: LabelledImages
    ) -> PathTask {
        PathTask(
            source.rawValue, classes: source.classes, training: training, test: test, recipe: recipe,
            using: RandomStream(seed: 0))
    }

    private func pictures(_ set: String) throws -> (LabelledImages, LabelledImages) {
        if let kept, kept.set == set { return (kept.training, kept.test) }
        let source = try DataSource.open(context.dataFolder(set).path)
        let (training, test) = (try source.pictures(.train).inCIFARSize(), try source.pictures(.test).inCIFARSize())
        kept = (set, training, test)
        return (training, test)
    }
}
