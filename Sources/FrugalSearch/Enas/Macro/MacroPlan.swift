import FrugalTrack

/// An architecture of the macro space, read: what each layer does and which outputs it adds.
struct MacroPlan: Hashable, Sendable {
    /// A layer.
    struct Layer: Hashable, Sendable {
        var operation: EnasMacro.Operation
        /// The outputs that are added to the operation's result, ascending. 0 is the stem's, 1 the first layer's.
        var skips: [Int]
    }

    /// The layers.
    var layers: [Layer]

    /// Reads an architecture.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position where it is not of the space.
    init(_ architecture: Architecture, in space: SearchSpace, layers count: Int) throws {
        var reader = try ChoiceReader(architecture, in: space)
        layers = []
        for layer in 0..<count {
            let word = try reader.word("operation")
            guard let operation = EnasMacro.Operation(rawValue: word) else {
                throw FrugalError(.usage, "space \(space.name)", "no layer knows the operation '\(word)'")
            }
            var skips: [Int] = []
            for output in 0..<layer where try reader.word("skip") == "yes" { skips.append(output) }
            layers.append(Layer(operation: operation, skips: skips))
        }
    }

    /// The outputs that are read by a layer after this one, ascending: its own, and those of skips.
    func outputsNeeded(after layer: Int) -> [Int] {
        Set(layers[(layer + 1)...].flatMap(\.skips) + [layer + 1]).filter { $0 <= layer + 1 }.sorted()
    }
}
