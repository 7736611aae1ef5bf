import Foundation
import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTensor
import FrugalTrack

@testable import Frugal

/// Bundles and pictures to teach with.
enum TeachingFixtures {
    static let provenance = Provenance(
        data: ["made for tests"], dataHashes: [:], splitSeed: 0, splitSizes: [:], versions: Versions.all, command: "")

    /// A few-shot bundle with random weights for grey pictures of 12x12, which tell bars apart all the same.
    @discardableResult
    static func fewShotBundle(
        at url: URL, heldOut: [PrototypeClass] = [], channels: Int = 1, seed: UInt64 = 1
    ) throws -> URL {
        var random = RandomStream(seed: seed)
        let features = ConvFeatures(channels: channels, width: 6, depth: 2, using: &random)
        let architecture = FewShotArchitecture(
            width: 6, depth: 2, invertsInk: true, hasUnitLength: true, temperature: 0.1, split: "none")
        var bundle = FewShotBundle(
            features, architecture,
            input: FewShotBundle.input(
                PictureSize(height: 12, width: 12), channels: channels, filter: .antialiased))
        bundle.heldOut = heldOut
        try bundle.write(to: url, provenance: provenance)
        return url
    }

    /// A fit bundle of two classes of bars, by a small convolutional network: a bar may lie anywhere, so that every pixel is
    /// as often bright in either class and no linear model can tell them apart.
    static func fitBundle(in folder: URL, recipe: FitRecipe = tinyRecipe(epochs: 40)) throws -> URL {
        let data = folder.appendingPathComponent("data")
        var random = RandomStream(seed: 6)
        for name in ["across", "down"] {
            let place = data.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for number in 0..<40 {
                let line = number % 8
                let pixels = (0..<64).map { index -> UInt8 in
                    let isBright = (name == "across" ? index / 8 : index % 8) == line
                    return UInt8((isBright ? 180 : 20) + random.below(60))
                }
                let image = try Image(height: 8, width: 8, channels: 1, pixels: pixels)
                try DataFile.write(PNG.encode(image), to: place.appendingPathComponent("\(number).png").path)
            }
        }
        let bundle = folder.appendingPathComponent("bars.frugal")
        _ = try Fit(data: data.path, bundle: bundle.path, recipe: recipe).run()
        return bundle
    }

    /// Folders of pictures a class: bars across, down and on the diagonal.
    static func pictures(
        in folder: URL, perClass: Int = 3, side: Int = 12, seed: UInt64 = 77
    ) throws -> (across: String, down: String, slanting: String) {
        let root = folder.appendingPathComponent("pictures \(seed)")
        try writePictures(
            to: root, classes: ["across", "down", "slanting"], perClass: perClass, side: side, seed: seed)
        return (root.path + "/across", root.path + "/down", root.path + "/slanting")
    }

    /// All bytes below a folder, by path.
    static func contents(of folder: URL) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let path = folder.appendingPathComponent(name)
            if DataFile.kind(of: path.path) == .file { found[name] = try Data(contentsOf: path) }
        }
        return found
    }
}
