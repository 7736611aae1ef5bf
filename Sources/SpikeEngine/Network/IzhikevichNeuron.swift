/// Izhikevich's neuron (IEEE Trans. Neural Networks 14, 2003):
///
///     dv/dt = 0.04 v^2 + 5 v + 140 - u + I + sum of g (E - v);   du/dt = a (b v - u);   at v = 30: v = c, u += d
///
/// Stepped as in the paper's program: `v` by explicit Euler in parts of at most half a millisecond, then `u`.
public struct IzhikevichNeuron: Codable, Hashable, Sendable {
    /// How fast `u` recovers, per millisecond.
    public var a: Double
    /// How strongly `u` follows the membrane.
    public var b: Double
    /// Where a spike puts the membrane, in mV.
    public var c: Double
    /// What a spike adds to `u`.
    public var d: Double

    /// A neuron from its four numbers; the defaults are the paper's regular spiking cell.
    public init(a: Double = 0.02, b: Double = 0.2, c: Double = -65, d: Double = 8) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }
}
