import FrugalNN
import FrugalTensor
import FrugalTrack

/// Explains answers of a classifier of pictures, whatever its layers are.
public struct Explainer: Sendable {
    /// What is explained: pictures `[N, C, H, W]` to scores `[N, classes]`.
    public let network: any Layer
    /// Steps on the way from the baseline, for integrated gradients.
    public var steps = 128
    /// The side of the square that occlusion covers, in pixels; an eighth of the shorter side by default.
    public var square: Int?
    /// The pixel that stands for nothing, on the scale of the network's inputs: what paths begin at and squares are covered
    /// with.
    public var baseline = 0.0
    /// What the randomised network is drawn from.
    public var seed: UInt64 = 1

    /// An explainer of a network.
    public init(_ network: any Layer) { self.network = network }

    /// Explains the score of a class for one picture.
    /// - Parameters:
    ///   - picture: `[C, H, W]` as the network takes it.
    ///   - label: the class; the one that is answered by default.
    /// - Throws: ``FrugalError`` of kind `usage` for a class that is not there, or for Grad-CAM of a network without maps;
    ///   `TensorError` for a picture that does not fit.
    public func explain(
        _ picture: Tensor, _ method: ExplanationMethod, label: Int? = nil
    ) throws -> Explanation {
        try Tensor.checking {
            let x = picture.unsqueezed(0)
            let scores = withoutGradients { network(x, .evaluation)[0].doubles() }
            let label = label ?? scores.indices.max { scores[$0] < scores[$1] } ?? 0
            guard scores.indices.contains(label) else {
                throw FrugalError(
                    .usage, "class \(label)",
                    "the network tells \(scores.count) classes apart, and this is none of them",
                    remedy: "give one from 0 to \(scores.count - 1)")
            }
            let map = try map(of: network, x, method, label)
            var random = RandomStream(seed: seed).named("randomised")
            let other = try self.map(of: network.randomised(using: &random), x, method, label)
            var completeness: Double?
            if method == .integratedGradients {
                let empty = withoutGradients { network(x * 0 + baseline, .evaluation)[0, label].item() }
                let difference = scores[label] - empty
                completeness = abs(map.sum().item() - difference) / max(abs(difference), 1e-12)
            }
            let values = map.floats()
            return Explanation(
                method: method, label: label, score: scores[label], height: picture.size(of: 1),
                width: picture.size(of: 2), map: values, completenessError: completeness,
                randomisationCorrelation: values.rankCorrelation(with: other.floats()))
        }
    }

    /// The map `[H, W]` of a picture `[1, C, H, W]`.
    func map(
        of network: any Layer, _ x: Tensor, _ method: ExplanationMethod, _ label: Int
    ) throws -> Tensor {
        switch method {
        case .gradient: gradient(of: network, x, label).abs().sum(along: 0, 1)
        case .gradientTimesInput: (gradient(of: network, x, label) * x).sum(along: 0, 1)
        case .integratedGradients: integrated(network, x, label)
        case .gradCAM: try gradCAM(network, x, label)
        case .occlusion: occlusion(network, x, label)
        }
    }

    /// The derivative of the score, added up over a batch, by each input.
    private func gradient(of network: any Layer, _ x: Tensor, _ label: Int) -> Tensor {
        let leaf = x.recordingGradients()
        let score = withGradients(true) {
            network(leaf, .evaluation).narrowed(along: 1, from: label, length: 1).sum()
        }
        return gradients(of: score, withRespectTo: [leaf])[0]
    }

    /// The middle of each of so many equal steps stands for it: the error falls with the square of their number.
    private func integrated(_ network: any Layer, _ x: Tensor, _ label: Int) -> Tensor {
        let way = x - baseline
        var sum = Tensor.zeros(x.shape)
        for first in stride(from: 0, to: steps, by: 32) {
            let shares = (first..<min(first + 32, steps)).map { (Float($0) + 0.5) / Float(steps) }
            let points = way * Tensor(shares, shape: [shares.count, 1, 1, 1]) + baseline
            sum = sum + gradient(of: network, points, label).sum(along: 0, keepingDimensions: true)
        }
        return (sum / Double(steps) * way).sum(along: 0, 1)
    }

    /// The last maps are those that a layer gives last and that still have more than one place.
    private func gradCAM(_ network: any Layer, _ x: Tensor, _ label: Int) throws -> Tensor {
        let (scores, steps) = withGradients(true) { network.traced(x.recordingGradients()) }
        let outputs = steps.map(\.output)
        guard let maps = outputs.last(where: { $0.rank == 4 && $0.size(of: 2) * $0.size(of: 3) > 1 }) else {
            throw FrugalError(
                .usage, ExplanationMethod.gradCAM.rawValue, "the network has no maps of places to look at",
                remedy: "choose another method: the others work with every network of pictures")
        }
        let score = scores.narrowed(along: 1, from: label, length: 1).sum()
        let weights = gradients(of: score, withRespectTo: [maps])[0].mean(along: 2, 3, keepingDimensions: true)
        // What speaks against the class is left out, as in the paper.
        let seen = (maps.detached() * weights).sum(along: 1, keepingDimensions: true).relu()
        let size = Extent(height: x.size(of: 2), width: x.size(of: 3))
        return seen.resizedBilinear(to: size).sum(along: 0, 1)
    }

    /// Squares overlap by half; a pixel has the mean of those that cover it.
    private func occlusion(_ network: any Layer, _ x: Tensor, _ label: Int) -> Tensor {
        let (height, width) = (x.size(of: 2), x.size(of: 3))
        let side = min(max(1, square ?? min(height, width) / 8), min(height, width))
        let step = max(1, side / 2)
        func starts(_ length: Int) -> [Int] {
            let all = Array(stride(from: 0, to: length - side, by: step))
            return all + [length - side]
        }
        let places = starts(height).flatMap { row in starts(width).map { (row: row, column: $0) } }
        let whole = withoutGradients { network(x, .evaluation)[0, label].item() }
        var sums = [Float](repeating: 0, count: height * width)
        var counts = [Float](repeating: 0, count: height * width)
        for first in stride(from: 0, to: places.count, by: 64) {
            let some = Array(places[first..<min(first + 64, places.count)])
            var masks = [Float](repeating: 1, count: some.count * height * width)
            for (index, place) in some.enumerated() {
                for row in place.row..<(place.row + side) {
                    let start = (index * height + row) * width + place.column
                    for pixel in start..<(start + side) { masks[pixel] = 0 }
                }
            }
            let mask = Tensor(masks, shape: [some.count, 1, height, width])
            let covered = x * mask + (1 - mask) * baseline
            let scores = withoutGradients {
                network(covered, .evaluation).narrowed(along: 1, from: label, length: 1).floats()
            }
            for (place, score) in zip(some, scores) {
                for row in place.row..<(place.row + side) {
                    for column in place.column..<(place.column + side) {
                        sums[row * width + column] += Float(whole) - score
                        counts[row * width + column] += 1
                    }
                }
            }
        }
        return Tensor(zip(sums, counts).map { $0 / max(1, $1) }, shape: [height, width])
    }
}
