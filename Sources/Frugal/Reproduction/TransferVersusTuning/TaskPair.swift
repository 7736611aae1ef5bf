import Foundation
import FrugalData
import FrugalLimits
import FrugalTrack

/// A first task that a network is trained on, and a second one that it is tuned to.
enum TaskPair: String, Codable, CaseIterable, Sendable {
    /// Five classes of CIFAR-10, then the other five.
    case cifarHalves = "cifar-halves"
    /// MNIST, then Fashion-MNIST.
    case digitsToClothes = "digits-to-clothes"

    /// The pair in words.
    var words: String {
        switch self {
        case .cifarHalves: "CIFAR-10, five classes to the other five"
        case .digitsToClothes: "MNIST to Fashion-MNIST"
        }
    }

    /// The pictures of a task.
    struct Task {
        var training: LabelledImages
        var test: LabelledImages
    }

    /// Both tasks, read.
    func tasks(_ context: ExperimentContext) throws -> (first: Task, second: Task) {
        switch self {
        case .cifarHalves:
            let folder = try CIFARFolder(context.dataFolder("cifar-10").path)
            let (training, test) = (try folder.load(.train), try folder.load(.test))
            func half(_ remainder: Int) throws -> Task {
                Task(
                    training: try training.classes(where: { $0 % 2 == remainder }),
                    test: try test.classes(where: { $0 % 2 == remainder }))
            }
            return (try half(0), try half(1))
        case .digitsToClothes:
            func task(_ set: String) throws -> Task {
                let folder = try IDXFolder(context.dataFolder(set).path)
                return Task(training: try folder.load(.train), test: try folder.load(.test))
            }
            return (try task("mnist"), try task("fashion-mnist"))
        }
    }

    /// What the second task's test pictures are spoilt by: fifteen kinds, each at one severity.
    var corruptions: [Corruption] {
        switch self {
        case .cifarHalves: CorruptionSuite.cifar10C.corruptions.filter { $0.severity == 3 }
        case .digitsToClothes: CorruptionSuite.mnistC.corruptions
        }
    }
}

extension LabelledImages {
    /// The pictures of some classes, which are numbered anew.
    func classes(where isWanted: (Int) -> Bool) throws -> LabelledImages {
        let wanted = classes.indices.filter(isWanted)
        let number = Dictionary(uniqueKeysWithValues: wanted.enumerated().map { ($1, $0) })
        let part = try subset(labels.indices.filter { number[labels[$0]] != nil })
        return try LabelledImages(
            pixels: part.pixels, height: height, width: width, channels: channels,
            labels: part.labels.compactMap { number[$0] }, classes: wanted.map { classes[$0] }, names: part.names)
    }

    /// The first so many pictures of each class in a random order.
    func drawn(perClass count: Int, using order: [Int]) throws -> LabelledImages {
        var taken = [Int](repeating: 0, count: classes.count)
        return try subset(
            order.filter { row in
                taken[labels[row]] += 1
                return taken[labels[row]] <= count
            })
    }
}
