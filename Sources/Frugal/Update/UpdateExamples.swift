import FrugalData
import FrugalTrack

/// The examples of an update: those that the bundle learned from, those that arrived, and of both those that nothing has
/// learned from, in two halves: one to choose a policy by, one for the score.
struct UpdateExamples {
    /// Examples that nothing has learned from.
    struct HeldOut {
        /// To choose by.
        var choice: [Int] = []
        /// For the score.
        var score: [Int] = []
    }

    /// The data one after another; numbers of examples count through all of them.
    private(set) var data: [LabelledData] = []
    private(set) var labels: [Int] = []
    private(set) var names: [String] = []
    /// What the bundle learned from, or may have.
    var old: [Int] = []
    var oldHeld = HeldOut()
    /// What arrived to learn from.
    var new: [Int] = []
    var newHeld = HeldOut()
    /// What a person should know.
    var findings: [String] = []

    /// Puts more data behind those there are.
    /// - Returns: the number of their first example.
    mutating func append(_ more: LabelledData) -> Int {
        let first = labels.count
        data.append(more)
        labels += more.labels
        names += more.names
        return first
    }

    /// Halves of `indices`, each class in both as evenly as can be.
    func halves(of indices: [Int]) -> HeldOut {
        let sorted = indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
        return HeldOut(
            choice: sorted.indices.filter { $0 % 2 == 0 }.map { sorted[$0] }.sorted(),
            score: sorted.indices.filter { $0 % 2 == 1 }.map { sorted[$0] }.sorted())
    }

    /// All examples ready to be drawn in batches.
    func source(_ preprocessing: Preprocessing, distortion: Distortion? = nil, seed: UInt64 = 0) throws -> ExampleSource
    {
        try ExampleSource.joined(data.map { try preprocessing.source($0, distortion: distortion, seed: seed) })
    }

    /// All pictures; nil for rows of tables.
    var pictures: LabelledImages? {
        get throws {
            let parts = data.compactMap { data -> LabelledImages? in
                if case .pictures(let images) = data.contents { images } else { nil }
            }
            return parts.count == data.count ? try LabelledImages.joined(parts) : nil
        }
    }
}

extension ExampleSource {
    /// Several sources of one kind as one, their examples numbered through.
    static func joined(_ parts: [ExampleSource]) throws -> ExampleSource {
        var (pictures, tables) = ([ImageSource](), [LabelledRows]())
        for part in parts {
            switch part {
            case .pictures(let source): pictures.append(source)
            case .rows(let rows): tables.append(rows)
            }
        }
        if let first = pictures.first, tables.isEmpty {
            return .pictures(
                try ImageSource(
                    LabelledImages.joined(pictures.map(\.images)), pipeline: first.pipeline, seed: first.seed))
        }
        guard let first = tables.first, pictures.isEmpty else {
            throw FrugalError(.data, "", "pictures and rows of tables cannot be mixed")
        }
        return .rows(
            try LabelledRows(
                values: tables.flatMap(\.values), width: first.width, labels: tables.flatMap(\.labels),
                classes: first.classes))
    }
}

extension LabelledImages {
    /// Pictures of one size and the same classes, one set after another.
    /// - Throws: `DataError` where there are none, or sizes differ.
    static func joined(_ parts: [LabelledImages]) throws -> LabelledImages {
        guard let first = parts.first,
            parts.allSatisfy({
                ($0.height, $0.width, $0.channels) == (first.height, first.width, first.channels)
                    && $0.classes == first.classes
            })
        else { throw DataError(.inconsistent, "pictures of several sizes or classes cannot be joined") }
        return try LabelledImages(
            pixels: parts.flatMap(\.pixels), height: first.height, width: first.width, channels: first.channels,
            labels: parts.flatMap(\.labels), classes: first.classes, names: parts.flatMap(\.names))
    }
}
