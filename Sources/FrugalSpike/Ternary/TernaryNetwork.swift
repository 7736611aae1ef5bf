import FrugalNN
import FrugalTensor
import FrugalTrack

/// A convolutional network as TrueNorth can hold it, with ternary or, beside it, ordinary weights.
public struct TernaryNetwork: Codable, Sendable, Equatable {
    /// Filters of each convolution 3x3, all of which halve the picture.
    public var filters = [32, 64, 128]
    /// The most inputs that a neuron may have.
    public var largestFanIn = 128
    /// Steps of a presentation.
    public var steps = 16

    /// The standard form.
    public init() {}

    /// The groups that a kernel must be divided into, so that no neuron has more than ``largestFanIn`` inputs.
    /// - Returns: the fewest that divide channels and filters; nil where none do.
    func groups(_ channels: Int, _ filters: Int, kernel: Int) -> Int? {
        (1...channels).first {
            channels.isMultiple(of: $0) && filters.isMultiple(of: $0)
                && channels / $0 * kernel * kernel <= largestFanIn
        }
    }

    /// The network for pictures of `shape`, `[channels, height, width]`.
    /// - Parameter isTernary: whether weights are ternary; the same form with ordinary ones otherwise.
    /// - Throws: ``FrugalError`` of kind `data` where no division into groups keeps the limit.
    public func build(
        for shape: [Int], classes: Int, isTernary: Bool, using random: inout RandomStream
    ) throws -> SurrogateNetwork {
        var layers: [SurrogateLayer] = []
        guard shape.count == 3 else { throw unfit(shape.first ?? 0, classes) }
        var (channels, side) = (shape[0], shape[1])
        func add(_ name: String, _ filters: Int, kernel: Int, stride: Int, padding: Int, groups: Int) {
            let synapses: any Synapses =
                isTernary
                ? TernaryConv2d(
                    channels, filters, kernel: kernel, stride: stride, padding: padding, groups: groups, using: &random)
                : Conv2d(
                    channels, filters, kernel: Extent(kernel), stride: Extent(stride),
                    padding: Extent(padding), groups: groups, initializer: .kaimingUniform(), using: &random)
            layers.append(
                SurrogateLayer(
                    name, synapses, SpikingNeurons(decay: 0, threshold: 0.5), surrogate: .triangle(slope: 1),
                    steps: steps))
            channels = filters
        }
        for (index, filters) in self.filters.enumerated() {
            guard let groups = groups(channels, filters, kernel: 3) else { throw unfit(channels, filters) }
            add("convolution \(index + 1)", filters, kernel: 3, stride: 2, padding: 1, groups: groups)
            side = (side + 1) / 2
        }
        guard shape[1] == shape[2], let voters = groups(channels, channels, kernel: side) else {
            throw unfit(channels, classes)
        }
        add("voters", voters * classes, kernel: side, stride: 1, padding: 0, groups: voters)
        layers.append(
            SurrogateLayer("votes", Votes(voters: voters, classes: classes), .silent(), steps: steps))
        return try SurrogateNetwork(
            inputShape: shape, coding: .regular(rate: 1), steps: steps, layers: layers, readout: .finalMembrane)
    }

    private func unfit(_ channels: Int, _ filters: Int) -> FrugalError {
        FrugalError(
            .data, "\(channels) to \(filters) channels",
            "no division into groups keeps a neuron below \(largestFanIn) inputs",
            remedy: "use square pictures and numbers of filters with many divisors")
    }
}
