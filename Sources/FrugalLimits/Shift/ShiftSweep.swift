import FrugalData
import FrugalTensor
import FrugalTrack

/// A model's accuracy on pictures spoilt in many ways, beside its accuracy on the pictures as they are.
public struct ShiftSweep: Codable, Equatable, Sendable {
    /// The accuracy under a corruption.
    public struct Point: Codable, Equatable, Sendable {
        /// What was done.
        public var kind: CorruptionKind
        /// How much of it, from 1.
        public var severity: Int
        /// Right answers.
        public var accuracy: Proportion
    }

    /// The corruptions, in words.
    public var suite: String
    /// What the corruptions drew from.
    public var seed: UInt64
    /// Right answers on the pictures as they are.
    public var clean: Proportion
    /// Right answers under each corruption.
    public var points: [Point]

    /// Measures.
    /// - Parameters:
    ///   - images: the pictures, as files have them.
    ///   - suite: the corruptions; those that the pictures cannot bear are left out.
    ///   - progress: told the corruptions done and all of them; it may throw to stop.
    ///   - score: the model's right answers on pictures.
    /// - Throws: what `score` and `progress` throw.
    public init(
        _ images: LabelledImages, _ suite: CorruptionSuite, seed: UInt64 = 1, threads: Int = 1,
        progress: (Int, Int) throws -> Void = { _, _ in }, score: (LabelledImages) throws -> Proportion
    ) throws {
        let sweeps = try Self.sideBySide(images, suite, seed: seed, threads: threads, progress: progress) {
            [try score($0)]
        }
        self = sweeps[0]
    }

    /// Measures several models on the very same pictures, each of which is spoilt only once.
    /// - Parameters:
    ///   - images: the pictures, as files have them.
    ///   - suite: the corruptions; those that the pictures cannot bear are left out.
    ///   - progress: told the corruptions done and all of them; it may throw to stop.
    ///   - scores: each model's right answers on pictures, always as many.
    /// - Returns: a sweep a model.
    /// - Throws: what `scores` and `progress` throw.
    public static func sideBySide(
        _ images: LabelledImages, _ suite: CorruptionSuite, seed: UInt64 = 1, threads: Int = 1,
        progress: (Int, Int) throws -> Void = { _, _ in }, scores: (LabelledImages) throws -> [Proportion]
    ) throws -> [ShiftSweep] {
        let corruptions = suite.suited(toChannels: images.channels).corruptions
        var sweeps = try scores(images).map { ShiftSweep(suite: suite.name, seed: seed, clean: $0) }
        for (done, corruption) in corruptions.enumerated() {
            try progress(done, corruptions.count)
            let spoilt = try images.corrupted(corruption, seed: seed, threads: threads)
            for (model, accuracy) in try scores(spoilt).enumerated() where sweeps.indices.contains(model) {
                sweeps[model].points.append(
                    Point(kind: corruption.kind, severity: corruption.severity, accuracy: accuracy))
            }
        }
        try progress(corruptions.count, corruptions.count)
        return sweeps
    }

    private init(suite: String, seed: UInt64, clean: Proportion) {
        self.suite = suite
        self.seed = seed
        self.clean = clean
        points = []
    }

    /// The mean accuracy of a kind over its severities, by kind; kinds in the order in which they were measured.
    public var kinds: [(kind: CorruptionKind, accuracy: Double)] {
        var order: [CorruptionKind] = []
        for point in points where !order.contains(point.kind) { order.append(point.kind) }
        return order.map { kind in
            let own = points.filter { $0.kind == kind }.map(\.accuracy.share)
            return (kind, own.reduce(0, +) / Double(max(1, own.count)))
        }
    }

    /// The mean over kinds of ``kinds``: a kind counts once, however many severities it has.
    public var meanAccuracy: Double {
        let all = kinds
        return all.reduce(0) { $0 + $1.accuracy } / Double(max(1, all.count))
    }

    /// The mean accuracy over those kinds that `isWanted`, each counting once; nil where there are none.
    public func meanAccuracy(where isWanted: (CorruptionKind) -> Bool) -> Double? {
        let own = kinds.filter { isWanted($0.kind) }
        return own.isEmpty ? nil : own.reduce(0) { $0 + $1.accuracy } / Double(own.count)
    }

    /// The accuracy under a kind of a severity; nil where it was not measured.
    public func accuracy(_ kind: CorruptionKind, severity: Int) -> Double? {
        points.first { $0.kind == kind && $0.severity == severity }?.accuracy.share
    }

    /// The corruption under which least is right.
    public var worst: Point? { points.min { $0.accuracy.share < $1.accuracy.share } }
}

extension LabelledImages {
    /// All pictures under a corruption, each drawing from its own place in the list.
    /// - Throws: `DataError` for pictures that cannot bear it.
    public func corrupted(_ corruption: Corruption, seed: UInt64, threads: Int = 1) throws -> LabelledImages {
        let pieces = Swift.max(1, Swift.min(threads, count))
        let pixels = try TaskThreads.map(pieces, threads: threads) { piece in
            let rows = (count * piece / pieces)..<(count * (piece + 1) / pieces)
            return try rows.flatMap { try spoilt($0, corruption, seed: seed).pixels }
        }.flatMap { $0 }
        return try LabelledImages(
            pixels: pixels, height: height, width: width, channels: channels, labels: labels, classes: classes,
            names: names)
    }

    private func spoilt(_ index: Int, _ corruption: Corruption, seed: UInt64) throws -> Image {
        let start = index * pictureSize
        return try corruption.applied(
            to: Image(
                height: height, width: width, channels: channels,
                pixels: Array(pixels[start..<(start + pictureSize)])), seed: seed, index: index)
    }
}
