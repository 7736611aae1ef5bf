import FrugalData

/// What a model takes, and how raw data become that.
public enum ModelInput: Sendable, Equatable {
    /// A picture.
    case image(ImageInput)
    /// A row of a table.
    case table(TableInput)
}

/// A picture brought to one size and scale.
public struct ImageInput: Codable, Sendable, Equatable {
    /// Height in pixels.
    public var height: Int
    /// Width in pixels.
    public var width: Int
    /// 1 for grey, 3 for colour.
    public var channels: Int
    /// The name of the resize filter, such as "bilinear" or "antialiased".
    public var resizeFilter: String
    /// What of a picture is seen; nil for all of it.
    public var crop: PictureSizing.Crop?
    /// What is subtracted from each channel of pixels in 0...1.
    public var mean: [Double]
    /// What each channel is then divided by.
    public var standardDeviation: [Double]

    /// A picture of height x width x channels.
    public init(
        height: Int, width: Int, channels: Int, resizeFilter: String, crop: PictureSizing.Crop? = nil, mean: [Double],
        standardDeviation: [Double]
    ) {
        self.height = height
        self.width = width
        self.channels = channels
        self.resizeFilter = resizeFilter
        self.crop = crop
        self.mean = mean
        self.standardDeviation = standardDeviation
    }
}

/// A row of a table as a vector of numbers.
public struct TableInput: Codable, Sendable, Equatable {
    /// How the columns become numbers, in the order of the vector.
    public var encoding: TabularEncoding
    /// The name of the column that holds the class.
    public var target: String

    /// A table read by `encoding` to tell `target`.
    public init(encoding: TabularEncoding, target: String) {
        self.encoding = encoding
        self.target = target
    }
}

extension ModelInput: Codable {
    private enum Key: String, CodingKey { case image, table }

    /// Reads `{"image": …}` or `{"table": …}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let image = try container.decodeIfPresent(ImageInput.self, forKey: .image) {
            self = .image(image)
        } else {
            self = .table(try container.decode(TableInput.self, forKey: .table))
        }
    }

    /// Writes `{"image": …}` or `{"table": …}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .image(let image): try container.encode(image, forKey: .image)
        case .table(let table): try container.encode(table, forKey: .table)
        }
    }
}
