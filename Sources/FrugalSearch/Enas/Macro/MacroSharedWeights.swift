import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The weights of a layer for every operation that it may have.
struct MacroLayerWeights: Module {
    /// One for each operation, in their order; nil where no plan that these weights serve needs it.
    var branches: [MacroBranch?]
    /// Normalisation of the sum with the skips; nil in the first layer.
    var norm: BatchNorm?
    /// Only after a layer that ends a third of the network: for each output before what halves it, nil where unneeded.
    var reductions: [FactorizedReduction?]

    mutating func visit(_ visitor: inout Visitor) {
        visitor.children("branches", &branches)
        visitor.child("norm", &norm)
        visitor.children("reductions", &reductions)
    }
}

/// The shared weights of the macro space: every layer owns its weights for each operation, whatever its inputs.
public struct MacroSharedWeights: SharedWeights {
    /// The first convolution.
    public var stem: NormalizedConv2d
    var layers: [MacroLayerWeights]
    /// The classifier.
    public var classifier: Linear
    private let settings: EnasMacro.Settings
    private let space: SearchSpace

    /// Weights for one plan, or for all.
    init(
        _ family: EnasMacro, for shape: InputShape, classes: Int, only plan: MacroPlan?,
        using stream: inout RandomStream
    ) throws {
        guard case .image(let height, let width, let channels) = shape, height >= 4, width >= 4 else {
            throw FrugalError(.usage, "enas-macro", "it takes pictures of at least 4x4 pixels")
        }
        settings = family.settings
        space = family.space
        stem = NormalizedConv2d(channels, settings.width(of: 0), kernel: 3, rectified: false, using: &stream)
        // All outputs have one width: where it grows, the reduction widens those before.
        var inputs = settings.width(of: 0)
        layers = []
        for layer in 0..<settings.layers {
            let outputs = settings.width(of: layer)
            var branches: [MacroBranch?] = []
            for operation in EnasMacro.Operation.allCases {
                let isNeeded = plan.map { $0.layers[layer].operation == operation } ?? true
                branches.append(isNeeded ? MacroBranch(operation, inputs, outputs, using: &stream) : nil)
            }
            var reductions: [FactorizedReduction?] = []
            if settings.reductions.contains(layer) {
                let next = settings.width(of: layer + 1)
                let needed = plan?.outputsNeeded(after: layer) ?? Array(0...(layer + 1))
                for output in 0...(layer + 1) {
                    reductions.append(
                        needed.contains(output) ? FactorizedReduction(outputs, next, using: &stream) : nil)
                }
                inputs = next
            }
            layers.append(
                MacroLayerWeights(
                    branches: branches, norm: layer == 0 ? nil : BatchNorm(outputs), reductions: reductions))
        }
        classifier = Linear(settings.width(of: settings.layers - 1), classes, using: &stream)
    }

    /// Shows the parts in the order in which a network applies them.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.children("layers", &layers)
        visitor.child("classifier", &classifier)
    }

    /// Cuts the network of an architecture out.
    public func child(_ architecture: Architecture) throws -> MacroNetwork {
        try child(MacroPlan(architecture, in: space, layers: settings.layers))
    }

    func child(_ plan: MacroPlan) throws -> MacroNetwork {
        var found: [MacroLayer] = []
        for (number, layer) in plan.layers.enumerated() {
            let weights = layers[number]
            let place = EnasMacro.Operation.allCases.firstIndex(of: layer.operation) ?? 0
            let halved = weights.reductions.isEmpty ? [] : plan.outputsNeeded(after: number)
            let reductions = halved.compactMap { weights.reductions[$0] }
            guard let branch = weights.branches[place], reductions.count == halved.count else {
                throw FrugalError(
                    .usage, "enas-macro",
                    "the weights were made for one architecture and layer \(number + 1) is another's")
            }
            found.append(
                MacroLayer(
                    branch: branch, skips: layer.skips, norm: weights.norm, halved: halved, reductions: reductions))
        }
        return MacroNetwork(stem: stem, layers: found, dropout: settings.dropout, classifier: classifier)
    }
}
