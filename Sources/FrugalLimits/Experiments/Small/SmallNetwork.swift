import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The classifier that the experiments of this module look at: small enough to train a dozen of on two cores, with samples
/// of 0 to 1 as inputs, so that 0 is black.
enum SmallNetwork {
    /// How it is trained.
    struct Recipe: Codable, Sendable, Equatable {
        /// Training pictures, evenly spread; nil for all.
        var pictures: Int?
        var epochs: Int
        var batch = 64
        /// The highest rate of AdamW's one cycle.
        var rate = 2e-3
        /// Channels of the three convolutions.
        var widths = [16, 32, 32]
        /// Whether the dense layer is given the mean over all places, which Grad-CAM takes for granted, or every place.
        var pools = false
    }

    /// Three convolutions 3x3 with rectifiers, the first two halving the picture, then one dense layer.
    static func layers(_ recipe: Recipe, for images: LabelledImages, using random: inout RandomStream) -> Sequential {
        let widths = recipe.widths
        let places = recipe.pools ? 1 : max(1, images.height / 4) * max(1, images.width / 4)
        return Sequential([
            Conv2d(images.channels, widths[0], kernel: 3, padding: 1, using: &random), ReLU(), MaxPool2d(2),
            Conv2d(widths[0], widths[1], kernel: 3, padding: 1, using: &random), ReLU(), MaxPool2d(2),
            Conv2d(widths[1], widths[2], kernel: 3, padding: 1, using: &random), ReLU(),
            recipe.pools ? GlobalAveragePool() as any Layer : Flatten(),
            Linear(widths[2] * places, images.classes.count, using: &random),
        ])
    }

    /// A trained network.
    /// - Parameters:
    ///   - augmentation: how training pictures are changed; nil for not at all. First weights and order of pictures are the
    ///     same either way.
    ///   - check: called at every step; what it throws ends the training.
    static func trained(
        _ network: Sequential, _ recipe: Recipe, on images: LabelledImages, seed: UInt64,
        augmentation: Augmentation? = nil, check: () throws -> Void
    ) throws -> Sequential {
        var network = network
        let count = min(images.count, recipe.pictures ?? images.count)
        let batches = try Batches(
            Self.source(images), indices: (0..<count).map { $0 * images.count / count }, size: min(recipe.batch, count),
            shuffledWith: seed, dropsLast: true)
        let cycle = OneCycle(peak: recipe.rate, over: batches.count * recipe.epochs, rising: 0.25)
        var optimizer = AdamW(learningRate: recipe.rate)
        var step = 0
        for number in 0..<recipe.epochs {
            var epoch = batches.epoch(number)
            while let batch = try epoch.next() {
                try check()
                optimizer.learningRate = cycle.rate(at: step)
                let pass = Pass.training(RandomStream(seed: seed).named("step \(step)"))
                let inputs = augmentation?.applied(to: batch.inputs, using: &pass.random) ?? batch.inputs
                try Tensor.checking {
                    let (_, gradients) = valueWithGradients(at: network) {
                        crossEntropy($0(inputs, pass), batch.labels)
                    }
                    optimizer.update(&network, with: gradients)
                }
                step += 1
            }
        }
        return network
    }

    /// Right answers on pictures.
    static func score(_ network: some Layer, on images: LabelledImages) throws -> Proportion {
        var right = 0
        var epoch = try Batches(Self.source(images), size: 250, ahead: 1).epoch(0)
        while let batch = try epoch.next() {
            right += try Tensor.checking {
                withoutGradients {
                    (network(batch.inputs, .evaluation).argMax(along: 1) .== batch.labels).sum().itemInt()
                }
            }
        }
        return Proportion(right, of: images.count)
    }

    /// Samples as numbers from 0 to 1.
    static func source(_ images: LabelledImages) throws -> ImageSource {
        let normalisation = try Normalisation(
            mean: [Float](repeating: 0, count: images.channels),
            deviation: [Float](repeating: 1, count: images.channels))
        return try ImageSource(images, pipeline: Pipeline(normalisation: normalisation))
    }
}

/// A data set of pictures that an experiment reads.
struct PictureSet: Codable, Sendable, Equatable {
    /// Its name in the registry.
    var name: String
    /// Its name in print.
    var title: String
    /// How a network is trained on it.
    var recipe: SmallNetwork.Recipe
    /// Test pictures, evenly spread.
    var testPictures: Int

    /// The training pictures, and as many test pictures as are wanted.
    /// - Throws: `DataError` for missing or damaged files.
    func load(_ context: ExperimentContext) throws -> (training: LabelledImages, test: LabelledImages) {
        let source = try DataSource.open(context.dataFolder(name).path, policy: .refuse)
        let test = try source.pictures(.test)
        let count = min(testPictures, test.count)
        return (try source.pictures(.train), try test.subset((0..<count).map { $0 * test.count / count }))
    }
}
