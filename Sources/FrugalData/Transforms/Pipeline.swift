/// What happens to a picture between the file and the network: transforms in order, then normalisation.
///
/// The random transforms of an example depend on the seed, the epoch and the number of the example, and on nothing
/// else: not on the order of the batches, nor on which thread prepares them.
public struct Pipeline: Codable, Equatable, Sendable {
    /// The transforms, first to last.
    public var transforms: [Transform]
    /// What turns samples into numbers.
    public var normalisation: Normalisation

    /// A pipeline of transforms and a normalisation.
    public init(_ transforms: [Transform] = [], normalisation: Normalisation) {
        self.transforms = transforms
        self.normalisation = normalisation
    }

    /// The same without its random transforms: for validation, test and prediction.
    public var withoutAugmentation: Pipeline {
        Pipeline(transforms.filter { !$0.isRandom }, normalisation: normalisation)
    }

    /// The size of what comes out for pictures of this size.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when a transform does not fit the size, or the normalisation the channels.
    public func outputSize(height: Int, width: Int, channels: Int) throws -> (height: Int, width: Int) {
        let sizes = try stages(height: height, width: width, channels: channels)
        return sizes.last ?? (height, width)
    }

    /// The sizes before the first and after each transform.
    func stages(height: Int, width: Int, channels: Int) throws -> [(height: Int, width: Int)] {
        guard normalisation.mean.count == channels else {
            throw DataError(
                .invalidArgument, "a normalisation of \(normalisation.mean.count) channels does not fit \(channels)")
        }
        var sizes = [(height: height, width: width)]
        for transform in transforms {
            sizes.append(
                try transform.size(ofHeight: sizes[sizes.count - 1].height, width: sizes[sizes.count - 1].width))
        }
        return sizes
    }
}
