import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The space `nas-rl`: convolutional networks as strings of variable length.
///
/// Zoph and Le, "Neural Architecture Search with Reinforcement Learning", ICLR 2017, sections 3.1, 3.3 and 4.1. For each
/// layer: height and width of the filters, strides, their number, and for each earlier layer whether its output is an
/// input. Every layer is normalised and rectified. As in section 3.3:
/// - a layer without inputs sees the picture;
/// - the outputs that no layer takes are all given to the classifier;
/// - inputs of different sizes are padded with zeros to the largest, and then stand side by side.
///
/// Convolutions keep height and width but for their stride, rounded up, so that strides never leave less than one pixel.
public struct ReinforcementStrings: NetworkFamily {
    /// The space.
    public let space: SearchSpace
    private let decidesStride: Bool

    /// The family.
    /// - Parameters:
    ///   - depths: how many layers there may be.
    ///   - kernels: the odd sizes that filters may have, each way.
    ///   - filters: how many there may be in a layer.
    ///   - strides: the strides each way; with 1 alone nothing is decided, as in the first half of the paper's runs.
    /// - Throws: `FrugalError` of kind `usage` for a space that cannot be.
    public init(
        depths: ClosedRange<Int> = 4...12, kernels: [Int] = [1, 3, 5, 7], filters: [Int] = [24, 36, 48, 64],
        strides: [Int] = [1, 2, 3]
    ) throws {
        guard depths.lowerBound > 0, kernels.allSatisfy({ $0 > 0 && !$0.isMultiple(of: 2) }),
            (filters + strides).allSatisfy({ $0 > 0 })
        else {
            throw FrugalError(
                .usage, "space nas-rl", "layers, filters and strides must be positive, and kernels odd")
        }
        let decidesStride = strides != [1]
        self.decidesStride = decidesStride
        space = try SearchSpace(
            "nas-rl", family: "nas-rl",
            [
                .repeated("layers", depths) { layer in
                    let place = "layer \(layer + 1)"
                    var decisions = [
                        Decision("filter height", at: place, kernels), Decision("filter width", at: place, kernels),
                    ]
                    if decidesStride {
                        decisions += [
                            Decision("stride height", at: place, strides), Decision("stride width", at: place, strides),
                        ]
                    }
                    decisions.append(Decision("filters", at: place, filters))
                    return decisions
                        + (0..<layer).map { Decision("skip", at: "\(place) from \($0 + 1)", ["no", "yes"]) }
                }
            ])
    }

    /// The network of an architecture with fresh weights.
    public func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        guard case .image(_, _, let channels) = shape else {
            throw FrugalError(
                .usage, "space nas-rl", "it is for pictures, and the examples are \(shape)",
                remedy: "take the space 'tables'")
        }
        let plans = try self.plans(architecture)
        let layers = plans.map { plan in
            StringLayer(
                plan, inputs: plan.inputs.isEmpty ? [(0, channels)] : plan.inputs.map { ($0, plans[$0 - 1].filters) },
                using: &stream)
        }
        let taken = Set(plans.flatMap(\.inputs))
        let ends = (1...plans.count).filter { !taken.contains($0) }
        return StringNetwork(
            layers: layers, ends: ends,
            classifier: SlicedLinear(ends.map { ($0, plans[$0 - 1].filters) }, classes, using: &stream))
    }

    /// The layers of an architecture, in words and numbers.
    func plans(_ architecture: Architecture) throws -> [StringPlan] {
        var choices = try ChoiceReader(architecture, in: space)
        return try (1...max(1, choices.number("layers"))).map { number in
            let kernel = Extent(
                height: try choices.number("filter height"), width: try choices.number("filter width"))
            let stride =
                decidesStride
                ? Extent(height: try choices.number("stride height"), width: try choices.number("stride width")) : 1
            let filters = try choices.number("filters")
            let inputs = try (1..<number).filter { _ in try choices.word("skip") == "yes" }
            return StringPlan(number: number, kernel: kernel, stride: stride, filters: filters, inputs: inputs)
        }
    }
}

/// What an architecture of `nas-rl` says about a layer.
struct StringPlan: Sendable {
    /// Its place, from 1.
    var number: Int
    var kernel: Extent
    var stride: Extent
    var filters: Int
    /// The layers it sees, by place; none for the picture.
    var inputs: [Int]
}
