/// How a picture of any size becomes one of the size that a network takes.
public struct PictureSizing: Codable, Hashable, Sendable {
    /// What of a picture is seen.
    public enum Crop: Codable, Hashable, Sendable {
        /// All of it, its proportions not kept.
        case none
        /// A square at the centre whose side is this share of the shorter side.
        case centre(share: Double)
        /// All of it brought to a square of this side, its proportions not kept, of which the centre is taken.
        case square(side: Int)
    }

    /// How pictures are made smaller or larger.
    public var filter: ResizeFilter
    /// What of a picture is seen.
    public var crop: Crop

    /// A sizing that shows all of a picture, unless it says otherwise.
    public init(filter: ResizeFilter = .antialiased, crop: Crop = .none) {
        self.filter = filter
        self.crop = crop
    }

    /// The picture at a size. One that has it already stays as it is where all of a picture is seen.
    /// - Throws: `DataError` where the size is beyond the limits, or the crop cannot be.
    public func sized(_ image: Image, height: Int, width: Int) throws -> Image {
        switch crop {
        case .none:
            if image.height == height, image.width == width { return image }
            return try image.resized(height: height, width: width, filter: filter)
        case .centre(let share):
            let side = max(1, Int((Double(min(image.height, image.width)) * share).rounded()))
            return try image.centre(height: side, width: side).resized(height: height, width: width, filter: filter)
        case .square(let side):
            guard side >= max(height, width) else {
                throw DataError(
                    .invalidArgument, "a square of \(side) pixels has no middle of \(height)x\(width)",
                    remedy: "Crop less")
            }
            return try image.resized(height: side, width: side, filter: filter).centre(height: height, width: width)
        }
    }

    /// What is impossible about it, as a clause; nil for a sound one.
    public var fault: String? {
        switch crop {
        case .centre(let share) where !(share > 0 && share <= 1):
            "a crop of \(share) of the shorter side is not possible"
        case .square(let side) where !(1...65_536).contains(side): "a square of \(side) pixels is not possible"
        default: nil
        }
    }
}

extension Image {
    /// The middle of a picture; all of a side that is shorter.
    /// - Throws: `DataError` for a middle without pixels.
    public func centre(height wantedHeight: Int, width wantedWidth: Int) throws -> Image {
        let (rows, columns) = (min(height, wantedHeight), min(width, wantedWidth))
        let (top, left) = ((height - rows) / 2, (width - columns) / 2)
        var cut: [UInt8] = []
        cut.reserveCapacity(rows * columns * channels)
        for row in top..<(top + rows) {
            let start = (row * width + left) * channels
            cut += pixels[start..<(start + columns * channels)]
        }
        return try Image(height: rows, width: columns, channels: channels, pixels: cut)
    }
}

extension LabelledImages {
    /// The same pictures with so many channels: of a gray one three equal ones, of a colour its brightness (ITU-R BT.601).
    /// - Throws: `DataError` for a number of channels that is neither 1 nor 3.
    public func withChannels(_ wanted: Int) throws -> LabelledImages {
        guard wanted != channels else { return self }
        let changed: [UInt8]
        if wanted == 1 {
            changed = stride(from: 0, to: pixels.count, by: 3).map { start in
                brightness(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
            }
        } else {
            changed = [UInt8](unsafeUninitializedCapacity: 3 * pixels.count) { buffer, initialised in
                for (place, value) in pixels.enumerated() {
                    for channel in 0..<3 { buffer[3 * place + channel] = value }
                }
                initialised = 3 * pixels.count
            }
        }
        return try LabelledImages(
            pixels: changed, height: height, width: width, channels: wanted, labels: labels, classes: classes,
            names: names)
    }
}

/// The brightness of a colour by the weights of ITU-R BT.601, rounded.
public func brightness(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    let sum: Int = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
    return UInt8((sum + 500) / 1000)
}
