import CFrugalCodecs

extension ImageFolder {
    /// What reading a folder gave.
    public struct Contents: Sendable {
        /// The pictures that could be used.
        public let images: LabelledImages
        /// What was left out and why, leakage included; always empty with `Policy.refuse`.
        public let skipped: [DataError]
        /// Pictures whose files are equal, within one class, as indices into `images`. A fair split keeps each group
        /// together.
        public let duplicates: [[Int]]
        /// What is worth knowing but no error.
        public let warnings: [String]
    }

    /// All pictures, decoded and stretched to one size.
    ///
    /// - Parameters:
    ///   - size: rows and columns; `nil` when all pictures have one size already.
    ///   - channels: 1 or 3; `nil` for 1 if every picture is gray and 3 otherwise.
    ///   - sizing: how pictures of another size are brought to it, and what of them is seen.
    ///   - threads: threads to decode on; `nil` for one a processor.
    /// - Throws: `DataError` that names the file when one cannot be decoded, when equal files lie in two classes
    ///   (`.leakage`), when sizes differ and none is given, or when the pictures do not fit in memory. With `Policy.skip` the
    ///   first two are left out instead; see `read` for the list.
    public func load(
        size: PictureSize? = nil, channels: Int? = nil, sizing: PictureSizing = PictureSizing(), threads: Int? = nil
    ) throws -> LabelledImages {
        try read(size: size, channels: channels, sizing: sizing, threads: threads).images
    }

    /// As `load`, and tells what was left out and which files are equal.
    public func read(
        size: PictureSize? = nil, channels: Int? = nil, sizing: PictureSizing = PictureSizing(), threads: Int? = nil
    ) throws -> Contents {
        let (size, channels) = try plan(size, channels, threads: threads)
        let paths = files.map(\.path)
        let batch = try PictureBatch.load(
            count: files.count, size: size, channels: channels, sizing: sizing, threads: threads
        ) { loader, index, slot in
            try loader.load(paths[index], into: slot)
        }
        if policy == .refuse { try refuseFirst(of: batch.failures.map(\.error)) }
        let equals = try EqualFiles(batch.fingerprints, files: files)
        if policy == .refuse { try refuseFirst(of: equals.leakage) }
        let unusable = Set(batch.failures.map(\.index)).union(equals.leaked)
        let all = try LabelledImages(
            pixels: batch.pixels, height: size.height, width: size.width, channels: channels,
            labels: files.map(\.label),
            classes: classes, names: paths)
        let kept = files.indices.filter { !unusable.contains($0) }
        let images = unusable.isEmpty ? all : try all.subset(kept)
        try checkEveryClass(images)
        let position = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
        return Contents(
            images: images, skipped: skipped + batch.failures.map(\.error) + equals.leakage,
            duplicates: equals.duplicates.map { $0.compactMap { position[$0] } },
            warnings: warnings + equals.warnings)
    }

    /// The size and channels to decode to, from the headers where the caller left them open.
    private func plan(_ size: PictureSize?, _ channels: Int?, threads: Int?) throws -> (PictureSize, Int) {
        if let size, let channels { return (size, channels) }
        let survey = survey(threads: threads)
        if policy == .refuse { try refuseFirst(of: survey.failures) }
        let channels = channels ?? survey.channels
        if let size { return (size, channels) }
        guard let only = survey.sizes.first?.size else {
            throw DataError(.notFound, file: root, "no picture could be read: \(survey.failures[0])")
        }
        guard survey.sizes.count == 1 else {
            throw DataError(
                .inconsistent, file: root,
                "the pictures have \(survey.sizes.count) different sizes, such as \(only) (\(survey.sizes[0].count) of them) and "
                    + "\(survey.sizes[1].size)", remedy: "Choose a size to bring them to")
        }
        return (only, channels)
    }

    private func refuseFirst(of errors: [DataError]) throws {
        guard var first = errors.first else { return }
        if errors.count > 1 { first.reason += " (and \(errors.count - 1) more such files)" }
        throw first
    }

    private func checkEveryClass(_ images: LabelledImages) throws {
        let present = Set(images.labels)
        for (label, name) in classes.enumerated() where !present.contains(label) {
            throw DataError(
                .notFound, file: DataFile.join(root, name), "no picture of this class could be used",
                remedy: "Remove the class or mend its pictures")
        }
    }
}
