import FrugalData
import FrugalTensor

extension Corruption {
    /// The corrupted picture, of the same size and channels, rounded and clipped to 8 bits as a stored set is.
    ///
    /// The result hangs on nothing but the picture, this corruption, `seed` and `index`, so that a set of pictures can
    /// be corrupted in any order, in part, and again next year.
    ///
    /// - Parameters:
    ///   - image: any size. Constants in pixels are meant for 28x28 (MNIST-C) and 32x32 (CIFAR-10-C).
    ///   - seed: the seed of the whole corrupted set.
    ///   - index: the place of the picture in its set.
    /// - Throws: `DataError` (`.invalidArgument`) for a gray picture when the kind changes nothing but colour.
    public func applied(to image: Image, seed: UInt64, index: Int) throws -> Image {
        guard image.channels == 3 || !kind.needsColour else {
            throw DataError(
                .invalidArgument, "\(kind.rawValue) changes nothing but colour, and the picture is gray",
                remedy: "Leave it out: CorruptionSuite.suited(toChannels: 1) does")
        }
        var stream = RandomStream(seed: seed, stream: UInt64(bitPattern: Int64(index))).named(description)
        var picture = Planes(image)
        change.apply(to: &picture, using: &stream)
        return try picture.image()
    }
}
