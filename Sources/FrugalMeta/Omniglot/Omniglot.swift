import Foundation
import FrugalData
import FrugalTrack

/// Omniglot as few-shot papers use it: all 1,623 characters, ink 1 on paper 0, divided as in Vinyals et al. 2016.
public enum Omniglot {
    /// The size of the papers.
    public static let size = PictureSize(height: 28, width: 28)

    /// Whether its two archives of drawings lie in `folder`.
    public static func lies(in folder: URL) -> Bool {
        ["images_background", "images_evaluation"].allSatisfy { part in
            DataFile.kind(of: folder.appendingPathComponent("\(part).zip").path) == .file
        }
    }

    /// All characters, named as in the split: `images_background/Korean/character07`.
    /// - Parameters:
    ///   - folder: where the two archives lie.
    ///   - filter: how 105x105 becomes 28x28; it moves a pixel baseline by 4 to 7 points.
    /// - Throws: `DataError` for a missing or damaged archive.
    public static func pool(
        in folder: URL, size: PictureSize = size, filter: ResizeFilter = .nearest
    ) throws -> ClassPool {
        let parts = try ["images_background", "images_evaluation"].map { part in
            try renamed(
                OmniglotArchive(folder.appendingPathComponent("\(part).zip").path).load(size: size, filter: filter),
                in: part)
        }
        return ClassPool(try joined(parts), invertsInk: true)
    }

    /// The split of Vinyals et al. 2016: 1,028 characters to train on, 172 to choose on, 423 to test on.
    /// - Throws: `DataError` or `TrackError` where the file is missing or damaged.
    public static func vinyalsSplit(in folder: URL) throws -> ClassSplit {
        struct Lists: Decodable {
            var train: [String]
            var val: [String]
            var test: [String]
        }
        let path = folder.appendingPathComponent("vinyals-split.json.gz").path
        let lists = try TrackJSON.decode(
            Lists.self, from: Gzip.readFile(path), path: path)
        return try ClassSplit(name: "vinyals", train: lists.train, validation: lists.val, test: lists.test)
    }

    private static func renamed(_ images: LabelledImages, in part: String) throws -> LabelledImages {
        try LabelledImages(
            pixels: images.pixels, height: images.height, width: images.width, channels: images.channels,
            labels: images.labels, classes: images.classes.map { "\(part)/\($0)" }, names: images.names)
    }

    private static func joined(_ parts: [LabelledImages]) throws -> LabelledImages {
        var (labels, classes): ([Int], [String]) = ([], [])
        for part in parts {
            labels += part.labels.map { $0 + classes.count }
            classes += part.classes
        }
        return try LabelledImages(
            pixels: parts.flatMap(\.pixels), height: parts[0].height, width: parts[0].width,
            channels: parts[0].channels,
            labels: labels, classes: classes, names: parts.flatMap(\.names))
    }
}
