import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A network with the weights of a file, how pictures become its inputs, and what became of every tensor.
public struct PretrainedNetwork: Sendable {
    /// The network.
    public var network: PlannedNetwork
    /// How pictures become its inputs.
    public let preparation: PicturePreparation
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

extension PlannedNetwork {
    /// Takes over the tensors that fit, each in the type and the layout of the network's own.
    /// - Parameters:
    ///   - oldHead: tensors of the file that a new head takes the place of.
    ///   - newHead: tensors that are begun anew.
    fileprivate mutating func take(
        _ state: StateDictionary, from oldHead: [String], newHead: [String]
    ) -> ImportReport {
        var report = ImportReport()
        var known: Set<String> = []
        forEachTensor { name, _, tensor in
            known.insert(name)
            if newHead.contains(name) { return report.reinitialised.append(name) }
            guard var stored = state[name] else { return report.missing.append(name) }
            if stored.shape == tensor.shape + [1, 1] { stored = stored.reshaped(tensor.shape) }
            guard stored.shape == tensor.shape else {
                return report.mismatched.append(
                    ImportReport.Mismatch(name: name, expected: tensor.shape, found: stored.shape))
            }
            let own = stored.to(tensor.dtype).to(tensor.device)
            tensor = tensor.rank == 4 ? own.channelsLast() : own.clone()
            report.loaded.append(name)
        }
        report.unexpected = state.names.filter { !known.contains($0) && !oldHead.contains($0) }
        return report
    }
}
