import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalMeta

/// The rows of a matrix.
func rows(_ matrix: Tensor) -> [[Double]] {
    let values = matrix.to(.float64).doubles()
    let width = matrix.size(of: 1)
    return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
}

func largestDifference(_ a: [[Double]], _ b: [[Double]]) -> Double {
    zip(a, b).flatMap { zip($0, $1).map { abs($0 - $1) } }.max() ?? .infinity
}

/// Three classes of one, three and two pictures, and four queries.
private struct UnevenTask {
    let labels = [0, 1, 1, 1, 2, 2]
    var support: Tensor
    var query: Tensor
    var membership: Tensor { .membership(labels, way: 3).to(support.dtype) }

    init(width: Int = 5, dtype: DType = .float32, seed: UInt64 = 4) {
        var random = RandomStream(seed: seed)
        support = .normal([6, width], dtype: dtype, using: &random)
        query = .normal([4, width], dtype: dtype, using: &random)
    }
}

@Suite struct HeadTests {
    @Test func prototypesAreThePapersFormula() {
        let task = UnevenTask()
        let found = PrototypeHead().logits(support: task.support, membership: task.membership, query: task.query)
        let expected = rows(task.query).map {
            Plain.prototypes(support: rows(task.support), labels: task.labels, way: 3, query: $0)
        }
        #expect(largestDifference(rows(found.softmax(along: 1)), expected) < 1e-5)
    }

    /// Class means (1, 0) and (0, 2); the query (0, 0) is 1 from the first and 4 from the second.
    @Test func prototypesByHand() {
        let support = Tensor([Float(2), 0, 0, 0, 0, 2], shape: [3, 2])
        let logits = PrototypeHead().logits(
            support: support, membership: .membership([0, 0, 1], way: 2), query: .zeros([1, 2]))
        #expect(logits.floats() == [-1, -4])
    }

    @Test(arguments: [AttentionTemperature.raw, .fixed(0.2), .learned(from: 0.05)])
    func attentionIsThePapersFormula(_ temperature: AttentionTemperature) {
        let task = UnevenTask()
        let found = MatchingHead(temperature: temperature).logits(
            support: task.support, membership: task.membership, query: task.query)
        let expected = rows(task.query).map {
            Plain.attention(
                support: rows(task.support), labels: task.labels, way: 3, query: $0, temperature: temperature.initial)
        }
        #expect(largestDifference(rows(found.softmax(along: 1)), expected) < 1e-5)
        #expect(largestDifference(rows(found.exp()), expected) < 1e-5)
    }

    /// A query equal to its class and opposite to all others: nothing can be surer than raw cosines allow (reference,
    /// section 0.2), and a temperature lifts the limit.
    @Test(arguments: [(5, 0.649), (20, 0.280)])
    func rawCosineCannotBeSharp(_ way: Int, _ limit: Double) {
        let query = Tensor([Float(1), 0], shape: [1, 2])
        let support = Tensor((0..<way).flatMap { $0 == 0 ? [Float(1), 0] : [-1, 0] }, shape: [way, 2])
        let membership = Tensor.membership(Array(0..<way), way: way)
        func best(_ temperature: AttentionTemperature) -> Double {
            let head = MatchingHead(temperature: temperature)
            return rows(head.logits(support: support, membership: membership, query: query).exp())[0][0]
        }
        #expect(abs(best(.raw) - limit) < 5e-4)
        #expect(best(.fixed(0.1)) > 0.999)
    }

    @Test func classesInAnotherOrderGetTheSameScores() {
        let task = UnevenTask()
        let order = [2, 0, 1]
        for head in [MatchingHead() as any MetricHead, PrototypeHead()] {
            let plain = head.logits(support: task.support, membership: task.membership, query: task.query)
            let turned = head.logits(
                support: task.support, membership: task.membership.indexSelected(along: 1, at: Tensor(order)),
                query: task.query)
            #expect(largestDifference(rows(turned), rows(plain).map { row in order.map { row[$0] } }) < 1e-5)
        }
    }

    @Test func gradientsAgreeWithFiniteDifferences() {
        let task = UnevenTask(width: 4, dtype: .float64)
        let labels = Tensor([0, 1, 2, 1])
        var random = RandomStream(seed: 2)
        var head = MatchingHead(
            temperature: .learned(from: 0.3), context: FullContextEmbedding(width: 4, steps: 2, using: &random))
        head.forEachParameter { $0 = $0.to(.float64) }
        func loss(_ head: MatchingHead, _ support: Tensor) -> Tensor {
            crossEntropy(head.logits(support: support, membership: task.membership, query: task.query), labels)
        }
        let (_, found) = valueWithGradients(at: head) { loss($0, task.support) }
        for (place, parameter) in head.parameters.enumerated() {
            let values = parameter.doubles()
            for index in [0, values.count - 1] {
                func moved(_ by: Double) -> Double {
                    var changed = values
                    changed[index] += by
                    var copy = head
                    copy.parameters[place] = Tensor(changed, shape: parameter.shape)
                    return loss(copy, task.support).item()
                }
                let expected = (moved(1e-5) - moved(-1e-5)) / 2e-5
                let gradient = found.values[place]?.doubles()[index] ?? .nan
                #expect(abs(gradient - expected) < 1e-7, "\(head.parameterPaths[place])[\(index)]")
            }
        }
    }
}

@Suite struct FullContextTests {
    private let width = 3

    private func biases(_ weights: RecurrentWeights) -> [Double] {
        zip(weights.inputBias?.to(.float64).doubles() ?? [], weights.hiddenBias?.to(.float64).doubles() ?? [])
            .map { $0 + $1 }
    }

    @Test func supportIsReadBothWays() {
        var random = RandomStream(seed: 6)
        let context = SupportContext(width: width, using: &random)
        let vectors = Tensor.normal([4, width], using: &random)
        func read(_ cell: LSTMCell, _ inputs: [[Double]]) -> [[Double]] {
            var (hidden, memory) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
            return inputs.map { input in
                (hidden, memory) = Plain.lstm(
                    input: input, hidden: hidden, cell: memory, inputWeight: rows(cell.weights.input),
                    hiddenWeight: rows(cell.weights.hidden), bias: biases(cell.weights))
                return hidden
            }
        }
        let inputs = rows(vectors)
        let (ahead, back) = (read(context.forward, inputs), read(context.backward, inputs.reversed()).reversed())
        let expected = zip(zip(ahead, back), inputs).map { pair, input in
            zip(zip(pair.0, pair.1), input).map { $0.0 + $0.1 + $1 }
        }
        #expect(largestDifference(rows(context(vectors)), expected) < 1e-5)
        // A set read in another order is another input: the paper's own flaw, stated where the type is.
        let reversed = rows(context(vectors.flipped(along: 0)))
        #expect(largestDifference(reversed.reversed(), expected) > 1e-3)
    }

    @Test func queryLooksAtTheSupportKTimes() {
        var random = RandomStream(seed: 7)
        let cell = AttentionLSTM(width: width, steps: 3, using: &random)
        let (support, query) = (Tensor.normal([4, width], using: &random), Tensor.normal([2, width], using: &random))
        let bias = zip(cell.inputBias.to(.float64).doubles(), cell.stateBias.to(.float64).doubles()).map { $0 + $1 }
        let expected = rows(query).map { input -> [Double] in
            var (hidden, memory) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
            for _ in 0..<3 {
                let weights = Plain.softmax(rows(support).map { Plain.dot(hidden, $0) })
                let read = (0..<width).map { i in zip(weights, rows(support)).reduce(0) { $0 + $1.0 * $1.1[i] } }
                let next = Plain.lstm(
                    input: input, hidden: hidden + read, cell: memory, inputWeight: rows(cell.inputWeight),
                    hiddenWeight: rows(cell.stateWeight), bias: bias)
                memory = next.cell
                hidden = zip(next.hidden, input).map { $0 + $1 }
            }
            return hidden
        }
        #expect(largestDifference(rows(cell(query, support: support)), expected) < 1e-5)
    }

    /// Reference, section 3: at 64 numbers g adds 66,560 parameters and f 49,664.
    @Test func parametersAreThePapers() {
        var random = RandomStream(seed: 1)
        let context = FullContextEmbedding(width: 64, using: &random)
        #expect(context.support.parameterCount == 66_560)
        #expect(context.query.parameterCount == 49_664)
        #expect(ConvFeatures(channels: 1, using: &random).parameterCount == 111_936)
    }
}
