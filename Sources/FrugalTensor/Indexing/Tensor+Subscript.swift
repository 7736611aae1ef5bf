import CFrugalTorch

extension Tensor {
    /// A part of the tensor: `x[0]`, `x[1..<3, -1]`, `x[.all, .newAxis]`, `x[mask]`, `x[indices]`.
    ///
    /// Reading copies nothing where numbers and ranges are given; gradients flow through it. Writing changes this value
    /// only, never a copy or a part read before; what is written broadcasts and takes on the tensor's type. Gradients
    /// flow through it, too. An index out of bounds stops the program, or throws inside ``checking(_:)``.
    public subscript(indices: any TensorIndexing...) -> Tensor {
        get { part(indices) }
        set { setPart(indices, to: newValue) }
    }

    /// The same from the last dimensions: `x[..., 0]`.
    public subscript(_: UnboundedRange, indices: any TensorIndexing...) -> Tensor {
        get { part([TensorIndex(kind: .ellipsis)] + indices) }
        set { setPart([TensorIndex(kind: .ellipsis)] + indices, to: newValue) }
    }

    /// One element as a number; writing fills a part with it: `x[mask] = 0`.
    @_disfavoredOverload
    public subscript(indices: any TensorIndexing...) -> Double {
        get { part(indices).item() }
        set { setPart(indices, to: Tensor(newValue, dtype: .float64)) }
    }

    /// The same from the last dimensions: `x[..., 0] = 1`.
    @_disfavoredOverload
    public subscript(_: UnboundedRange, indices: any TensorIndexing...) -> Double {
        get { part([TensorIndex(kind: .ellipsis)] + indices).item() }
        set { setPart([TensorIndex(kind: .ellipsis)] + indices, to: Tensor(newValue, dtype: .float64)) }
    }

    private func part(_ indices: [any TensorIndexing]) -> Tensor {
        let indices = indices.map(\.tensorIndex)
        let places = indices.map(\.engineIndex)
        return operation("subscript", [self] + indices.compactMap(\.tensor), results: 1) { list, count, outs in
            frugal_get(list[0], places, places.count, list + 1, count - 1, outs)
        }[0]
    }

    private mutating func setPart(_ indices: [any TensorIndexing], to value: Tensor) {
        let indices = indices.map(\.tensorIndex)
        let places = indices.map(\.engineIndex)
        let recording = frugal_gradients_enabled() && value.requiresGradient
        // The copy is recorded: gradients reach what stays of the old values.
        if recording || !isUniquelyOwned() { self = clone() }
        let target = self
        _ = operation("subscript", [target, value] + indices.compactMap(\.tensor), results: 0) { list, count, _ in
            frugal_set(list[0], places, places.count, list + 2, count - 2, list[1])
        }
    }
}
