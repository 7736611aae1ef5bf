import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// How well a model told the words of a text.
public struct LanguageScore: Codable, Sendable, Equatable {
    /// The sum of minus the logarithms of the words' probabilities, in nats.
    public var nats: Double
    /// Words told.
    public var words: Int

    /// Nats a word.
    public var loss: Double { nats / Double(words) }
    /// Among how many equally likely words the model chooses, as it were.
    public var perplexity: Double { exp(loss) }

    /// A score.
    public init(nats: Double = 0, words: Int = 0) {
        self.nats = nats
        self.words = words
    }

    /// Adds the mean loss of some words.
    mutating func add(_ loss: Double, of count: Int) {
        nats += loss * Double(count)
        words += count
    }
}

/// Lets models read a text and scores what they tell.
public struct LanguageScorer: Sendable {
    /// The text.
    public let text: TextColumns
    /// Words a window; the state is carried from window to window, so it changes memory and speed only.
    public let window: Int

    /// A scorer of a text.
    /// - Parameter batch: columns; each begins from zeros, and what does not fill them is left out. 1 for the whole text.
    /// - Throws: ``FrugalError`` of kind `data` for a text that is too short.
    public init(_ ids: [Int32], batch: Int, window: Int = 35, on device: Device = .cpu) throws {
        text = try TextColumns(ids, batch: batch, on: device)
        self.window = max(1, window)
    }

    /// Scores a model, which is on the scorer's device.
    /// - Parameters:
    ///   - windows: how many windows to read, from ``start`` on; nil for all.
    ///   - start: the first word of each column.
    ///   - check: called between windows.
    /// - Throws: what `check` throws; `TensorError` where memory ends. A model whose scores are no numbers has a score that
    ///   is none.
    public func score<Core: RecurrentCore>(
        _ model: LanguageModel<Core>, windows: Int? = nil, from start: Int = 0, check: () throws -> Void = {}
    ) throws -> LanguageScore {
        var score = LanguageScore()
        var state: [Tensor]?
        var position = start
        var left = windows ?? .max
        while position < text.length - 1, left > 0 {
            try check()
            let range = position..<min(position + window, text.length - 1)
            try Tensor.checking {
                withoutGradients {
                    let (inputs, targets) = text.window(range)
                    let reading = model(inputs, from: state, .evaluation)
                    score.add(crossEntropy(reading.logits, targets).item(), of: range.count * text.batch)
                    state = reading.state
                }
            }
            position = range.upperBound
            left -= 1
        }
        return score
    }
}
