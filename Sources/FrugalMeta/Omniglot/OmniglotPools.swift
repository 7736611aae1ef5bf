import Foundation
import FrugalTrack

/// Omniglot divided as in Vinyals et al. 2016, every quarter turn a class of its own.
struct OmniglotPools {
    /// 8,224 classes: mirror images too are classes here.
    let training: ClassPool
    /// 688 classes.
    let validation: ClassPool
    /// 1,692 classes.
    let test: ClassPool

    /// Reads the archives where `context` finds them.
    /// - Throws: `DataError` for missing or damaged files.
    init(_ context: ExperimentContext) throws {
        let data = try FewShotData(in: context.dataFolder("omniglot").path)
        training = try data.classes(.train).withMirrorsAsClasses()
        validation = try data.classes(.validation)
        test = try data.classes(.test)
        // By name, whatever the split's file says: no class that is scored was ever learned from or chosen on.
        try ClassPool.checkDisjoint(training, test)
        try ClassPool.checkDisjoint(validation, test)
    }

    /// The protocol in words, as every result prints it.
    static let protocolLines = [
        "split: vinyals (1,028 characters to train on, 172 to choose on, 423 to test on), each quarter turn a class",
        "pictures: 105x105 to 28x28 by the nearest pixel, then turned; ink 1, paper 0; nothing else",
        "learned from: the training classes and their mirror images, each a class of its own (8,224); validation and test "
            + "have none",
        "test: \(OmniglotTable.episodes) episodes with \(OmniglotTable.queries) queries a class, read once after all training; "
            + "± is 1.96 s / sqrt(E) over episodes",
        "checkpoints are chosen on tasks of validation classes only",
    ]
}
