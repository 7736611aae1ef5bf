import FrugalData
import FrugalTrack

extension LabelledData {
    /// How a user's data are to be read.
    public struct Options: Sendable {
        /// The longer side of pictures; nil for their own, up to `largestSide`.
        public var side: Int?
        /// The side that pictures are brought down to where none is given.
        public var largestSide = 64
        /// The column to predict; nil for the last one.
        public var target: String?
        /// Whether broken files are left out and listed instead of refused.
        public var skipsBroken = false
        /// Threads to decode with; nil for one a processor.
        public var threads: Int?

        /// The default options.
        public init() {}
    }

    /// Reads data for training: an image folder, IDX, CIFAR, npz, Omniglot, or a CSV table.
    ///
    /// - Throws: `DataError` that names the file and what to do about it.
    public static func load(_ path: String, options: Options = Options()) throws -> LabelledData {
        let source = try DataSource.open(path, policy: options.skipsBroken ? .skip : .refuse)
        switch source {
        case .table(let file):
            let table = try Table.read(csv: file, options: csvOptions(skipsBroken: options.skipsBroken))
            return LabelledData(path: path, table: table, target: try table.classTarget(options.target))
        case .imageFolder(let folder):
            return try load(folder, path: path, options: options)
        case .idx, .cifar, .svhn, .npz, .omniglot:
            let images = try source.pictures(.train)
            let summary = DataSummary(images)
            return LabelledData(
                path: path, pictures: images, findings: summary.warnings, duplicates: summary.duplicates,
                officialTest: source.parts.contains(.test) ? try source.pictures(.test) : nil)
        }
    }

    private static func load(_ folder: ImageFolder, path: String, options: Options) throws -> LabelledData {
        let survey = folder.survey(threads: options.threads)
        if let failure = survey.failures.first, !options.skipsBroken { throw failure }
        let contents = try folder.read(
            size: size(of: survey, options: options), channels: survey.channels, threads: options.threads)
        let images = try contents.images.renamed {
            $0.hasPrefix(path + "/") ? String($0.dropFirst(path.count + 1)) : $0
        }
        let summary = DataSummary(images)
        return LabelledData(
            path: path, pictures: images,
            findings: contents.skipped.map { "left out: \($0)" } + contents.warnings + summary.warnings,
            duplicates: summary.duplicates)
    }

    /// The one size that all pictures are brought to: their own where they share it and it is small enough, else a square.
    private static func size(of survey: ImageFolder.Survey, options: Options) -> PictureSize? {
        if let side = options.side { return PictureSize(height: side, width: side) }
        guard let commonest = survey.sizes.first?.size else { return nil }
        if survey.sizes.count == 1, max(commonest.height, commonest.width) <= options.largestSide { return nil }
        let shorter = survey.sizes.map { min($0.size.height, $0.size.width) }.max() ?? options.largestSide
        // Nothing is gained by enlarging all of them, nor by a side of 3.
        let side = max(8, min(options.largestSide, shorter))
        return PictureSize(height: side, width: side)
    }

    static func csvOptions(skipsBroken: Bool) -> CSVOptions {
        var options = CSVOptions()
        options.raggedRows = skipsBroken ? .skip : .refuse
        return options
    }
}

extension LabelledImages {
    /// The same pictures with other names.
    func renamed(_ name: (String) -> String) throws -> LabelledImages {
        try LabelledImages(
            pixels: pixels, height: height, width: width, channels: channels, labels: labels, classes: classes,
            names: names.map(name))
    }

    /// The same pictures with the class indices of a model.
    /// - Throws: `DataError` for a class that the model does not know.
    func relabelled(as known: [String], path: String) throws -> LabelledImages {
        let positions = Dictionary(known.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let indices = try classes.map { name -> Int in
            if let position = positions[name] { return position }
            throw DataError(
                .unknownClass, file: path, "the class '\(name)' is none of the \(known.count) that the model knows",
                remedy: "The classes are \(known.prefix(12).map { "'\($0)'" }.joined(separator: ", "))")
        }
        return try LabelledImages(
            pixels: pixels, height: height, width: width, channels: channels, labels: labels.map { indices[$0] },
            classes: known, names: names)
    }
}

extension LabelledData {
    /// Reads other data for a model of these: same size of pictures, same classes.
    /// - Throws: `DataError` for a class that is not among these, ``FrugalError`` where pictures and tables are mixed up.
    func loadLike(_ path: String, target: String?, skipsBroken: Bool) throws -> LabelledData {
        let size: (height: Int, width: Int, channels: Int)?
        let column: String?
        switch contents {
        case .pictures(let images): (size, column) = ((images.height, images.width, images.channels), nil)
        case .table(_, let known, _): (size, column) = (nil, known.name)
        }
        return try Self.load(
            path, size: size, classes: classes, target: target ?? column, kinds: [:], skipsBroken: skipsBroken)
    }

    /// Reads labelled data for a model that exists.
    /// - Parameters:
    ///   - size: the size of pictures; nil where the model takes rows of a table.
    ///   - sizing: how the pictures of a folder are brought to that size; those of a data set in one file stay as they are,
    ///     because ``Preprocessing`` resizes them one by one.
    ///   - kinds: the kinds that columns must have.
    ///   - part: which part is read of data whose authors divided them, and whether equal pictures are looked for, as they
    ///     are to learn from.
    static func load(
        _ path: String, size: (height: Int, width: Int, channels: Int)?, sizing: PictureSizing = PictureSizing(),
        classes: [String], target: String?, kinds: [String: Column.Kind], skipsBroken: Bool, part: DataPart = .test
    ) throws -> LabelledData {
        let source = try DataSource.open(path, policy: skipsBroken ? .skip : .refuse, leastClasses: 1)
        if case .table(let file) = source {
            guard size == nil else { throw mixedUp(path, wanted: "pictures", found: "a table") }
            var options = csvOptions(skipsBroken: skipsBroken)
            options.kinds = kinds
            let table = try Table.read(csv: file, options: options)
            return LabelledData(path: path, table: table, target: try table.classTarget(target, classes: classes))
        }
        guard let size else { throw mixedUp(path, wanted: "rows of a table", found: "pictures") }
        var findings: [String] = []
        var images: LabelledImages
        if case .imageFolder(let folder) = source {
            let contents = try folder.read(
                size: PictureSize(height: size.height, width: size.width), channels: size.channels, sizing: sizing)
            images = try contents.images.renamed {
                $0.hasPrefix(path + "/") ? String($0.dropFirst(path.count + 1)) : $0
            }
            findings = contents.skipped.map { "left out: \($0)" } + contents.warnings
        } else {
            images = try source.pictures(source.parts.contains(part) ? part : .train)
        }
        images = try images.relabelled(as: classes, path: path)
        if (images.height, images.width, images.channels) != size {
            findings.append(
                "the pictures are \(images.height)x\(images.width)x\(images.channels) and are brought to the model's "
                    + "\(size.height)x\(size.width)x\(size.channels)")
            images = try images.withChannels(size.channels)
        }
        return LabelledData(
            path: path, pictures: images, findings: findings,
            duplicates: part == .train ? DataSummary(images).duplicates : [])
    }

    private static func mixedUp(_ path: String, wanted: String, found: String) -> FrugalError {
        FrugalError(
            .data, path, "this is \(found), and the model takes \(wanted)",
            remedy: "give data of the kind it was trained on")
    }
}
