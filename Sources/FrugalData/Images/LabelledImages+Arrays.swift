import CFrugalCodecs

extension LabelledImages {
    /// Pictures and labels from arrays.
    ///
    /// Pictures are of shape (N, H, W), (N, H, W, 1 or 3) or (N, 1 or 3, H, W). Their elements are whole numbers of 0...255,
    /// truth values (0 and 255), or floating-point numbers that are either all whole numbers of 0...255 or all in 0...1, which
    /// are then multiplied by 255.
    ///
    /// - Parameters:
    ///   - labels: one number a picture.
    ///   - classes: the numbers that stand for classes, in the order they are to have.
    ///   - name: what to call the pictures; number i becomes `name#i`.
    init(images: NumericArray, labels: [Int64], among classes: [Int64], named name: String) throws {
        let layout = try PictureLayout(images.shape)
        guard layout.count == labels.count else {
            throw DataError(.inconsistent, "there are \(layout.count) pictures, but \(labels.count) labels")
        }
        let samples = try images.samplesAsBytes()
        let indices = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        try self.init(
            pixels: layout.planar ? LabelledImages.interleaved(samples, layout) : samples, height: layout.height,
            width: layout.width, channels: layout.channels,
            labels: try labels.map { label in
                guard let index = indices[label] else {
                    throw DataError(.inconsistent, "label \(label) is none of the \(classes.count) classes")
                }
                return index
            },
            classes: classes.map { "\($0)" }, names: (0..<layout.count).map { "\(name)#\($0)" })
    }

    private static func interleaved(_ samples: [UInt8], _ layout: PictureLayout) -> [UInt8] {
        let area = layout.height * layout.width
        return samples.withUnsafeBufferPointer { planes in
            [UInt8](unsafeUninitializedCapacity: planes.count) { out, initialised in
                guard let source = planes.baseAddress, let target = out.baseAddress else { return }
                for picture in 0..<layout.count {
                    let start = picture * area * layout.channels
                    frugal_interleave_planes(source + start, area, layout.channels, target + start)
                }
                initialised = planes.count
            }
        }
    }
}

/// How an array of pictures lies in memory.
private struct PictureLayout {
    let count: Int
    let height: Int
    let width: Int
    let channels: Int
    let planar: Bool

    init(_ shape: [Int]) throws {
        switch shape.count {
        case 3: (count, height, width, channels, planar) = (shape[0], shape[1], shape[2], 1, false)
        case 4 where shape[3] == 1 || shape[3] == 3:
            (count, height, width, channels, planar) = (shape[0], shape[1], shape[2], shape[3], false)
        case 4 where shape[1] == 1 || shape[1] == 3:
            (count, height, width, channels, planar) = (shape[0], shape[2], shape[3], shape[1], true)
        default:
            throw DataError(
                .unsupported, "an array of shape \(shape) is no set of pictures",
                remedy: "Shapes (N, H, W), (N, H, W, 3) and (N, 3, H, W) are read")
        }
        guard count > 0 else { throw DataError(.inconsistent, "the array of shape \(shape) holds no pictures") }
        _ = try Image.sampleCount(height: height, width: width, channels: channels)
    }
}

extension NumericArray {
    /// The elements as 8-bit samples, by the rule of `LabelledImages(images:labels:among:named:)`.
    fileprivate func samplesAsBytes() throws -> [UInt8] {
        switch elementType {
        case .uint8: return bytes
        case .bool: return bytes.map { $0 == 0 ? 0 : 255 }
        case .float32, .float64: return try NumericArray.bytes(from: doubles())
        default:
            return try int64s().enumerated().map { index, value in
                guard let byte = UInt8(exactly: value) else {
                    throw DataError(
                        .unsupported, place: "element \(index)", "\(value) is no sample of 0...255",
                        remedy: "Scale the pictures to 0...255 or to 0...1 in floating point")
                }
                return byte
            }
        }
    }

    private static func bytes(from values: [Double]) throws -> [UInt8] {
        var whole = true
        for (index, value) in values.enumerated() {
            guard value.isFinite else {
                throw DataError(.malformed, place: "element \(index)", "\(value) is no brightness of a picture")
            }
            guard value >= 0, value <= 255 else {
                throw DataError(
                    .unsupported, place: "element \(index)", "\(value) is outside 0...255",
                    remedy: "Undo any normalisation: pictures are read as 0...255 or 0...1")
            }
            whole = whole && value.rounded() == value
        }
        // Only zeros and ones can be read both ways; as fractions they keep black and white apart.
        let largest = values.max() ?? 0
        if largest <= 1 { return values.map { UInt8(($0 * 255).rounded()) } }
        guard whole else {
            throw DataError(
                .unsupported, "the samples go up to \(largest) and are not whole numbers",
                remedy: "Scale the pictures to whole numbers of 0...255 or to 0...1")
        }
        return values.map { UInt8($0) }
    }
}
