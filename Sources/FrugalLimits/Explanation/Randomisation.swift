import FrugalNN
import FrugalTensor

// What a network with random numbers says of a picture has nothing to do with what was learned, and neither should an
// explanation (Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018, section 3.1).

extension Layer {
    /// The layers that have learned numbers, by the paths of their tensors, from the input to the scores.
    var learnedLayers: [String] {
        var names: [String] = []
        for path in parameterPaths {
            let name = Self.layer(of: path)
            if names.last != name { names.append(name) }
        }
        return names
    }

    /// The same layer with learned numbers drawn anew, each tensor with its own mean and deviation.
    /// - Parameter names: the layers of ``learnedLayers`` that are drawn anew; nil for all.
    func randomised(_ names: Set<String>? = nil, using random: inout RandomStream) -> Self {
        var copy = self
        var draws = random.split()
        copy.forEachTensor { path, role, tensor in
            guard role == .parameter, names?.contains(Self.layer(of: path)) ?? true else { return }
            let mean = tensor.mean().item()
            let deviation = tensor.count > 1 ? tensor.deviation(correction: 0).item() : abs(mean)
            let drawn = Tensor.normal(tensor.shape, mean: mean, deviation: max(deviation, 1e-3), using: &draws)
            tensor = drawn.to(tensor.dtype).to(tensor.device)
        }
        return copy
    }

    private static func layer(of path: String) -> String {
        path.split(separator: ".").dropLast().joined(separator: ".")
    }
}
