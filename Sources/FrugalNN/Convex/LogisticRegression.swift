import FrugalTensor

/// Multinomial logistic regression by L-BFGS: the linear classifier with the least log loss, kept small by
/// `strength / 2 · |weights|²`.
public struct LogisticRegression: Sendable, Hashable, Codable {
    /// A weight for each class and feature, `[classes, width]`, and a bias for each class, `[classes]`.
    public typealias Weights = (weight: Tensor, bias: Tensor)

    /// How much the squared weights count beside the mean log loss.
    public var strength: Double

    /// A regression of this strength of regularisation.
    public init(strength: Double) { self.strength = strength }

    /// The best weights.
    /// - Parameters:
    ///   - inputs: `[count, width]`, float32.
    ///   - labels: the class of each row, 0 to `classes` - 1.
    ///   - start: where to begin; nil at zero.
    ///   - shouldStop: asked before every step; the best weights so far are then given.
    public func fit(
        _ inputs: Tensor, labels: [Int], classes: Int, from start: Weights? = nil,
        shouldStop: () throws -> Bool = { false }
    ) rethrows -> Weights {
        let width = inputs.size(of: 1)
        let targets = Tensor(labels).oneHot(classes: classes)
        let size = Double(max(1, labels.count))
        func unpack(_ vector: Tensor) -> Weights {
            (
                vector.narrowed(along: 0, from: 0, length: classes * width).reshaped(classes, width),
                vector.narrowed(along: 0, from: classes * width, length: classes)
            )
        }
        let origin = start.map { Tensor.concatenated([$0.weight.reshaped(-1), $0.bias]) }
        let found = try LBFGS().minimise(from: origin ?? .zeros([classes * (width + 1)]), shouldStop: shouldStop) {
            vector in
            let (weight, bias) = unpack(vector)
            let logProbabilities = inputs.linear(weight: weight, bias: bias).logSoftmax(along: 1)
            let loss = -(logProbabilities * targets).sum().item() / size
            let errors = (logProbabilities.exp() - targets) / size
            let gradient = Tensor.concatenated([
                (errors.transposed().matmul(inputs) + weight * strength).reshaped(-1), errors.sum(along: 0),
            ])
            return (loss + strength / 2 * weight.squared().sum().item(), gradient)
        }
        let (weight, bias) = unpack(found)
        // Parts of one vector share its memory; models own theirs.
        return (weight.clone(), bias.clone())
    }
}
