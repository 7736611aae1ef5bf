/// A folder with the cropped digits of the Street View House Numbers (Netzer et al. 2011, format 2): `train_32x32.mat`,
/// `test_32x32.mat`.
public struct SVHNFolder: Sendable {
    /// The path of the folder.
    public let path: String
    /// The parts that are there.
    public let parts: [DataPart]

    /// Finds the files.
    ///
    /// - Throws: `DataError` when the folder cannot be listed or has neither file.
    public init(_ path: String) throws {
        self.path = path
        let names = try DataFile.names(in: path)
        parts = DataPart.allCases.filter { names.contains(Self.file(of: $0)) }
        guard !parts.isEmpty else {
            throw DataError(
                .notFound, file: path, "no files of SVHN were found",
                remedy: "They are named train_32x32.mat and test_32x32.mat: 'frugal data get svhn' fetches them")
        }
    }

    private static func file(of part: DataPart) -> String { "\(part.rawValue)_32x32.mat" }

    /// Whether a file name is that of a file of SVHN.
    static func isCustomary(_ name: String) -> Bool { DataPart.allCases.contains { name == file(of: $0) } }

    /// Reads a part. The classes are the digits 0 to 9; the files number the zero 10.
    ///
    /// - Throws: `DataError` when the part is not there, or the file is broken or holds something else.
    public func load(_ part: DataPart) throws -> LabelledImages {
        guard parts.contains(part) else {
            throw DataError(.notFound, file: path, "there is no \(part.rawValue) part")
        }
        let file = DataFile.join(path, Self.file(of: part))
        let variables = try MATFile.read(file)
        return try namingFile(file) {
            guard let x = variables["X"], let y = variables["y"] else {
                throw DataError(
                    .notFound,
                    "the variables X and y are not both there; found: "
                        + (variables.isEmpty ? "none" : variables.keys.sorted().joined(separator: ", ")))
            }
            return try Self.images(x, labels: y.int64s(), named: part.rawValue)
        }
    }

    private static func images(_ x: NumericArray, labels: [Int64], named name: String) throws -> LabelledImages {
        // MATLAB drops a last size of one: a single picture has three.
        let shape = x.shape.count == 3 ? [1] + x.shape : x.shape
        guard x.elementType == .uint8, shape.count == 4, shape[1] == 3 else {
            throw DataError(
                .inconsistent,
                "X should be colour pictures of bytes, not an array of shape "
                    + "\(Array(x.shape.reversed())) and type \(x.elementType.rawValue)")
        }
        let (width, height) = (shape[2], shape[3])
        return try LabelledImages(
            pixels: interleaved(x.bytes, height: height, width: width), height: height, width: width, channels: 3,
            labels: try labels.map { label in
                guard (1...10).contains(label) else {
                    throw DataError(.malformed, "label \(label) is none of 1 to 10")
                }
                return Int(label) % 10
            },
            classes: (0..<10).map { "\($0)" }, names: labels.indices.map { "\(name)#\($0)" })
    }

    /// From colour planes of columns to rows of pixels.
    private static func interleaved(_ bytes: [UInt8], height: Int, width: Int) -> [UInt8] {
        let area = height * width
        return bytes.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { out, initialised in
                for start in stride(from: 0, to: source.count, by: 3 * area) {
                    for colour in 0..<3 {
                        for column in 0..<width {
                            for row in 0..<height {
                                out[start + (row * width + column) * 3 + colour] =
                                    source[start + colour * area + column * height + row]
                            }
                        }
                    }
                }
                initialised = source.count
            }
        }
    }
}
