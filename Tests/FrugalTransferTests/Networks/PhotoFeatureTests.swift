import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

private let environment = ProcessInfo.processInfo.environment

/// The real ImageNet weights on real photos, as the data set's own description measured them.
@Suite(
    .enabled(
        if: environment["FRUGAL_SLOW"] != nil && environment["FRUGAL_DATA"] != nil, "needs FRUGAL_SLOW and FRUGAL_DATA")
)
struct PhotoFeatureTests {
    /// 47.7 ± 0.9 with one photo a class and 66.3 ± 0.8 with five.
    @Test func nearestClassMeansAreThoseOfTheDescription() throws {
        let data = URL(fileURLWithPath: try #require(environment["FRUGAL_DATA"]))
        var random = RandomStream(seed: 1)
        let file = try WeightFile(at: data.appendingPathComponent("weights/mobilenet_v1_0.75_224.safetensors"))
        let loaded = try PretrainedNetwork(file, using: &random)
        let photos = try Self.photos(data.appendingPathComponent("photos/clothing.zip"), loaded.preparation)
        #expect(photos.count == 1181 && photos.classes.count == 16)
        let source = try ImageSource(
            photos, pipeline: Pipeline(normalisation: loaded.preparation.normalisation()))
        let cache = try FeatureCache(
            of: #require(loaded.network.featureExtractor), for: source, Array(0..<photos.count))
        for (shots, share) in [(1, 47.7), (5, 66.3)] {
            let rounds = NearestClassMean(shots: shots).accuracies(cache.values, labels: photos.labels, using: &random)
            let mean = 100 * rounds.reduce(0, +) / Double(rounds.count)
            print("\(shots) shots: \(mean)")
            #expect(abs(mean - share) < 1.8, "\(shots) shots: \(mean)")
        }
    }

    static func photos(_ zip: URL, _ preparation: PicturePreparation) throws -> LabelledImages {
        let archive = try ZipArchive(zip.path)
        var entries: [(name: String, image: Image)] = []
        for entry in archive.entries where entry.name.hasSuffix(".jpg") {
            entries.append(
                (entry.name, try preparation.prepared(Image.decode(archive.contents(of: entry), channels: 3))))
        }
        let classes = Set(entries.map { String($0.name.split(separator: "/")[0]) }).sorted()
        return try LabelledImages(
            pixels: entries.flatMap(\.image.pixels), height: preparation.height, width: preparation.width, channels: 3,
            labels: entries.map { classes.firstIndex(of: String($0.name.split(separator: "/")[0])) ?? 0 },
            classes: classes, names: entries.map(\.name))
    }
}
