/// What a computation took.
public struct Cost: Sendable, Codable, Hashable {
    /// Products of two numbers added to a sum, in matrix products, convolutions, attention and recurrent layers, forward
    /// and backward, as they ran. Operations element by element and decompositions are not counted.
    public var multiplyAdds: Int
    /// Additions of a weight that a spike caused. Whoever simulates spikes fills this in.
    public var synapticOperations: Int
    /// The numbers that are learned. Whoever owns the model fills this in.
    public var parameters: Int
    /// The most bytes that tensors held at once, in the whole process.
    public var peakMemory: Int
    /// Time by a monotonic clock.
    public var seconds: Double

    /// A cost of these parts.
    public init(
        multiplyAdds: Int = 0, synapticOperations: Int = 0, parameters: Int = 0, peakMemory: Int = 0,
        seconds: Double = 0
    ) {
        self.multiplyAdds = multiplyAdds
        self.synapticOperations = synapticOperations
        self.parameters = parameters
        self.peakMemory = peakMemory
        self.seconds = seconds
    }

    /// The joules of one multiply-add of float32: 3.7 pJ for the product and 0.9 pJ for the sum, in 45 nm at 0.9 V
    /// (Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014, Fig. 1.1.9).
    public static let joulesPerMultiplyAdd = 4.6e-12
    /// The joules of one synaptic operation: an addition of float32, from the same table.
    public static let joulesPerSynapticOperation = 0.9e-12

    /// An estimate of the energy of the arithmetic alone, in joules. Moving data is not in it, and often costs more: the
    /// figure compares methods, it does not predict a battery.
    public var energy: Double {
        Double(multiplyAdds) * Self.joulesPerMultiplyAdd
            + Double(synapticOperations) * Self.joulesPerSynapticOperation
    }

    /// The cost of one after the other: work and time add up, the larger peak and model count.
    public static func + (a: Cost, b: Cost) -> Cost {
        Cost(
            multiplyAdds: a.multiplyAdds + b.multiplyAdds,
            synapticOperations: a.synapticOperations + b.synapticOperations,
            parameters: max(a.parameters, b.parameters), peakMemory: max(a.peakMemory, b.peakMemory),
            seconds: a.seconds + b.seconds)
    }

    /// Adds the cost of what came after.
    public static func += (a: inout Cost, b: Cost) { a = a + b }
}
