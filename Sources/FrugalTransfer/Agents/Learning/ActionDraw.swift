import Foundation
import FrugalTensor

/// Draws an action for each row of scores from their softmax.
enum ActionDraw {
    /// An action a row, and the logarithm of the probability it had.
    /// - Parameter scores: rows of `actions` scores.
    static func draw(
        _ scores: [Float], actions: Int, using random: inout RandomStream
    ) -> (actions: [Int], logProbabilities: [Float]) {
        let rows = scores.count / max(1, actions)
        var drawn: [Int] = []
        var logProbabilities: [Float] = []
        drawn.reserveCapacity(rows)
        logProbabilities.reserveCapacity(rows)
        var weights = [Float](repeating: 0, count: actions)
        for row in 0..<rows {
            var greatest = -Float.infinity
            for action in 0..<actions { greatest = max(greatest, scores[row * actions + action]) }
            var sum: Float = 0
            for action in 0..<actions {
                weights[action] = exp(scores[row * actions + action] - greatest)
                sum += weights[action]
            }
            // The draw walks over the weights; what rounding leaves over goes to the last action.
            var left = Float(random.uniform()) * sum
            var chosen = 0
            while chosen < actions - 1, left >= weights[chosen] {
                left -= weights[chosen]
                chosen += 1
            }
            drawn.append(chosen)
            logProbabilities.append(scores[row * actions + chosen] - greatest - log(sum))
        }
        return (drawn, logProbabilities)
    }
}
