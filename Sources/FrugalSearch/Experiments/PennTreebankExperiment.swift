import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The language half of the report's table 5: the published ENAS cell, cells found by ENAS and by random search, and LSTMs,
/// all with the same number of parameters in the same trainer, on Penn Treebank.
public struct PennTreebankExperiment: Experiment {
    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// How many parameters every model has, as near as its width allows.
        public var parameters: Int
        /// Cells' final training.
        public var cell: LanguageRecipe
        /// AWD-LSTM's final training.
        public var awdLSTM: LanguageRecipe
        /// The plain LSTM's final training; nil to leave it out.
        public var plainLSTM: LanguageRecipe?
        /// The sizes of both LSTMs.
        public var lstm: LSTMCore.Shape
        /// ENAS. Random search shares weights in the same way and has no controller.
        public var search: RecurrentSearchSettings
        /// How many cells drawn without a search are trained wholly too, to see whether shared weights rank cells.
        public var rankedCells: Int
        /// Columns of the test part; 1 reads it as one text.
        public var testBatch: Int
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "table5-ptb" }
    /// What it is, in a line.
    public var title: String {
        "Recurrent cells on Penn Treebank: published, found by ENAS, found by random search, and LSTMs"
    }
    /// Penn Treebank.
    public var dataSets: [String] { ["ptb"] }

    /// Three: neither a search nor a training is judged by one run.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 3 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings { scale == .full ? Self.full : Self.quick }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Searches, trains what was found beside what is known, and reads the test part once in the end.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let corpus = try LanguageCorpus(readingFrom: context.dataFolder("ptb"))
        return try PennTreebankStudy(settings(context.scale), corpus, context).reproduction(id: id, title: title)
    }
}
