import FrugalTensor

@testable import FrugalMeta

/// Points around a centre: what embeddings of a class look like.
struct Clusters {
    var random: RandomStream
    let width: Int

    init(seed: UInt64, width: Int = 6) {
        random = RandomStream(seed: seed)
        self.width = width
    }

    /// A number of mean 0 and deviation 1.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() } }

    mutating func point(around centre: [Double], deviation: Double = 1) -> [Float] {
        centre.map { Float($0 + deviation * normal()) }
    }

    mutating func centre(far: Double) -> [Double] { (0..<width).map { _ in far * normal() } }

    mutating func members(
        _ name: String, around centre: [Double], count: Int, deviation: Double = 1, isTrained: Bool = false
    ) throws -> PrototypeClass {
        try PrototypeClass(
            name, isTrained: isTrained, examples: (0..<count).map { .init(source: "\(name)/\($0).png") },
            embeddings: (0..<count).flatMap { _ in point(around: centre, deviation: deviation) }, width: width)
    }

    /// A head of classes that lie `far` apart.
    mutating func head(
        _ counts: [Int], far: Double = 4, heldOut: Int = 0, kernel: DistanceKernel = .squaredEuclidean
    ) throws -> DistanceHead {
        let classes = try counts.enumerated().map { place, count in
            try members("class \(place)", around: centre(far: far), count: count)
        }
        let others = try (0..<heldOut).map { try members("other \($0)", around: centre(far: far), count: 8) }
        return try DistanceHead(kernel: kernel, width: width, classes: classes, heldOut: others)
    }
}
