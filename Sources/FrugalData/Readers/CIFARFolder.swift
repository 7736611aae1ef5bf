/// A folder with the binary files of CIFAR-10 (`data_batch_1.bin` … `test_batch.bin`), CIFAR-100 (`train.bin`, `test.bin`)
/// or a subset of CIFAR-100 (`subset.bin`).
public struct CIFARFolder: Sendable {
    /// Which labels of CIFAR-100 to learn.
    public enum Labels: String, Sendable, CaseIterable {
        /// The classes themselves.
        case fine
        /// The groups of five classes; only CIFAR-100 has them.
        case coarse
    }

    /// The path of the folder.
    public let path: String
    /// Which data set it is.
    public let kind: CIFARBinary.Kind
    /// The parts that are there.
    public var parts: [DataPart] { DataPart.allCases.filter { files[$0] != nil } }

    private let files: [DataPart: [String]]

    /// Finds the files.
    ///
    /// - Throws: `DataError` when the folder cannot be listed or has none of the customary files.
    public init(_ path: String) throws {
        self.path = path
        guard let found = CIFARFolder.recognise(try DataFile.names(in: path)) else {
            throw DataError(
                .notFound, file: path, "no CIFAR files were found",
                remedy: "They are named data_batch_1.bin and test_batch.bin, or train.bin and test.bin, or subset.bin")
        }
        kind = found.kind
        files = found.files.mapValues { $0.map { DataFile.join(path, $0) } }
    }

    /// The kind and the files of each part, if the names in a folder are those of a CIFAR data set.
    static func recognise(_ names: [String]) -> (kind: CIFARBinary.Kind, files: [DataPart: [String]])? {
        let batches = names.filter { $0.hasPrefix("data_batch_") && $0.hasSuffix(".bin") }
        if !batches.isEmpty || names.contains("test_batch.bin") {
            return (.cifar10, partsWithFiles(train: batches, test: names.filter { $0 == "test_batch.bin" }))
        }
        let fine = names.filter { $0 == "train.bin" || $0 == "subset.bin" }
        let test = names.filter { $0 == "test.bin" }
        return fine.isEmpty && test.isEmpty ? nil : (.cifar100, partsWithFiles(train: fine, test: test))
    }

    /// Reads a part.
    ///
    /// - Throws: `DataError` when the part is not there, a file is broken, or coarse labels are asked of CIFAR-10.
    public func load(_ part: DataPart, labels: Labels = .fine) throws -> LabelledImages {
        guard let paths = files[part] else {
            throw DataError(.notFound, file: path, "there is no \(part.rawValue) part")
        }
        guard labels == .fine || kind == .cifar100 else {
            throw DataError(.invalidArgument, file: path, "CIFAR-10 has no coarse labels")
        }
        var all = CIFARBinary.Records()
        for file in paths {
            let records = try CIFARBinary.read(file, kind: kind)
            all.pixels += records.pixels
            all.labels += labels == .fine ? records.labels : records.coarseLabels
            all.names += records.names
        }
        return try LabelledImages(
            pixels: all.pixels, height: CIFARBinary.side, width: CIFARBinary.side, channels: 3, labels: all.labels,
            classes: try classes(labels), names: all.names)
    }

    /// The names beside the data, or plain numbers where that file is missing.
    private func classes(_ labels: Labels) throws -> [String] {
        let count = labels == .fine ? kind.classCount : 20
        let name =
            kind == .cifar10 ? "batches.meta.txt" : labels == .fine ? "fine_label_names.txt" : "coarse_label_names.txt"
        let file = DataFile.join(path, name)
        guard DataFile.kind(of: file) == .file else { return (0..<count).map { "\($0)" } }
        let text = String(decoding: try DataFile.read(file, limit: 1 << 20), as: UTF8.self)
        let names = text.split(whereSeparator: \.isNewline).map(String.init)
        guard names.count == count else {
            throw DataError(.inconsistent, file: file, "there are \(names.count) names for \(count) classes")
        }
        return names
    }

    private static func partsWithFiles(train: [String], test: [String]) -> [DataPart: [String]] {
        [DataPart.train: train, .test: test].filter { !$0.value.isEmpty }
    }
}
