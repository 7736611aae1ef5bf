import CFrugalCodecs

/// The binary version of CIFAR-10 and CIFAR-100: records of one or two label bytes and three colour planes of 32x32.
public enum CIFARBinary {
    /// Which of the two data sets a file belongs to.
    public enum Kind: String, Sendable, CaseIterable {
        /// One label byte, 10 classes.
        case cifar10
        /// A coarse label byte (20 classes), then a fine one (100 classes).
        case cifar100

        /// Label bytes before the pixels of each record.
        public var labelBytes: Int { self == .cifar10 ? 1 : 2 }
        /// Bytes of a record.
        public var recordSize: Int { labelBytes + pictureSize }
        /// Classes of the labels that are usually learned: those of CIFAR-10, the fine ones of CIFAR-100.
        public var classCount: Int { self == .cifar10 ? 10 : 100 }
    }

    /// The contents of one or more files.
    public struct Records: Sendable, Equatable {
        /// All pictures, NHWC, `count * 32 * 32 * 3` samples.
        public var pixels: [UInt8] = []
        /// The label of each picture: for CIFAR-100 the fine one.
        public var labels: [Int] = []
        /// The coarse label of each picture; empty for CIFAR-10.
        public var coarseLabels: [Int] = []
        /// Where each picture came from, such as `data_batch_1#7`.
        public var names: [String] = []
    }

    /// Rows and columns of every picture.
    public static let side = 32
    static let pictureSize = side * side * 3

    /// The records of a file, plain or gzipped.
    ///
    /// - Throws: `DataError` when the file cannot be read, is no whole number of records, or has a label out of range.
    public static func read(_ path: String, kind: Kind) throws -> Records {
        try parse(try Gzip.readFile(path), kind: kind, file: path)
    }

    /// The records in `bytes`. Errors as for `read`, naming `file`.
    public static func parse(_ bytes: [UInt8], kind: Kind, file: String? = nil) throws -> Records {
        try namingFile(file) {
            guard !bytes.isEmpty, bytes.count % kind.recordSize == 0 else {
                throw DataError(
                    .truncated, place: "byte \(bytes.count - bytes.count % kind.recordSize)",
                    "\(bytes.count) bytes are no whole number of records of \(kind.recordSize) bytes",
                    remedy: "Fetch or copy the file again, or check that it is of \(kind.rawValue)")
            }
            let count = bytes.count / kind.recordSize
            var records = Records()
            records.pixels = pixels(of: bytes, kind: kind, count: count)
            let fine = kind.labelBytes - 1
            records.labels = try labels(of: bytes, kind: kind, byte: fine, classes: kind.classCount)
            if kind == .cifar100 { records.coarseLabels = try labels(of: bytes, kind: kind, byte: 0, classes: 20) }
            let name = file.map { String(DataFile.lastName($0).prefix { $0 != "." }) } ?? kind.rawValue
            records.names = (0..<count).map { "\(name)#\($0)" }
            return records
        }
    }

    private static func labels(of bytes: [UInt8], kind: Kind, byte: Int, classes: Int) throws -> [Int] {
        try stride(from: byte, to: bytes.count, by: kind.recordSize).map { position in
            let label = Int(bytes[position])
            guard label < classes else {
                throw DataError(
                    .malformed, place: "byte \(position)", "label \(label) is none of the \(classes) classes",
                    remedy: "Check that the file is of \(kind.rawValue)")
            }
            return label
        }
    }

    private static func pixels(of bytes: [UInt8], kind: Kind, count: Int) -> [UInt8] {
        bytes.withUnsafeBufferPointer { records in
            [UInt8](unsafeUninitializedCapacity: count * pictureSize) { out, initialised in
                guard let source = records.baseAddress, let target = out.baseAddress else { return }
                for index in 0..<count {
                    let planes = source + index * kind.recordSize + kind.labelBytes
                    frugal_interleave_planes(planes, side * side, 3, target + index * pictureSize)
                }
                initialised = count * pictureSize
            }
        }
    }
}
