import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A network with the weights of a file, how pictures become its inputs, and what became of every tensor.
public struct PretrainedNetwork: Sendable {
    /// The network.
    public var network: PlannedNetwork
    /// How pictures become its inputs.
    public private(set) var preparation: PicturePreparation
    /// What became of every tensor.
    public let report: ImportReport
    /// The network in words.
    public let title: String

    /// Loads a file.
    /// - Parameters:
    ///   - classes: a new head for so many classes; nil keeps the file's own.
    ///   - backbone: which network it is; by default the description beside the file says so, or its tensors do.
    ///   - isStrict: whether tensors that find no place are an error; a shape that differs always is, but for a head that is
    ///     replaced.
    ///   - random: what a new head begins with.
    /// - Throws: ``FrugalError`` of kind `model` that holds the report, or as ``WeightFile`` and ``WeightDescription``.
    public init(
        _ file: WeightFile, classes: Int? = nil, as backbone: Backbone? = nil, isStrict: Bool = true,
        using random: inout RandomStream
    ) throws {
        let described = backbone == nil ? try file.description() : nil
        let plan: NetworkPlan
        if let described {
            (plan, preparation, title) = (described.plan, described.preparation, described.title)
        } else {
            let known = try backbone ?? file.backbone()
            // A head of the file's own size, so that a network fine-tuned before loads whole.
            let rows = try known.plan().headNames.last.flatMap { file.state[$0]?.shape.first }
            (plan, preparation, title) = (try known.plan(classes: rows ?? 1000), .imageNet, known.rawValue)
        }
        let target = try classes.map { try plan.replacingHead(classes: $0) } ?? plan
        let oldHead = classes == nil ? [] : plan.headNames
        var network = try PlannedNetwork(target, using: &random)
        report = network.take(file.state, from: oldHead, newHead: classes == nil ? [] : target.headNames)
        self.network = network
        guard report.mismatched.isEmpty, report.isComplete || !isStrict else {
            throw FrugalError(
                .model, file.url.path, "its tensors are not those of \(title):\n\(report.text)\n",
                remedy: "give weights of this network, or say which network they are of")
        }
    }
}

extension PretrainedNetwork {
    /// The same network for pictures in the order red, green, blue: the channels of its first kernels change places where
    /// it was trained on another, and what it answers stays the same.
    public func readingRGB() -> PretrainedNetwork {
        guard preparation.order == .bgr, let first = network.plan.firstKernel else { return self }
        var copy = self
        copy.network.forEachTensor { name, _, tensor in
            if name == first { tensor = tensor.indexSelected(along: 1, at: Tensor([2, 1, 0])).channelsLast() }
        }
        copy.preparation.order = .rgb
        copy.preparation.mean.reverse()
        copy.preparation.deviation.reverse()
        return copy
    }
}

extension NetworkPlan {
    /// The kernel that sees the picture itself; nil where more than one step does.
    fileprivate var firstKernel: String? {
        let seeing = steps.filter { $0.inputs.contains(Self.input) }
        guard seeing.count == 1, case .convolution(let convolution) = seeing[0].operation, convolution.groups == 1
        else {
            return nil
        }
        return convolution.weight
    }
}
