import FrugalTensor

extension Module {
    /// The model as a tree of its parts with their parameters: what `print(model)` shows.
    public var description: String { Summary(ModuleOutline(of: self), withPass: false).description }

    /// The model as a tree with the shapes and multiply-adds of one pass.
    /// - Parameter run: applies the model it is given, in the pass it is given, to an input of interest.
    public func summary(_ run: (Self, Pass) throws -> Void) rethrows -> Summary {
        let outline = ModuleOutline(of: self)
        let recorder = LayerRecorder(outline)
        let pass = Pass.evaluation
        pass.observer = recorder
        try withoutGradients {
            // A layer notes its own call; for another module the whole run is its call.
            if self is any Layer {
                try run(self, pass)
            } else {
                try recorder.run(self, of: nil) { try run(self, pass) }
            }
        }
        return Summary(outline, withPass: true)
    }
}

extension Layer {
    /// The model as a tree with output shapes and multiply-adds, found by running it once on zeros.
    ///
    ///     print(model.summary(input: [1, 3, 32, 32]))
    ///
    /// - Parameters:
    ///   - shape: the shape of the input, batch included.
    ///   - dtype: the type of its elements; `.int64` for a model that begins with an embedding.
    public func summary(input shape: [Int], dtype: DType = .float32) -> Summary {
        summary { model, pass in _ = model(.zeros(shape, dtype: dtype), pass) }
    }
}
