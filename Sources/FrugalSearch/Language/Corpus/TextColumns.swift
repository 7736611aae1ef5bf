import FrugalTensor
import FrugalTrack

/// A text cut into columns of equal length that are read side by side, as many as a batch has rows.
///
/// The first column is the beginning of the text, the second goes on where it ends, and so on; what is left at the end of
/// the text, less than a word a column, is not used.
public struct TextColumns: Sendable {
    /// The numbers of the words, `[length, batch]`, int64.
    public let words: Tensor
    /// Words a column.
    public let length: Int
    /// Columns.
    public let batch: Int

    /// Cuts a text.
    /// - Throws: ``FrugalError`` of kind `data` for a text of less than two words a column.
    public init(_ ids: [Int32], batch: Int, on device: Device = .cpu) throws {
        let length = batch > 0 ? ids.count / batch : 0
        guard length > 1 else {
            throw FrugalError(
                .data, "text of \(ids.count) words", "it has less than two words for each of \(batch) columns",
                remedy: "take fewer columns or a longer text")
        }
        self.length = length
        self.batch = batch
        let used = Tensor(Array(ids.prefix(length * batch)), shape: [batch, length])
        words = used.transposed().contiguous().to(.int64).to(device)
    }

    /// The words of some steps, `[steps, batch]`, and the words after each of them, `[steps * batch]`.
    /// - Parameter range: within `0..<length - 1`, because the last word has none after it.
    public func window(_ range: Range<Int>) -> (inputs: Tensor, targets: Tensor) {
        (
            words.narrowed(along: 0, from: range.lowerBound, length: range.count),
            words.narrowed(along: 0, from: range.lowerBound + 1, length: range.count).flattened()
        )
    }
}
