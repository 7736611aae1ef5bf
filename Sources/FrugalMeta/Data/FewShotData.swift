import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// Pictures and the division of their classes: what a few-shot learner is trained, chosen and tested on.
///
/// Either Omniglot with the split of Vinyals et al., or a person's own folder with one subfolder a class.
public struct FewShotData: Sendable {
    /// A part of the split.
    public enum Part: String, Codable, Sendable, CaseIterable {
        /// The classes that are learned from.
        case train
        /// The classes that settings are chosen on.
        case validation
        /// The classes that only the last step sees.
        case test
    }

    /// How the pictures are to be read and their classes divided.
    public struct Options: Codable, Sendable, Equatable {
        /// Whether a class turned by 90, 180 and 270 degrees makes three more classes; nil for the papers' choice: yes for
        /// Omniglot, no for a folder.
        public var rotationsAsClasses: Bool?
        /// Rows and columns; nil keeps 28x28 for Omniglot, and the pictures' own size elsewhere.
        public var size: PictureSize?
        /// How pictures of another size are resized; nil for the nearest pixel for Omniglot, as in the papers, and
        /// antialiased elsewhere. It moves a pixel baseline by 4 to 7 points.
        public var filter: ResizeFilter?
        /// A JSON file with the names of the train, validation and test classes; nil for the split of the papers, or a
        /// seeded random one of a folder.
        public var splitFile: String?
        /// The seed of that random split.
        public var splitSeed: UInt64

        /// The papers' options where nothing else is said.
        public init(
            rotationsAsClasses: Bool? = nil, size: PictureSize? = nil, filter: ResizeFilter? = nil,
            splitFile: String? = nil, splitSeed: UInt64 = 1
        ) {
            self.rotationsAsClasses = rotationsAsClasses
            self.size = size
            self.filter = filter
            self.splitFile = splitFile
            self.splitSeed = splitSeed
        }
    }

    /// How the pictures were read, as results print it.
    public struct Reading: Codable, Sendable, Equatable {
        /// Whether a class turned by 90, 180 and 270 degrees makes three more classes.
        public var rotationsAsClasses: Bool
        /// Rows and columns.
        public var size: PictureSize
        /// How pictures of another size were resized.
        public var filter: ResizeFilter

        /// A way of reading.
        public init(rotationsAsClasses: Bool, size: PictureSize, filter: ResizeFilter) {
            self.rotationsAsClasses = rotationsAsClasses
            self.size = size
            self.filter = filter
        }
    }

    /// What the data are called in results: `omniglot`, or the folder.
    public let name: String
    /// All upright pictures by class.
    public let pool: ClassPool
    /// Which classes belong to which part, upright ones only.
    public let split: ClassSplit
    /// How they were read.
    public let reading: Reading
    /// Whether pixels were inverted, so that ink on paper is 1: true for Omniglot.
    public let invertsInk: Bool
    /// The classes of all parts as episodes are drawn from them: turned once, not anew for each part.
    private let episodePool: ClassPool

    /// Data that are there already.
    public init(name: String, pool: ClassPool, split: ClassSplit, reading: Reading, invertsInk: Bool = false) {
        self.name = name
        self.pool = pool
        self.split = split
        self.reading = reading
        self.invertsInk = invertsInk
        episodePool = reading.rotationsAsClasses ? pool.withRotationsAsClasses() : pool
    }

    /// Reads the data in `folder`: Omniglot where its two archives lie there, else one subfolder a class.
    /// - Throws: `DataError` that names the file or class: a missing or damaged file, pictures of several sizes where none
    ///   was chosen, the same picture twice or in two classes, an empty class, fewer than two classes; ``FrugalError`` or
    ///   `TrackError` for a split that does not fit the classes.
    public init(in folder: String, options: Options = Options()) throws {
        let place = URL(fileURLWithPath: folder)
        let isOmniglot = Omniglot.lies(in: place)
        let filter = options.filter ?? (isOmniglot ? .nearest : .antialiased)
        let pool =
            isOmniglot
            ? try Omniglot.pool(in: place, size: options.size ?? Omniglot.size, filter: filter)
            : try Self.pool(ofClassFolders: folder, size: options.size, filter: filter)
        let reading = Reading(
            rotationsAsClasses: options.rotationsAsClasses ?? isOmniglot,
            size: PictureSize(height: pool.pictureShape[1], width: pool.pictureShape[2]), filter: filter)
        guard !reading.rotationsAsClasses || reading.size.height == reading.size.width else {
            throw FrugalError(
                .data, folder, "pictures of \(reading.size) turned by a quarter do not have their own shape",
                remedy: "bring them to a square, or do without rotations as classes")
        }
        let split: ClassSplit
        if let file = options.splitFile {
            split = try ClassSplit(file: URL(fileURLWithPath: file))
        } else if isOmniglot {
            split = try Omniglot.vinyalsSplit(in: place)
        } else {
            split = try ClassSplit.random(pool.classes.map(\.name), seed: options.splitSeed)
        }
        // A name that nothing has would otherwise show only in the part that is asked for.
        _ = try pool.named(split.train + split.validation + split.test)
        self.init(
            name: isOmniglot ? "omniglot" : folder, pool: pool, split: split, reading: reading, invertsInk: isOmniglot)
    }

    /// The classes of a part, with their quarter turns where those are classes.
    /// - Throws: ``FrugalError`` that names a class of the split which the pictures lack.
    public func classes(_ part: Part) throws -> ClassPool {
        let names: [String] =
            switch part {
            case .train: split.train
            case .validation: split.validation
            case .test: split.test
            }
        return try episodePool.named(reading.rotationsAsClasses ? ClassPool.namesWithTurns(names) : names)
    }

    private static func pool(
        ofClassFolders folder: String, size: PictureSize?, filter: ResizeFilter
    ) throws -> ClassPool {
        let contents = try ImageFolder(folder).read(size: size, sizing: PictureSizing(filter: filter))
        if let twice = contents.duplicates.first {
            let names = twice.map { contents.images.names[$0] }
            throw DataError(
                .leakage, file: names[0], "its contents equal those of \(names[1])",
                remedy: "Remove one of the two: a picture that is both shown and asked about tests nothing")
        }
        return ClassPool(contents.images)
    }
}

extension ClassSplit {
    /// The split in a JSON file: an object with the lists `train`, `validation` and `test` of class names, and perhaps
    /// its `name`.
    /// - Throws: `TrackError` for a missing or malformed file, ``FrugalError`` for a class that stands twice.
    public init(file: URL) throws {
        struct Lists: Decodable {
            var name: String?
            var train: [String]
            var validation: [String]
            var test: [String]
        }
        let lists = try TrackJSON.read(Lists.self, at: file)
        try self.init(
            name: lists.name ?? file.lastPathComponent, train: lists.train, validation: lists.validation,
            test: lists.test)
    }
}
