import FrugalNN
import FrugalTensor

/// What stands between the embedded words and the next word: a searched cell or an LSTM.
public protocol RecurrentCore: Module {
    /// Numbers a step reads and gives, the width of the embedding.
    var width: Int { get }

    /// The state before a text, zeros, for `batch` columns: tensors of a fixed number and shape.
    func start(batch: Int) -> [Tensor]

    /// Reads a window.
    /// - Parameters:
    ///   - x: embedded words, `[steps, batch, width]`.
    ///   - state: as ``start(batch:)`` gives it, or as the window before left it.
    ///   - dropout: what is dropped where the pass trains.
    /// - Returns: the output after every step, `[steps, batch, width]`, and the state after the last.
    func read(
        _ x: Tensor, from state: [Tensor], dropping dropout: LanguageDropout, _ pass: Pass
    ) -> (output: Tensor, state: [Tensor])
}
