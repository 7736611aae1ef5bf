import Foundation
import FrugalTensor
import FrugalTrack

/// The models that every network has to beat. All three are linear, so that each can be scored, saved and served like any
/// network.
enum Baselines {
    /// Examples as vectors, with their classes.
    struct Vectors {
        /// `[count, width]`, float32.
        let inputs: Tensor
        let labels: [Int]
        let classCount: Int

        var width: Int { inputs.size(of: 1) }
    }

    /// Always answers the most frequent class: its logits are the log frequencies.
    static func majority(_ training: Vectors) -> LinearNetwork.Weights {
        let counts = counts(training)
        // A half more in every class keeps the probability of a class without examples above zero.
        let total = Double(training.labels.count) + 0.5 * Double(training.classCount)
        let bias = counts.map { Float(log(($0 + 0.5) / total)) }
        return (Tensor.zeros([training.classCount, training.width]), Tensor(bias))
    }

    /// Answers the class whose mean is nearest: -|x - m|² is 2 m·x - |m|² but for what all classes share.
    static func nearestCentroid(_ training: Vectors) -> LinearNetwork.Weights {
        let members = Tensor(training.labels).oneHot(classes: training.classCount)
        let sums = members.transposed().matmul(training.inputs)
        let sizes = Tensor(counts(training).map { Float(max(1, $0)) }, shape: [training.classCount, 1])
        let means = sums / sizes
        return (means * 2, -means.squared().sum(along: 1))
    }

    /// Logistic regression at one strength of regularisation, `loss + strength / 2 · |weights|²`.
    /// - Parameter start: where to begin; nil at zero.
    static func logisticRegression(
        _ training: Vectors, strength: Double, from start: LinearNetwork.Weights? = nil,
        shouldStop: () throws -> Bool = { false }
    ) rethrows -> LinearNetwork.Weights {
        let (classes, width) = (training.classCount, training.width)
        let targets = Tensor(training.labels).oneHot(classes: classes)
        let size = Double(max(1, training.labels.count))
        func unpack(_ vector: Tensor) -> LinearNetwork.Weights {
            (
                vector.narrowed(along: 0, from: 0, length: classes * width).reshaped(classes, width),
                vector.narrowed(along: 0, from: classes * width, length: classes)
            )
        }
        let origin = start.map { Tensor.concatenated([$0.weight.reshaped(-1), $0.bias]) }
        let found = try LBFGS().minimise(from: origin ?? .zeros([classes * (width + 1)]), shouldStop: shouldStop) {
            vector in
            let (weight, bias) = unpack(vector)
            let logProbabilities = training.inputs.linear(weight: weight, bias: bias).logSoftmax(along: 1)
            let loss = -(logProbabilities * targets).sum().item() / size
            let errors = (logProbabilities.exp() - targets) / size
            let gradient = Tensor.concatenated([
                (errors.transposed().matmul(training.inputs) + weight * strength).reshaped(-1), errors.sum(along: 0),
            ])
            return (loss + strength / 2 * weight.squared().sum().item(), gradient)
        }
        let (weight, bias) = unpack(found)
        // Parts of one vector share its memory; models own theirs.
        return (weight.clone(), bias.clone())
    }

    private static func counts(_ training: Vectors) -> [Double] {
        var counts = [Double](repeating: 0, count: training.classCount)
        for label in training.labels { counts[label] += 1 }
        return counts
    }
}
