import FrugalData
import FrugalTrack

extension FitSession {
    /// How many pictures ``prototypes(of:)`` embeds, for the time that is set aside for it.
    var prototypePictures: Int {
        guard case .pictures = data.contents else { return 0 }
        return 2 * min(split.train.count, PrototypeFit.mostExamples * classCount)
            + min(split.validation.count, PrototypeFit.mostChecked)
    }

    /// The classes by some of their training pictures; nil for a table or a model without an embedding.
    func prototypes(of choice: Choice) throws -> FittedPrototypes? {
        let view = view(of: choice.entry)
        guard case .pictures(let images) = view.data.contents else { return nil }
        let fit = PrototypeFit(
            images: images, shape: view.preprocessing.shape, scorer: view.scorer, training: split.train,
            validation: split.validation, check: checkInterruption)
        let found = try fit.prototypes(of: choice.network, before: network(of: choice.entry))
        if let share = found?.record.distanceValidation?.share {
            observer(
                .note(
                    "by distance to class means: \(Humanise.percent(share, decimals: 2)) on validation; "
                        + "`frugal teach` can add classes"))
        }
        return found
    }
}
