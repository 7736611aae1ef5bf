/// One change of a picture. The random ones are drawn anew for every example and epoch, and only in training.
public enum Transform: Codable, Equatable, Sendable {
    /// Stretches to a size with a named filter.
    case resize(height: Int, width: Int, filter: ResizeFilter)
    /// Keeps the middle; of an odd remainder the smaller half is cut off above and on the left.
    case centreCrop(height: Int, width: Int)
    /// Turns counter-clockwise by so many quarters, exactly.
    case quarterTurns(Int)
    /// Moves by up to `padding` pixels in each direction, the edge repeated outward (Krizhevsky's "pad and crop").
    case padCrop(padding: Int)
    /// Mirrors left and right in every second example.
    case horizontalFlip
    /// Fills a square with the mean colour, its centre anywhere in the picture (DeVries and Taylor 2017).
    case cutout(size: Int)
    /// Turns by 0, 90, 180 or 270 degrees, exactly; square pictures only.
    case randomQuarterTurns
    /// Turns by an angle up to `degrees` either way, bilinear, the edge repeated outward.
    case rotate(degrees: Double)
    /// A small affine map: turns, stretches and slants by up to the stated amounts either way and moves by up to `shift`
    /// pixels, fractions included, bilinear, the edge repeated outward. The usual distortion of handwriting.
    case affine(degrees: Double, stretch: Double, slant: Double, shift: Double)

    /// Whether it is drawn at random, and so is left out when a model is scored.
    public var isRandom: Bool {
        switch self {
        case .resize, .centreCrop, .quarterTurns: false
        case .padCrop, .horizontalFlip, .cutout, .randomQuarterTurns, .rotate, .affine: true
        }
    }

    /// The size of what comes out for a picture of this size.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when the picture or the numbers of the transform do not allow it.
    func size(ofHeight height: Int, width: Int) throws -> (height: Int, width: Int) {
        switch self {
        case .resize(let newHeight, let newWidth, _):
            _ = try Image.sampleCount(height: newHeight, width: newWidth, channels: 1)
            return (newHeight, newWidth)
        case .centreCrop(let newHeight, let newWidth):
            guard newHeight > 0, newWidth > 0, newHeight <= height, newWidth <= width else {
                throw DataError(
                    .invalidArgument, "a picture of \(height)x\(width) has no middle of \(newHeight)x\(newWidth)",
                    remedy: "Resize it first, or crop less")
            }
            return (newHeight, newWidth)
        case .quarterTurns(let turns):
            return turns.isMultiple(of: 2) ? (height, width) : (width, height)
        case .padCrop(let amount), .cutout(let amount):
            guard amount >= 0, amount <= 1 << 20 else {
                throw DataError(.invalidArgument, "\(amount) pixels make no sense in \(self)")
            }
        case .randomQuarterTurns:
            guard height == width else {
                throw DataError(
                    .invalidArgument, "a picture of \(height)x\(width) cannot be turned at random: it is not square",
                    remedy: "Crop or resize it to a square first")
            }
        case .rotate(let degrees):
            guard degrees.isFinite, degrees >= 0, degrees <= 180 else {
                throw DataError(.invalidArgument, "an angle of up to \(degrees) degrees is not from 0 to 180")
            }
        case .affine(let degrees, let stretch, let slant, let shift):
            guard (0...180).contains(degrees), (0..<1).contains(stretch), (0...1).contains(slant),
                (0...65_536).contains(shift)
            else {
                throw DataError(.invalidArgument, "the amounts in \(self) make no sense")
            }
        case .horizontalFlip: break
        }
        return (height, width)
    }
}
