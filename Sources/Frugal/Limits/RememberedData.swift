import Foundation
import FrugalData
import FrugalTrack

/// The pictures that a bundle was made from, read again from where it says they lay.
struct RememberedData {
    /// The pictures, sized as the model takes them.
    let data: LabelledData
    /// The examples that the bundle's split gave to training; all of them where the split cannot be made again.
    let training: [Int]
    /// Those that chose the model, and that it may have been trained on in the end.
    let validation: [Int]
    /// What a person should know about them.
    let notes: [String]

    /// Reads the data and divides them as the fit or the search did.
    /// - Parameter path: where they lie now; the remembered place where nil.
    /// - Throws: ``FrugalError`` where the bundle names none or they are of another kind, `DataError` where they are not
    ///   there or damaged.
    init(of predictor: Predictor, at path: String? = nil) throws {
        let manifest = predictor.manifest
        guard let path = path ?? manifest.provenance.data.first else {
            throw FrugalError(
                .data, predictor.bundle.url.path, "the bundle does not say what it was made from",
                remedy: "give --data")
        }
        guard predictor.takesPictures else {
            throw FrugalError(.data, path, "the model takes rows of a table, and pictures are needed")
        }
        // What a fit had left out as broken is left out again, or the data would pass for changed.
        let data = try predictor.load(path, skipsBroken: true, part: .train)
        self.data = data
        if try data.checksum() == manifest.provenance.dataHashes["data"] {
            let isDivided = try DataSource.open(path, policy: .skip).parts.contains(.test)
            let hasTest = isDivided || manifest.provenance.data.count > 1
            let split = try SplitPlan.split(data, hasTest: hasTest, seed: manifest.provenance.splitSeed)
            (training, validation, notes) = (split.train, split.validation, [])
        } else {
            training = Array(0..<data.count)
            validation = []
            notes = [
                "\(path) is not as it was when the model was made: all of it is taken for training data, its former test "
                    + "part too"
            ]
        }
    }
}
