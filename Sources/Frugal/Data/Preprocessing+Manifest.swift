import FrugalData
import FrugalTrack

extension Preprocessing {
    /// The preprocessing as a bundle keeps it.
    var input: ModelInput {
        switch self {
        case .picture(let height, let width, let sizing, let normalisation):
            .image(
                ImageInput(
                    height: height, width: width, channels: normalisation.mean.count,
                    resizeFilter: sizing.filter.rawValue,
                    crop: sizing.crop == .none ? nil : sizing.crop, mean: normalisation.mean.map(Double.init),
                    standardDeviation: normalisation.deviation.map(Double.init)))
        case .row(let encoding, let target):
            .table(TableInput(encoding: encoding, target: target))
        }
    }

    /// The preprocessing that a bundle keeps.
    /// - Throws: ``FrugalError`` of kind `model` for a filter or normalisation that this version does not know.
    init(_ input: ModelInput, bundle: String) throws {
        switch input {
        case .image(let image):
            guard let filter = ResizeFilter(rawValue: image.resizeFilter) else {
                throw FrugalError(
                    .model, bundle,
                    "model.json names the resize filter '\(image.resizeFilter)', which is none of "
                        + ResizeFilter.allCases.map(\.rawValue).joined(separator: ", "),
                    remedy: "update Frugal, or fit the model anew")
            }
            // A model that takes 16384x16384 pictures would be refused here and not by the kernel.
            guard image.height <= 4096, image.width <= 4096 else {
                throw FrugalError(
                    .model, bundle, "model.json asks for pictures of \(image.height)x\(image.width)",
                    remedy: "copy the bundle again")
            }
            self = .picture(
                height: image.height, width: image.width,
                sizing: PictureSizing(filter: filter, crop: image.crop ?? .none),
                normalisation: try Normalisation(
                    mean: image.mean.map(Float.init), deviation: image.standardDeviation.map(Float.init)))
        case .table(let table):
            self = .row(table.encoding, target: table.target)
        }
    }
}
