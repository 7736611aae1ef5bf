import FrugalNN
import FrugalTensor

/// A network whose learned layers are all dense, opened up so that every example's gradient can be told from the others'.
struct DenseChain {
    private let links: [any Layer]
    /// How many examples are taken through at once.
    private let batch = 1000

    /// The network layer by layer; nil for one that is no chain or learns anything but dense layers.
    init?(_ model: some Layer) {
        guard model is any Chain || model is Linear else { return nil }
        let links = model.openedLinks
        let learned = links.filter { !$0.parameters.isEmpty }
        let parameters = learned.flatMap(\.parameters)
        guard learned.allSatisfy({ $0 is Linear }), parameters.count == model.parameters.count,
            zip(parameters, model.parameters).allSatisfy({ $0.isSame(as: $1) })
        else { return nil }
        self.links = links
    }

    /// The sum over examples of each parameter's squared gradient; nil where a dense layer is given more than one row an
    /// example, whose gradient is then no outer product.
    func squaredGradients(on weighed: WeighedExamples, _ lesson: ContinualLesson) -> [Tensor]? {
        let examples = weighed.examples
        var sums: [Tensor] = []
        for start in stride(from: 0, to: examples.count, by: batch) {
            let part = examples.slice(start..<min(start + batch, examples.count))
            let weights = weighed.weights?.narrowed(along: 0, from: start, length: part.count)
            guard let squares = squares(of: part, weights, lesson) else { return nil }
            sums = sums.isEmpty ? squares : zip(sums, squares).map { $0 + $1 }
        }
        return sums
    }

    private func squares(of examples: ContextExamples, _ weights: Tensor?, _ lesson: ContinualLesson) -> [Tensor]? {
        var dense: [(input: Tensor, output: Tensor, hasBias: Bool)] = []
        let returned: [Tensor]? = withGradients(true) {
            var x = examples.inputs.recordingGradients()
            for link in links {
                let y = link(x, .evaluation)
                if let layer = link as? Linear {
                    guard x.shape.count == 2 else { return nil }
                    dense.append((x.detached(), y, layer.bias != nil))
                }
                x = y
            }
            // Examples do not touch each other, so that each row of the sum's gradient belongs to one example.
            let loss = lesson.loss(x, examples.labels, reduction: .sum)
            return gradients(of: loss, withRespectTo: dense.map(\.output))
        }
        guard let returned else { return nil }
        return zip(dense, returned).flatMap { layer, back -> [Tensor] in
            let squared = weights.map { back.squared() * $0.unsqueezed(1) } ?? back.squared()
            let weight = squared.transposed().matmul(layer.input.squared())
            return layer.hasBias ? [weight, squared.sum(along: 0)] : [weight]
        }
    }
}
