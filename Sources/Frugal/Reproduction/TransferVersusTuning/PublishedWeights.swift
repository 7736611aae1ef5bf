import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// What published weights reach untouched: figures that are known, so that a wrong preparation or a tensor in the wrong place
/// would show.
struct PublishedWeights {
    /// What was measured.
    struct Anchors: Codable, Sendable {
        /// Wrong answers of ResNet-20 on CIFAR-10's test pictures, in per cent.
        var residualError: Double
        /// Mean accuracies of nearest class means of MobileNet's features, in per cent, by photos a class.
        var nearestClassMeans: [Int: Double]
    }

    let folder: URL
    let photos: URL
    let cifar: URL

    /// Measures them.
    func anchors(check: () throws -> Void) throws -> Anchors {
        Anchors(residualError: try residualError(check), nearestClassMeans: try nearestClassMeans(check))
    }

    private func load(_ name: String) throws -> PretrainedNetwork {
        var random = RandomStream(seed: 0)
        let file = try WeightFile(at: folder.appendingPathComponent("\(name).safetensors"))
        return try PretrainedNetwork(file, using: &random).readingRGB()
    }

    private func residualError(_ check: () throws -> Void) throws -> Double {
        let loaded = try load("resnet20_cifar10")
        let images = try CIFARFolder(cifar.path).load(.test)
        let source = try ImageSource(images, pipeline: Pipeline(normalisation: loaded.preparation.normalisation()))
        let scores = try FeatureCache(of: loaded.network, for: source, Array(0..<images.count), batch: 100) { _ in
            try check()
        }
        return 100 * (1 - scores.accuracy(labels: images.labels))
    }

    private func nearestClassMeans(_ check: () throws -> Void) throws -> [Int: Double] {
        let loaded = try load("mobilenet_v1_0.75_224")
        let preparation = loaded.preparation
        let photos = try SenderPhotos(
            photos.appendingPathComponent("clothing.zip"), height: preparation.height, width: preparation.width,
            sizing: preparation.sizing
        ).pictures
        let source = try ImageSource(photos, pipeline: Pipeline(normalisation: preparation.normalisation()))
        guard let extractor = loaded.network.featureExtractor else { return [:] }
        let features = try FeatureCache(of: extractor, for: source, Array(0..<photos.count)) { _ in try check() }.values
        var random = RandomStream(seed: 1)
        var means: [Int: Double] = [:]
        for shots in [1, 5] {
            let rounds = NearestClassMean(shots: shots).accuracies(features, labels: photos.labels, using: &random)
            means[shots] = 100 * SampleSummary(rounds).mean
        }
        return means
    }
}
