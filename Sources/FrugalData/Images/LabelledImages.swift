/// Pictures of one size held in memory, each with the class it belongs to.
public struct LabelledImages: Sendable, Equatable {
    /// All samples, picture after picture (NHWC): `count * height * width * channels` values of 0...255.
    public let pixels: [UInt8]
    /// Pictures held.
    public let count: Int
    /// Rows of pixels of each picture.
    public let height: Int
    /// Columns of pixels of each picture.
    public let width: Int
    /// Samples a pixel: 1 or 3.
    public let channels: Int
    /// For each picture, the index of its class in `classes`.
    public let labels: [Int]
    /// The names of the classes, in the order of their indices.
    public let classes: [String]
    /// For each picture, where it came from: a file path, or a place such as `train-images#12`.
    public let names: [String]

    /// Samples of one picture.
    public var pictureSize: Int { height * width * channels }

    /// Puts pictures and labels together after checking that they agree.
    ///
    /// - Throws: `DataError` when a size is out of range, the numbers of samples, labels and names do not agree, or a
    ///   label is no index of `classes`.
    public init(
        pixels: [UInt8], height: Int, width: Int, channels: Int, labels: [Int], classes: [String], names: [String]
    ) throws {
        let size = try Image.sampleCount(height: height, width: width, channels: channels)
        guard pixels.count % size == 0, pixels.count / size == labels.count else {
            throw DataError(
                .inconsistent,
                "\(labels.count) labels do not fit \(pixels.count) samples in pictures of \(height)x\(width)x\(channels)"
            )
        }
        guard names.count == labels.count else {
            throw DataError(.inconsistent, "\(names.count) names were given for \(labels.count) pictures")
        }
        if let bad = labels.firstIndex(where: { !classes.indices.contains($0) }) {
            throw DataError(
                .inconsistent, place: "picture \(bad)", "label \(labels[bad]) is none of the \(classes.count) classes")
        }
        self.pixels = pixels
        self.count = labels.count
        self.height = height
        self.width = width
        self.channels = channels
        self.labels = labels
        self.classes = classes
        self.names = names
    }

    /// The pictures at `indices`, in that order; an index may occur more than once.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an index outside `0..<count`.
    public func subset(_ indices: [Int]) throws -> LabelledImages {
        if let bad = indices.first(where: { $0 < 0 || $0 >= count }) {
            throw DataError(.invalidArgument, "there is no picture \(bad) among \(count)")
        }
        let size = pictureSize
        let (total, overflow) = indices.count.multipliedReportingOverflow(by: size)
        guard !overflow else { throw DataError(.tooLarge, "\(indices.count) pictures do not fit in memory") }
        let chosen = [UInt8](unsafeUninitializedCapacity: total) { buffer, initialised in
            pixels.withUnsafeBufferPointer { source in
                for (slot, index) in indices.enumerated() {
                    let picture = UnsafeBufferPointer(rebasing: source[(index * size)..<((index + 1) * size)])
                    _ = UnsafeMutableBufferPointer(rebasing: buffer[(slot * size)...]).update(fromContentsOf: picture)
                }
            }
            initialised = total
        }
        return try LabelledImages(
            pixels: chosen, height: height, width: width, channels: channels, labels: indices.map { labels[$0] },
            classes: classes, names: indices.map { names[$0] })
    }

    /// The picture at `index`.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an index outside `0..<count`.
    public func image(at index: Int) throws -> Image {
        guard index >= 0, index < count else {
            throw DataError(.invalidArgument, "there is no picture \(index) among \(count)")
        }
        let range = (index * pictureSize)..<((index + 1) * pictureSize)
        return try Image(height: height, width: width, channels: channels, pixels: Array(pixels[range]))
    }
}
