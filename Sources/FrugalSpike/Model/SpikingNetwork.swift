/// A feed-forward spiking network as a plain value: what training and conversion make, and what simulation, exchange and
/// export take.
///
/// It runs in steps. In each step the input reaches the first layer, whose spikes reach the second in the same step, and so
/// on. A membrane `v` with input `I = W s + b` does
///
///     v = decay v + I;   spikes where v >= threshold;   then v -= threshold, or v = 0
///
/// Arrays are row-major. ``SpikingRun`` is the plain simulation that every faster one is tested against.
public struct SpikingNetwork: Hashable, Sendable {
    /// The shape of an input: `[784]`, or `[channels, height, width]`.
    public var inputShape: [Int]
    /// How an input becomes spikes.
    public var coding: InputCoding
    /// The steps of one presentation.
    public var steps: Int
    /// The layers from the input on; the last one has as many neurons as there are classes.
    public var layers: [SpikingLayer]
    /// How the last layer answers.
    public var readout: Readout

    /// A network of these parts; ``check()`` says whether they fit.
    public init(
        inputShape: [Int], coding: InputCoding, steps: Int, layers: [SpikingLayer], readout: Readout = .spikeCount
    ) {
        self.inputShape = inputShape
        self.coding = coding
        self.steps = steps
        self.layers = layers
        self.readout = readout
    }

    /// The numbers of one input.
    public var inputCount: Int { inputShape.reduce(1, *) }

    /// Weights and biases of all layers.
    public var parameterCount: Int { layers.reduce(0) { $0 + $1.connection.parameterCount } }
}

/// How numbers become what reaches the first layer in a step. Inputs lie between 0 and 1.
public enum InputCoding: Codable, Hashable, Sendable {
    /// The numbers themselves, the same in every step: a constant current. The first layer multiplies.
    case direct
    /// A spike with probability `rate` times the number, in each step.
    case poisson(rate: Float)
    /// A neuron that adds `rate` times the number in each step, from a half on, and spikes at 1, which is taken off: as
    /// many spikes as a rate asks for, without chance. At most one spike a step.
    case regular(rate: Float)
    /// One spike, the earlier the larger the number, in step `(1 - number) * (steps - 1)` rounded; none below `threshold`.
    case latency(threshold: Float)
}

/// How the last layer answers; the largest number wins.
public enum Readout: String, Codable, Hashable, Sendable {
    /// Spikes of each neuron so far, ties broken by the membrane.
    case spikeCount
    /// The membrane of each neuron, summed over the steps; for a last layer without spikes, whose membranes only sum,
    /// use ``finalMembrane``.
    case summedMembrane
    /// The membrane of each neuron after the last step.
    case finalMembrane
}

/// A layer: synapses, then neurons.
public struct SpikingLayer: Hashable, Sendable {
    /// What ledgers and messages call it.
    public var name: String
    /// What spikes go through.
    public var connection: SpikingConnection
    /// What they reach; nil where the result of the connection is passed on as it is (pooling).
    public var neurons: SpikingNeurons?

    /// A layer of these parts.
    public init(name: String, connection: SpikingConnection, neurons: SpikingNeurons?) {
        self.name = name
        self.connection = connection
        self.neurons = neurons
    }
}

/// Neurons of one layer, all alike.
public struct SpikingNeurons: Codable, Hashable, Sendable {
    /// What is left of a membrane after a step: 1 for a neuron that only sums, below 1 for a leaky one.
    public var decay: Float
    /// Where a neuron spikes; nil for one that never does and is read by its membrane.
    public var threshold: Float?
    /// What a spike does to the membrane.
    public var reset: Reset

    /// What a spike does to the membrane: part of the model, because simulators differ in it.
    public enum Reset: String, Codable, Hashable, Sendable {
        /// The threshold is taken off, so that nothing above it is lost.
        case subtract
        /// The membrane is put to zero.
        case zero
    }

    /// Neurons of this kind.
    public init(decay: Float = 1, threshold: Float? = 1, reset: Reset = .subtract) {
        self.decay = decay
        self.threshold = threshold
        self.reset = reset
    }

    /// Neurons that never spike: the membranes are the answer.
    public static func silent(decay: Float = 1) -> SpikingNeurons {
        SpikingNeurons(decay: decay, threshold: nil)
    }
}
