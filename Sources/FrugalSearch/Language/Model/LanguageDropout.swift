import FrugalNN
import FrugalTensor

/// The shares that are dropped in training, each with one mask for all steps of a window (Gal and Ghahramani 2016).
public struct LanguageDropout: Codable, Hashable, Sendable {
    /// Words of the vocabulary, wholly (`drop_e` of `enas_lm`).
    public var word = 0.0
    /// Units of the embedded words (`drop_i`).
    public var embedding = 0.0
    /// Units of a word where it enters the first node of a cell (`drop_x`).
    public var input = 0.0
    /// Units of a state where it enters a node, or the next layer of an LSTM (`drop_l`).
    public var nodes = 0.0
    /// Units of the states from which the next word is told (`drop_o`).
    public var output = 0.0
    /// Weights from hidden state to hidden state of an LSTM: DropConnect (Wan et al. 2013; Merity et al. 2018).
    public var weight = 0.0

    /// Nothing is dropped.
    public init() {}

    /// All rates with their names.
    var rates: [(name: String, rate: Double)] {
        [
            ("word", word), ("embedding", embedding), ("input", input), ("nodes", nodes), ("output", output),
            ("weight", weight),
        ]
    }

    /// A mask of zeros and `1 / (1 - rate)`; nil where the pass does not train or nothing is dropped.
    static func mask(_ rate: Double, _ shape: [Int], on device: Device, _ pass: Pass) -> Tensor? {
        guard pass.isTraining, rate > 0 else { return nil }
        let keep = 1 - rate
        return (Tensor.bernoulli(shape, probability: keep, using: &pass.random) / keep).to(device)
    }
}

extension Tensor {
    /// This times a mask, where there is one.
    func masked(_ mask: Tensor?) -> Tensor { mask.map { self * $0 } ?? self }
}
