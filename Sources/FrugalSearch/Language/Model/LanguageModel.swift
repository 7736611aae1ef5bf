import FrugalNN
import FrugalTensor

/// A language model: words in, a score for every word that may follow.
///
/// One table embeds the words and scores them (Press and Wolf 2017; Inan et al. 2017), without a bias, as in `enas_lm`:
/// 20.8 million numbers with the published cell, width 800 and 10,000 words.
public struct LanguageModel<Core: RecurrentCore>: Module {
    /// `[words, width]`: embeds the words that are read and scores those that may follow.
    public var embedding: Tensor
    /// What reads.
    public var core: Core
    /// What is dropped in training.
    public var dropout: LanguageDropout

    /// What a model makes of a window.
    public struct Reading {
        /// The scores of every word after each step, `[steps * batch, words]`.
        public var logits: Tensor
        /// The core's output after every step, `[steps, batch, width]`, before anything is dropped.
        public var output: Tensor
        /// What the next window begins from.
        public var state: [Tensor]
    }

    /// A model with a given table.
    public init(embedding: Tensor, core: Core, dropout: LanguageDropout = LanguageDropout()) {
        self.embedding = embedding
        self.core = core
        self.dropout = dropout
    }

    /// A model whose table is drawn evenly between ± `range`.
    public init(
        words: Int, core: Core, dropout: LanguageDropout = LanguageDropout(), range: Double = 0.05,
        using stream: inout RandomStream
    ) {
        self.init(
            embedding: .uniform([words, core.width], in: -range..<range, using: &stream), core: core, dropout: dropout)
    }

    /// Shows table and core.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("embedding", &embedding)
        visitor.child("core", &core)
    }

    /// Reads a window.
    /// - Parameters:
    ///   - words: `[steps, batch]`, int64.
    ///   - state: what the window before left; nil at the beginning of a text.
    public func callAsFunction(_ words: Tensor, from state: [Tensor]? = nil, _ pass: Pass) -> Reading {
        let batch = words.shape.count == 2 ? words.size(of: 1) : 0
        let wide = [1, batch, core.width]
        let x = embedded(words, pass)
            .masked(LanguageDropout.mask(dropout.embedding, wide, on: words.device, pass))
        let read = core.read(x, from: state ?? core.start(batch: batch), dropping: dropout, pass)
        let told = read.output.masked(LanguageDropout.mask(dropout.output, wide, on: words.device, pass))
        return Reading(
            logits: told.flattened(from: 0, through: 1).linear(weight: embedding), output: read.output,
            state: read.state)
    }

    /// The words' rows of the table. Dropping words of the table is dropping those rows of the window, without a copy of the
    /// table.
    private func embedded(_ words: Tensor, _ pass: Pass) -> Tensor {
        let x = embedding.embedding(words)
        guard let kept = LanguageDropout.mask(dropout.word, [embedding.size(of: 0)], on: words.device, pass) else {
            return x
        }
        return x * kept.indexSelected(at: words.flattened()).reshaped(words.shape + [1])
    }
}

extension LanguageModel<RecurrentCell> {
    /// Learned numbers of a model with a searched cell.
    public static func parameterCount(words: Int, nodes: Int, width: Int) -> Int {
        words * width + RecurrentCell.parameterCount(nodes: nodes, width: width)
    }
}

extension LanguageModel<LSTMCore> {
    /// Learned numbers of a model with a stack of LSTMs.
    public static func parameterCount(words: Int, shape: LSTMCore.Shape, width: Int) -> Int {
        words * width + shape.parameterCount(width: width)
    }
}

/// The width at which models of different kinds have as many parameters.
public enum EqualWidth {
    /// The width whose count is nearest to `parameters`; the count must grow with the width.
    public static func width(for parameters: Int, _ count: (_ width: Int) -> Int) -> Int {
        var low = 1
        var high = 2
        while count(high) < parameters, high < 1 << 20 { (low, high) = (high, 2 * high) }
        while low + 1 < high {
            let middle = (low + high) / 2
            if count(middle) < parameters { low = middle } else { high = middle }
        }
        return parameters - count(low) <= count(high) - parameters ? low : high
    }
}
