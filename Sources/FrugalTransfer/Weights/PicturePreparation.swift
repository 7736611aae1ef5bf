import FrugalData

/// How a picture becomes what a network was trained on: it travels with the weights, because with another preparation a
/// network does not understand what it sees.
public struct PicturePreparation: Codable, Hashable, Sendable {
    /// The order of channels.
    public enum Order: String, Codable, Hashable, Sendable {
        case rgb = "RGB"
        case bgr = "BGR"
        /// One channel.
        case gray
    }

    /// The order of channels.
    public var order: Order
    /// Rows and columns of what the network takes.
    public var height: Int
    /// Columns.
    public var width: Int
    /// What of a picture is seen, and how it is made smaller or larger.
    public var sizing: PictureSizing
    /// What is subtracted from each channel, on the scale of 0 to 1 and in the order of ``order``.
    public var mean: [Double]
    /// What each channel is divided by.
    public var deviation: [Double]

    /// A preparation.
    public init(
        order: Order = .rgb, height: Int, width: Int, sizing: PictureSizing = PictureSizing(),
        mean: [Double], deviation: [Double]
    ) {
        self.order = order
        self.height = height
        self.width = width
        self.sizing = sizing
        self.mean = mean
        self.deviation = deviation
    }

    /// What torchvision's ImageNet weights take: the centre 224x224 of a picture whose shorter side is 256.
    public static let imageNet = PicturePreparation(
        height: 224, width: 224, sizing: PictureSizing(crop: .centre(share: 224.0 / 256)), mean: [0.485, 0.456, 0.406],
        deviation: [0.229, 0.224, 0.225])

    /// The picture at the network's size, channels in its order.
    /// - Throws: `DataError` for a picture without pixels.
    public func prepared(_ image: Image) throws -> Image {
        try sizing.sized(image, height: height, width: width).ordered(order)
    }

    /// Subtraction and division, channels in the network's order.
    /// - Throws: `DataError` where there are neither one nor three channels.
    public func normalisation() throws -> Normalisation {
        try Normalisation(mean: mean.map { Float($0) }, deviation: deviation.map { Float($0) })
    }
}

extension Image {
    /// The picture with channels in an order: a gray one has three equal ones where colours are wanted, and a colour
    /// becomes its brightness (ITU-R BT.601) where they are not.
    func ordered(_ order: PicturePreparation.Order) throws -> Image {
        switch (order, channels) {
        case (.gray, 1), (.rgb, 3): return self
        case (.gray, _):
            let gray = stride(from: 0, to: pixels.count, by: 3).map { start in
                brightness(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
            }
            return try Image(height: height, width: width, channels: 1, pixels: gray)
        case (_, 1):
            return try Image(height: height, width: width, channels: 3, pixels: pixels.flatMap { [$0, $0, $0] })
        case (.bgr, _):
            var swapped = pixels
            for start in stride(from: 0, to: pixels.count, by: 3) { swapped.swapAt(start, start + 2) }
            return try Image(height: height, width: width, channels: 3, pixels: swapped)
        case (.rgb, _): return self
        }
    }
}
