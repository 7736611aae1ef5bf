import FrugalTensor

/// What the brightness of an episode is drawn from.
public struct BrightnessRange: Codable, Sendable, Hashable {
    /// The least and the greatest number that is added.
    public var shifts: ClosedRange<Double>
    /// The least and the greatest number that pixels are multiplied by.
    public var factors: ClosedRange<Double>

    /// A range.
    public init(shifts: ClosedRange<Double>, factors: ClosedRange<Double>) {
        self.shifts = shifts
        self.factors = factors
    }
}

/// An environment whose pictures have another brightness in every episode: `clip(value * factor + shift)` to 0...1, with
/// factor and shift drawn evenly for each copy when an episode begins. An augmentation, for training.
public struct BrightenedEnvironment<Base: BatchedEnvironment>: BatchedEnvironment {
    /// What brightness is drawn from.
    public let range: BrightnessRange
    private var base: Base
    private var random: RandomStream
    private var shifts: [Float]
    private var factors: [Float]

    /// An environment seen in changing brightness.
    public init(_ base: Base, range: BrightnessRange, random: RandomStream) {
        self.base = base
        self.range = range
        self.random = random
        shifts = Array(repeating: 0, count: base.count)
        factors = Array(repeating: 1, count: base.count)
        for copy in 0..<base.count { draw(copy) }
    }

    /// How many copies there are.
    public var count: Int { base.count }
    /// The shape of what one copy shows.
    public var observationShape: [Int] { base.observationShape }
    /// The actions, numbered from 0.
    public var actionCount: Int { base.actionCount }

    /// Begins a first episode in every copy.
    public mutating func reset() throws {
        try base.reset()
        for copy in 0..<count { draw(copy) }
    }

    /// Plays one step of every copy.
    public mutating func step(_ actions: [Int]) throws -> EnvironmentStep {
        let step = try base.step(actions)
        for copy in step.hasEnded.indices where step.hasEnded[copy] { draw(copy) }
        return step
    }

    /// Writes what all copies show, each in its brightness.
    public func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws {
        try base.writeObservations(into: observations)
        let size = observationSize
        for copy in 0..<count {
            let (shift, factor) = (shifts[copy], factors[copy])
            for place in copy * size..<(copy + 1) * size {
                observations[place] = min(max(observations[place] * factor + shift, 0), 1)
            }
        }
    }

    private mutating func draw(_ copy: Int) {
        shifts[copy] = Float(random.uniform(in: range.shifts))
        factors[copy] = Float(random.uniform(in: range.factors))
    }
}

extension BrightenedEnvironment: Codable where Base: Codable {}
