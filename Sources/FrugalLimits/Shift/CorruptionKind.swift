/// A way to spoil a picture as the world does: the kinds of MNIST-C (Mu and Gilmer 2019) and of CIFAR-10-C (Hendrycks
/// and Dietterich 2019), and two single shifts of brightness.
///
/// How strong it is lies in the severity of a ``Corruption``.
public enum CorruptionKind: String, CaseIterable, Codable, Sendable {
    /// Normal noise on every sample: a poor sensor.
    case gaussianNoise
    /// Poisson noise, as of few photons: the brighter, the noisier.
    case shotNoise
    /// Samples set to black or white: dead cells, bits lost on the way.
    case impulseNoise
    /// Normal noise in proportion to the sample.
    case speckleNoise
    /// A Gaussian blur.
    case gaussianBlur
    /// Pixels exchanged with near ones, blurred before and after: frosted glass.
    case glassBlur
    /// The blur of a disc: a lens out of focus.
    case defocusBlur
    /// A smear along one random direction, at most 45 degrees from the horizontal.
    case motionBlur
    /// The mean of the picture and its enlargements: a camera that moves forward.
    case zoomBlur
    /// Bright haze of uneven thickness.
    case fog
    /// Falling flakes, smeared, over a whitened picture.
    case snow
    /// Drops of water or mud on the lens.
    case spatter
    /// A constant added to the value of hue, saturation and value.
    case brightness
    /// Samples drawn towards the mean of their channel.
    case contrast
    /// The saturation of hue, saturation and value scaled and moved; colour pictures only.
    case saturate
    /// Compression with the quantisation tables of the JPEG standard.
    case jpegCompression
    /// Blocks of one colour.
    case pixelate
    /// Samples rounded to few levels.
    case quantise
    /// A small affine map, then a smooth random displacement.
    case elasticTransform
    /// Columns slanted about the middle, to a random side.
    case shear
    /// The content made smaller about the middle.
    case scale
    /// A turn about the middle, to a random side.
    case rotate
    /// A move along both diagonals by whole pixels.
    case translate
    /// The left and right sides inverted.
    case stripe
    /// A dotted bright line from the left edge to the right one.
    case dottedLine
    /// A bright zigzag from left to right.
    case zigzag
    /// White edges on black (Canny 1986).
    case cannyEdges
    /// Black and white exchanged.
    case inverse
    /// "20 % brighter" as a sum: a fifth of the full scale is added to every sample, with clipping.
    case brightnessPlus20
    /// "20 % brighter" as a product: every sample times 1.2, with clipping.
    case brightnessTimes120

    /// The severities it has: 1 to 5, or 1 alone where there is nothing to grade.
    public var severities: ClosedRange<Int> {
        switch self {
        case .cannyEdges, .inverse, .brightnessPlus20, .brightnessTimes120: 1...1
        default: 1...5
        }
    }

    /// Whether it changes nothing but colour, and so is refused on a gray picture.
    public var needsColour: Bool { self == .saturate }
}

extension CorruptionKind {
    /// The kind in the words of the field, such as "motion blur".
    public var words: String {
        switch self {
        case .jpegCompression: return "JPEG compression"
        case .brightnessPlus20: return "brightness +20 %, added"
        case .brightnessTimes120: return "brightness +20 %, multiplied"
        default:
            return rawValue.reduce("") { $0 + ($1.isUppercase ? " \($1.lowercased())" : String($1)) }
        }
    }
}
