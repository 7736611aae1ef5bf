import FrugalNN
import FrugalTensor

/// Guided backpropagation (Springenberg et al. 2015): the derivative, with whatever speaks against the class thrown away at
/// every rectifier on the way down. Kept as the example of a map that looks convincing and does not depend on what the
/// upper layers learned (Adebayo et al. 2018); `frugal explain` does not offer it.
enum GuidedBackpropagation {
    /// The map `[H, W]` of the score of a class for a picture `[1, C, H, W]`.
    static func map(of network: Sequential, _ x: Tensor, _ label: Int) -> Tensor {
        var inputs = [x]
        for layer in network.layers { inputs.append(withoutGradients { layer(inputs[inputs.count - 1], .evaluation) }) }
        let scores = inputs.removeLast()
        var gradient = Tensor([label]).oneHot(classes: scores.size(of: 1))
        for (layer, input) in zip(network.layers, inputs).reversed() {
            let leaf = input.recordingGradients()
            let weighted = withGradients(true) { (layer(leaf, .evaluation) * gradient).sum() }
            gradient = gradients(of: weighted, withRespectTo: [leaf])[0]
            if layer is ReLU { gradient = gradient.relu() }
        }
        return gradient.abs().sum(along: 0, 1)
    }
}
