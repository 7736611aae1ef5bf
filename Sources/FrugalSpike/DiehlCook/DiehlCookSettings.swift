/// The constants of Diehl and Cook's network (Front. Comput. Neurosci. 9:99, 2015), as in the authors' program.
public struct DiehlCookSettings: Codable, Hashable, Sendable {
    /// Excitatory neurons, and as many inhibitory ones.
    public var neurons: Int
    /// Milliseconds in a step.
    public var timeStep = 0.5
    /// Milliseconds that a picture is shown.
    public var presentation = 350.0
    /// Milliseconds of rest after it.
    public var rest = 150.0
    /// Spikes per second of a white pixel at intensity 1.
    public var rate = 255.0 / 8
    /// The intensity at which a picture is shown first; it rises by 1 for each time that too few neurons answer.
    public var intensity = 2.0
    /// Fewer excitatory spikes than this are no answer.
    public var fewestSpikes = 5
    /// What the weights into each neuron add up to.
    public var weightSum: Float = 78
    /// What a spike adds to a threshold, in mV.
    public var thresholdIncrement = 0.05
    /// Milliseconds in which thresholds fall.
    public var thresholdTime = 1e7
    /// A weight from an excitatory neuron to its inhibitory one.
    public var excitation: Float = 10.4
    /// A weight from an inhibitory neuron to all other excitatory ones.
    public var inhibition: Float = 17
    /// Whether an excitatory neuron inhibits the others itself, a step after its spike, and not through an inhibitory neuron,
    /// two or three steps after it: fewer neurons then spike together in a large network, and learn the same. The authors'
    /// program has inhibitory neurons.
    public var inhibitsDirectly = false
    /// How many times each training picture is shown.
    public var epochs = 3

    /// The settings for a number of neurons.
    public init(neurons: Int) {
        self.neurons = neurons
    }
}
