import FrugalNN
import FrugalTensor

/// A model on its way, with all that its training must find again: what was carried over from the last window, the weights
/// of the last look, and the best ones.
struct LanguageRun<Core: RecurrentCore>: Module {
    /// What is trained.
    var model: LanguageModel<Core>
    /// What the last window left.
    var carried: [Tensor]
    /// The weights at the last look, to which training goes back where numbers stop being numbers.
    var safe: Keepsake<LanguageModel<Core>>
    /// The weights of the best look, averaged where that look was.
    var best: Keepsake<LanguageModel<Core>>

    init(_ model: LanguageModel<Core>, batch: Int) {
        self.model = model
        carried = model.core.start(batch: batch)
        safe = Keepsake(model)
        best = Keepsake(model)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("model", &model)
        for index in carried.indices { visitor.buffer("carried.\(index)", &carried[index]) }
        visitor.child("safe", &safe)
        visitor.child("best", &best)
    }

    /// Begins a text anew.
    mutating func forget() { carried = carried.map { Tensor.zeros(like: $0) } }
}

/// A copy of a module that is kept and not learned: all its tensors are buffers.
struct Keepsake<Kept: Module>: Module {
    var kept: Kept

    init(_ kept: Kept) {
        self.kept = kept
    }

    mutating func visit(_ visitor: inout Visitor) {
        kept.forEachTensor { path, _, tensor in visitor.buffer(path, &tensor) }
    }
}
