import FrugalNN
import FrugalTensor

/// The loss of a language model over a window: cross entropy and what regularises the output.
struct LanguageLoss {
    /// The cross entropy, in nats a word, without its graph.
    var crossEntropy: Tensor
    /// What is minimised, with its graph.
    var total: Tensor
    /// What the next window begins from, without its graph.
    var state: [Tensor]

    init<Core: RecurrentCore>(
        _ model: LanguageModel<Core>, _ words: (inputs: Tensor, targets: Tensor), from state: [Tensor],
        _ recipe: LanguageRecipe, _ pass: Pass
    ) {
        let device = words.inputs.device
        let reading =
            recipe.usesBFloat16
            ? withAutocast(on: device) { model(words.inputs, from: state, pass) }
            : model(words.inputs, from: state, pass)
        let entropy = FrugalNN.crossEntropy(
            recipe.usesBFloat16 ? reading.logits.to(.float32) : reading.logits, words.targets)
        crossEntropy = entropy.detached()
        total = entropy
        if recipe.alpha != 0 { total = total + (reading.output * reading.output).mean() * recipe.alpha }
        let steps = reading.output.size(of: 0)
        if recipe.beta != 0, steps > 1 {
            let change =
                reading.output.narrowed(along: 0, from: 1, length: steps - 1)
                - reading.output.narrowed(along: 0, from: 0, length: steps - 1)
            total = total + (change * change).mean() * recipe.beta
        }
        self.state = reading.state.map { $0.detached() }
    }
}
