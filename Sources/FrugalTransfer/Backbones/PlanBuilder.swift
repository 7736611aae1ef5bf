/// Writes down a network step by step, with names as torchvision's modules have them.
struct PlanBuilder {
    private(set) var steps: [NetworkStep] = []
    private(set) var tensors: [String: [Int]] = [:]
    /// What the last step gave, and how many channels or numbers that has.
    private(set) var last = NetworkPlan.input
    private(set) var channels: Int

    /// A network for pictures of so many channels.
    init(channels: Int = 3) { self.channels = channels }

    /// A place to which a later step can go back.
    struct Place {
        fileprivate let name: String
        fileprivate let channels: Int
    }

    /// Where the network stands.
    var place: Place { Place(name: last, channels: channels) }

    /// Goes back to a place, from which another way begins.
    mutating func goBack(to place: Place) { (last, channels) = (place.name, place.channels) }

    /// Adds a step that has no tensors.
    mutating func then(_ operation: NetworkStep.Operation, _ name: String) {
        steps.append(NetworkStep(operation, from: [last], to: name))
        last = name
    }

    /// A convolution with kernels of one length on both sides.
    mutating func convolve(
        _ name: String, to outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1,
        bias: Bool = false
    ) {
        tensors["\(name).weight"] = [outputs, channels / groups, kernel, kernel]
        if bias { tensors["\(name).bias"] = [outputs] }
        then(
            .convolution(
                NetworkStep.Convolution(
                    weight: "\(name).weight", bias: bias ? "\(name).bias" : nil, stride: stride,
                    padding: Array(repeating: padding, count: 4), groups: groups)), name)
        channels = outputs
    }

    /// Normalisation of all channels.
    mutating func normalise(_ name: String, epsilon: Double = 1e-5, momentum: Double = 0.1) {
        for part in ["weight", "bias", "running_mean", "running_var"] { tensors["\(name).\(part)"] = [channels] }
        then(.batchNorm(name: name, epsilon: epsilon, momentum: momentum), name)
    }

    /// A linear map, with bias.
    mutating func map(_ name: String, to outputs: Int) {
        tensors["\(name).weight"] = [outputs, channels]
        tensors["\(name).bias"] = [outputs]
        then(.linear(weight: "\(name).weight", bias: "\(name).bias"), name)
        channels = outputs
    }

    /// Pictures as rows of numbers, which makes channels of `places` places so many numbers more.
    mutating func flatten(_ name: String, places: Int) {
        then(.flatten, name)
        channels *= places
    }

    /// The sum, or the product, of the last output and another.
    mutating func combine(_ operation: NetworkStep.Operation, with other: Place, _ name: String) {
        steps.append(NetworkStep(operation, from: [last, other.name], to: name))
        last = name
    }

    /// The outputs of two ways, the first one's channels first.
    mutating func concatenate(_ first: Place, _ second: Place, _ name: String) {
        steps.append(NetworkStep(.concatenate, from: [first.name, second.name], to: name))
        last = name
        channels = first.channels + second.channels
    }

    /// The plan; `features` names the step whose output a head takes.
    func plan(features: String) throws -> NetworkPlan {
        try NetworkPlan(steps: steps, tensors: tensors, features: features)
    }
}
