/// The shape of one example as a network takes it.
public enum InputShape: Codable, Sendable, Equatable {
    /// A picture of so many rows, columns and channels.
    case image(height: Int, width: Int, channels: Int)
    /// A vector of so many numbers.
    case vector(Int)

    /// The numbers of one example.
    public var count: Int {
        switch self {
        case .image(let height, let width, let channels): height * width * channels
        case .vector(let count): count
        }
    }

    /// The shape of a batch of `size` examples, pictures with their channels first.
    public func batch(_ size: Int) -> [Int] {
        switch self {
        case .image(let height, let width, let channels): [size, channels, height, width]
        case .vector(let count): [size, count]
        }
    }
}
