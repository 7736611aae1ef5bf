import Foundation
import FrugalTrack

/// Where the training of a language model stands, apart from its tensors.
public struct LanguageState: Codable, Sendable, Equatable {
    /// A look at the validation part.
    public struct Look: Codable, Sendable, Equatable {
        /// Updates before it.
        public var step: Int
        /// Passes over the training part before it.
        public var epoch: Double
        /// Mean training loss since the look before, in nats a word, with dropout and without what regularises.
        public var trainingLoss: Double
        /// What the validation part gave.
        public var validation: LanguageScore
        /// Whether the averaged weights were looked at.
        public var isAveraged: Bool
        /// Seconds of training before it, in all processes.
        public var seconds: Double
    }

    /// Updates done.
    public var step = 0
    /// Whole passes over the training part.
    public var epoch = 0
    /// Windows of the next pass that have been read.
    public var window = 0
    /// The seed of window lengths and of what is dropped.
    public var seed: UInt64
    /// The looks so far.
    public var looks: [Look] = []
    /// Training loss since the last look.
    public var since = LanguageScore()
    /// Words read, over all passes.
    public var words = 0
    /// How often training went back to the weights of the last look.
    public var rollbacks = 0
    /// The update after which weights are averaged; nil as long as they are not.
    public var averagingSince: Int?
    /// Seconds of training and looking so far, in all processes.
    public var seconds = 0.0
    /// What tells one training from another: recipe and text, as text.
    var identity: String

    init(seed: UInt64, identity: String) {
        self.seed = seed
        self.identity = identity
    }

    /// The best look, whose weights the trainer hands out; nil before the first.
    public var best: Look? {
        looks.filter { $0.validation.loss.isFinite }.min { $0.validation.loss < $1.validation.loss }
    }

    /// Whether a look of this loss is the one after which weights should be averaged.
    func triggers(_ loss: Double, patience: Int) -> Bool {
        guard looks.count > patience else { return false }
        return loss > looks.dropLast(patience).map(\.validation.loss).min() ?? .infinity
    }
}

extension CheckpointKind {
    /// The training of a language model.
    static let language = CheckpointKind(
        stateKey: "frugal.language", model: "run", training: "the training of a language model", remedy: "remove it")
}
