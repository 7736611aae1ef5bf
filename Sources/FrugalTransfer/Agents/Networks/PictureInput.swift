import FrugalTensor

/// What is done to pictures before a network sees them: ways to be deaf to brightness that cost nothing in training.
public enum PictureInput: String, Codable, CaseIterable, Sendable {
    /// Nothing.
    case plain
    /// From every picture its mean is taken, and what is left is divided by its deviation: an added or multiplied brightness
    /// goes, unless pixels were clipped.
    case normalised
    /// Each picture less the one before it: an added brightness goes, and with it all that stands still. One picture fewer.
    case difference

    /// The pictures that a network sees of so many stacked ones.
    public func channels(of frames: Int) -> Int { self == .difference ? max(1, frames - 1) : frames }

    /// Pictures `[N, frames, H, W]` as the network sees them.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        switch self {
        case .plain: return x
        case .normalised:
            let centred = x - x.mean(along: 2, 3, keepingDimensions: true)
            // A picture of one gray has no deviation, and nothing to show.
            return centred / (centred.squared().mean(along: 2, 3, keepingDimensions: true).sqrt() + 1e-3)
        case .difference:
            let frames = x.size(of: 1)
            guard frames > 1 else { return x }
            return x.narrowed(along: 1, from: 1, length: frames - 1)
                - x.narrowed(along: 1, from: 0, length: frames - 1)
        }
    }

    /// Additions, products, divisions and roots for a stack of pictures, each counted as one.
    /// - Parameters:
    ///   - frames: stacked pictures.
    ///   - pixels: the pixels of one.
    public func operations(frames: Int, pixels: Int) -> Int {
        switch self {
        case .plain: 0
        // The sum, the difference, the square, its sum, the quotient a pixel; two means, a root and a sum a picture.
        case .normalised: frames * (5 * pixels + 4)
        case .difference: max(0, frames - 1) * pixels
        }
    }
}
