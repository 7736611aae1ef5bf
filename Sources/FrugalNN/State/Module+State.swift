import FrugalTensor

extension Module {
    /// All parameters and buffers by PyTorch's names. The tensors are values: training the model on does not change them.
    public var stateDictionary: StateDictionary {
        var copy = self
        var state = StateDictionary()
        copy.forEachTensor { path, _, tensor in state[path] = tensor }
        return state
    }

    /// Takes over parameters and buffers by name; each keeps the type and device that it has in the model.
    ///
    /// PyTorch's `num_batches_tracked` is passed over where the model has none: it only counts.
    /// - Parameter strict: whether every name must be on both sides. Without it, what is on one side only is left alone.
    /// - Throws: ``StateError`` with every entry that does not fit; the model is then unchanged. A shape that
    ///   differs is an error in any case, and so are whole numbers where the model has fractions.
    public mutating func load(_ state: StateDictionary, strict: Bool = true) throws {
        var missing: [String] = []
        var misshaped: [StateError.Misfit] = []
        var mistyped: [String] = []
        var known: Set<String> = []
        var loaded = self
        loaded.forEachTensor { path, _, tensor in
            known.insert(path)
            guard let stored = state[path] else { return missing.append(path) }
            guard stored.shape == tensor.shape else {
                return misshaped.append(.init(name: path, expected: tensor.shape, found: stored.shape))
            }
            // Weights that were cut to whole numbers would load without a word and predict nonsense.
            guard stored.dtype.isFloatingPoint == tensor.dtype.isFloatingPoint else {
                return mistyped.append("\(path) is \(stored.dtype) where \(tensor.dtype) is expected")
            }
            tensor = stored.detached().to(tensor.dtype).to(tensor.device)
        }
        let unexpected = state.names.filter { !known.contains($0) && !$0.hasSuffix(".num_batches_tracked") }
        let unmatched = strict && !(missing.isEmpty && unexpected.isEmpty)
        guard misshaped.isEmpty, mistyped.isEmpty, !unmatched else {
            throw StateError(
                missing: strict ? missing : [], unexpected: strict ? unexpected : [], misshaped: misshaped,
                mistyped: mistyped)
        }
        self = loaded
    }
}
