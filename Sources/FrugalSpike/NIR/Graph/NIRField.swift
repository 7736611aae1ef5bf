/// What a node of a NIR graph is described by, under the names of the format.
public enum NIRField: String, CaseIterable, Hashable, Sendable {
    /// The numbers of one input or output.
    case shape
    /// `[outputs, inputs]`, or `[filters, channels, kernel…]`.
    case weight
    /// What is added, a number for each output or filter.
    case bias
    /// Factors, one for each number.
    case scale
    /// Steps between two places of a kernel.
    case stride
    /// Empty places around the input: numbers, or `same` or `valid`.
    case padding
    /// Steps between two weights of a kernel.
    case dilation
    /// Parts of the channels that do not meet.
    case groups
    /// The extents of the input of a convolution without its channels.
    case inputShape = "input_shape"
    /// Rows and columns of a window.
    case kernelSize = "kernel_size"
    /// The first dimension to flatten.
    case startDimension = "start_dim"
    /// The last dimension to flatten; negative from the end.
    case endDimension = "end_dim"
    /// The shape that is flattened.
    case inputType = "input_type"
    /// Seconds on the way.
    case delay
    /// Where a threshold without memory spikes.
    case threshold
    /// The membrane's time constant in seconds.
    case timeConstant = "tau"
    /// The membrane's time constant in seconds, beside that of a synapse.
    case membraneTimeConstant = "tau_mem"
    /// The synapse's time constant in seconds.
    case synapseTimeConstant = "tau_syn"
    /// What a unit of current drives the membrane to.
    case resistance = "r"
    /// Where the membrane is without input.
    case leak = "v_leak"
    /// Where the membrane spikes.
    case membraneThreshold = "v_threshold"
    /// Where a spike puts the membrane.
    case resetPotential = "v_reset"
    /// What the input is multiplied with before the synapse.
    case inputWeight = "w_in"

    /// How many dimensions it may have.
    var ranks: ClosedRange<Int> {
        switch self {
        case .weight: 2...4
        case .bias: 1...1
        case .stride, .padding, .dilation, .kernelSize, .inputShape, .inputType, .groups: 0...1
        case .startDimension, .endDimension: 0...1
        default: 0...4
        }
    }

    /// Whether it counts something and so must be whole.
    var isWhole: Bool {
        switch self {
        case .shape, .stride, .padding, .dilation, .groups, .inputShape, .kernelSize, .startDimension, .endDimension,
            .inputType:
            true
        default: false
        }
    }

    /// Whether it must be above zero.
    var isPositive: Bool {
        switch self {
        case .shape, .stride, .dilation, .groups, .inputShape, .kernelSize, .inputType, .timeConstant,
            .membraneTimeConstant, .synapseTimeConstant:
            true
        default: false
        }
    }
}
