import Foundation
import FrugalNN
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
        let regression = LogisticRegression(strength: strength)
        return try regression.fit(
            training.inputs, labels: training.labels, classes: training.classCount, from: start, shouldStop: shouldStop)
    }

    private static func counts(_ training: Vectors) -> [Double] {
        var counts = [Double](repeating: 0, count: training.classCount)
        for label in training.labels { counts[label] += 1 }
        return counts
    }
}
