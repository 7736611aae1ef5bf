import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// A trained network that a fit begins with: a weight file or a bundle, read once.
struct TransferSource {
    /// What the user gave.
    let path: String
    /// A checksum of the weights.
    let hash: String
    /// The network in words.
    let title: String
    /// How pictures become what it takes.
    let preprocessing: Preprocessing

    private enum Origin {
        case weights(WeightFile, FrugalTransfer.Backbone?)
        case bundle(ModelBundle)
    }

    private let origin: Origin

    /// Opens a source.
    /// - Throws: ``FrugalError`` for one that holds no network of pictures or whose kernels do not see pictures of the side
    ///   asked for; `TrackError`, `SafetensorsError` as the files are damaged.
    init(_ recipe: TransferRecipe) throws {
        path = recipe.source
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FrugalError(
                .data, path, "there is no such file",
                remedy: "give a weight file NAME.safetensors, or a bundle NAME.frugal")
        }
        if isFolder.boolValue {
            let bundle = try ModelBundle.load(from: URL(fileURLWithPath: path))
            title = "\(bundle.manifest.name) (\(bundle.manifest.architecture.kind))"
            hash = try SHA256.hex(ofFile: bundle.weights.path)
            guard case .image = bundle.manifest.input else {
                throw FrugalError(
                    .model, path, "this bundle takes rows of a table, and only networks of pictures are tuned",
                    remedy: "give a bundle made from pictures")
            }
            guard
                ["perceptron", "convolutional", "residual", "searched", "planned"].contains(
                    bundle.manifest.architecture.kind)
            else {
                throw FrugalError(
                    .model, path, "a network of the kind '\(bundle.manifest.architecture.kind)' cannot be tuned",
                    remedy: "give a bundle that `frugal fit`, `search` or `transfer` wrote")
            }
            let own = try Preprocessing(bundle.manifest.input, bundle: path)
            guard recipe.side == nil else {
                throw FrugalError(
                    .usage, "--side", "a bundle takes pictures of its own size", remedy: "leave --side out")
            }
            preprocessing = own
            origin = .bundle(bundle)
        } else {
            let file = try WeightFile(at: URL(fileURLWithPath: path))
            hash = try SHA256.hex(ofFile: path)
            var random = RandomStream(seed: 0)
            let loaded = try PretrainedNetwork(file, as: recipe.backbone, using: &random).readingRGB()
            title = loaded.title
            preprocessing = try loaded.preparation.preprocessing(side: recipe.side)
            if case .image(let height, let width, _) = preprocessing.shape {
                _ = try loaded.network.plan.shapes(height: height, width: width)
            }
            origin = .weights(file, recipe.backbone)
        }
    }

    /// The network with a new head.
    /// - Throws: ``FrugalError`` of kind `model` that holds the report where a tensor finds no place.
    func network(
        classes: Int, using random: inout RandomStream
    ) throws -> (architecture: Architecture, network: Network, report: ImportReport) {
        switch origin {
        case .weights(let file, let backbone):
            let loaded = try PretrainedNetwork(file, classes: classes, as: backbone, using: &random).readingRGB()
            return (.planned(loaded.network.plan), Network(loaded.network), loaded.report)
        case .bundle(let bundle):
            var architecture = try bundle.manifest.architecture.recipe(as: Architecture.self)
            if case .planned(let plan) = architecture {
                architecture = .planned(try plan.replacingHead(classes: classes))
            }
            var network = try Network(architecture, for: preprocessing.shape, classes: classes, using: &random)
            let head = TunedBlocks(of: network).headPaths
            let stored = try SafetensorsFile(at: bundle.weights).stateDictionary([.copying, .rejectingNonFinite])
            let report = network.take(stored, from: head, newHead: head)
            guard report.isComplete else {
                throw FrugalError(
                    .model, path, "its weights are not those of its network:\n\(report.text)\n",
                    remedy: "copy the bundle again, or fit it anew")
            }
            return (architecture, network, report)
        }
    }
}

extension PicturePreparation {
    /// The preparation as a bundle keeps it, for pictures of the network's own side or of another.
    fileprivate func preprocessing(side: Int?) throws -> Preprocessing {
        var sizing = sizing
        if let side, case .square(let whole) = sizing.crop {
            sizing.crop = .square(side: max(side, whole * side / max(1, min(height, width))))
        }
        return .picture(
            height: side ?? height, width: side ?? width, sizing: sizing, normalisation: try normalisation())
    }
}
