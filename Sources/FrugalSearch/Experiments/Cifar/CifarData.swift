import FrugalData
import FrugalTrack

/// CIFAR-10 as the table uses it. The test part is not among it: it is read when everything is trained.
struct CifarData: Sendable {
    let search: ChildData
    let final: ChildData

    /// Pictures of each part, made of the training part alone.
    init(_ images: LabelledImages, _ settings: CifarSettings) throws {
        guard images.count >= settings.searchPictures + settings.heldOut, settings.searchValidation <= settings.heldOut,
            settings.finalPictures + settings.finalValidation <= images.count
        else {
            throw FrugalError(
                .data, "cifar-10", "the training part has \(images.count) pictures, too few for the settings")
        }
        search = try ChildData(
            images, training: Array(0..<settings.searchPictures),
            validation: (0..<settings.searchValidation).map { images.count - settings.heldOut + $0 },
            recipe: settings.trial, seed: 0)
        final = try ChildData(
            images, training: Array(0..<settings.finalPictures),
            validation: Array((images.count - settings.finalValidation)..<images.count), recipe: settings.final, seed: 0
        )
    }
}
