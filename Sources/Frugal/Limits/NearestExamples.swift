import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The training pictures that a network takes for most like a given one: an explanation by example.
public struct NearestExamples: Sendable {
    /// A picture that was learned from.
    public struct Example: Codable, Sendable {
        /// Where it lies in the data.
        public var name: String
        /// Its class.
        public var label: String
        /// The distance of the two before the last layer.
        public var distance: Double
    }

    /// The nearest ones, the nearest first.
    let examples: [Example]
    /// The same as pictures.
    let pictures: [Image]
    /// How many were looked at.
    let searched: Int

    /// The examples nearest to `picture`, by Euclidean distance of what the last layer is given.
    /// - Parameters:
    ///   - picture: `[1, C, H, W]`, as the network takes it.
    ///   - limit: of more examples evenly spread ones are looked at.
    /// - Throws: `DataError` where the data do not fit, `TensorError` where memory ends, what `check` throws.
    init(
        to picture: Tensor, count: Int, in remembered: RememberedData, of predictor: Predictor, limit: Int = 10_000,
        check: () throws -> Void
    ) throws {
        let all = (remembered.training + remembered.validation).sorted()
        let wanted = min(limit, all.count)
        let indices = (0..<wanted).map { all[$0 * all.count / wanted] }
        searched = wanted
        let network = predictor.network
        let scorer = Scorer(
            source: try predictor.preprocessing.source(remembered.data), labels: remembered.data.labels,
            classCount: predictor.classes.count, device: predictor.device)
        let own = try Tensor.checking {
            withoutGradients { Self.embedding(of: picture.to(predictor.device), by: network).floats() }
        }
        let others = try scorer.outputs(on: indices, check: check) { Self.embedding(of: $0, by: network) }
        let distances = indices.indices.map { row -> Double in
            var sum = 0.0
            for place in own.indices {
                let difference = Double(own[place] - others[row * own.count + place])
                sum += difference * difference
            }
            return sum.squareRoot()
        }
        let nearest = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(count)
        examples = nearest.map { row in
            Example(
                name: remembered.data.names[indices[row]],
                label: remembered.data.classes[remembered.data.labels[indices[row]]], distance: distances[row])
        }
        guard case .pictures(let images) = remembered.data.contents else {
            pictures = []
            return
        }
        pictures = try nearest.map { try images.image(at: indices[$0]) }
    }

    /// What the layer that gives the scores is given, `[N, width]`.
    private static func embedding(of x: Tensor, by network: Network) -> Tensor {
        let (scores, steps) = network.traced(x)
        let last = steps.first { $0.output.isSame(as: scores) }
        return (last?.input ?? scores).flattened(from: 1)
    }
}
