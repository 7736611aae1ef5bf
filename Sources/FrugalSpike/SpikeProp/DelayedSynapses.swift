/// All-to-all connections, each made of several synapses with a delay and a weight of their own.
///
/// Besides its inputs a layer hears a reference neuron that always spikes at time 0: without it a shift of all inputs
/// would shift the answer, whatever the weights.
public struct DelayedSynapses: Codable, Hashable, Sendable {
    /// The neurons that are heard, without the reference.
    public var inputs: Int
    /// The neurons that hear.
    public var outputs: Int
    /// The delays of every connection, in milliseconds.
    public var delays: [Double]
    /// `[inputs + 1, delays, outputs]`, the reference last.
    public var weights: [Double]

    /// Connections with these weights.
    public init(inputs: Int, outputs: Int, delays: [Double], weights: [Double]) {
        self.inputs = inputs
        self.outputs = outputs
        self.delays = delays
        self.weights = weights
    }

    /// Delays of 1, 2, … `count` milliseconds, as SpikeProp has 16 of.
    public static func delays(_ count: Int) -> [Double] { (1...max(1, count)).map(Double.init) }

    /// The weights that there must be.
    static func weightCount(inputs: Int, outputs: Int, delays: Int) -> Int { (inputs + 1) * delays * outputs }
}
