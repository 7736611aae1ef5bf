/// The nodes that NIR 1.0 knows, under the names of the format.
public enum NIRNodeType: String, CaseIterable, Hashable, Sendable {
    /// Where data come in.
    case input = "Input"
    /// Where data go out.
    case output = "Output"
    /// `W x + b`.
    case affine = "Affine"
    /// `W x`.
    case linear = "Linear"
    /// `s x`, number by number.
    case scale = "Scale"
    /// Weights that slide over a row.
    case convolution1d = "Conv1d"
    /// Weights that slide over a picture.
    case convolution2d = "Conv2d"
    /// Some dimensions made one.
    case flatten = "Flatten"
    /// The sum of each window.
    case sumPool2d = "SumPool2d"
    /// The mean of each window.
    case averagePool2d = "AvgPool2d"
    /// `y(t) = x(t - delay)`.
    case delay = "Delay"
    /// 1 above a threshold, else 0, without memory.
    case threshold = "Threshold"
    /// `dv/dt = R I`.
    case integrator = "I"
    /// The same with spikes.
    case integrateAndFire = "IF"
    /// `tau dv/dt = v_leak - v + R I`.
    case leakyIntegrator = "LI"
    /// The same with spikes.
    case leakyIntegrateAndFire = "LIF"
    /// `tau_syn dI/dt = w_in S - I`, then `tau_mem dv/dt = v_leak - v + R I`.
    case currentLeakyIntegrator = "CubaLI"
    /// The same with spikes.
    case currentLeakyIntegrateAndFire = "CubaLIF"
    /// A graph within the graph.
    case graph = "NIRGraph"

    /// The fields that must be there.
    var required: [NIRField] {
        switch self {
        case .input, .output: [.shape]
        case .affine: [.weight, .bias]
        case .linear: [.weight]
        case .scale: [.scale]
        case .convolution1d, .convolution2d: [.weight, .bias, .stride, .padding, .dilation, .groups]
        case .flatten: [.startDimension, .endDimension]
        case .sumPool2d, .averagePool2d: [.kernelSize, .stride, .padding]
        case .delay: [.delay]
        case .threshold: [.threshold]
        case .integrator: [.resistance]
        case .integrateAndFire: [.resistance, .membraneThreshold]
        case .leakyIntegrator: [.timeConstant, .resistance, .leak]
        case .leakyIntegrateAndFire: [.timeConstant, .resistance, .leak, .membraneThreshold]
        case .currentLeakyIntegrator: [.synapseTimeConstant, .membraneTimeConstant, .resistance, .leak]
        case .currentLeakyIntegrateAndFire:
            [.synapseTimeConstant, .membraneTimeConstant, .resistance, .leak, .membraneThreshold]
        case .graph: []
        }
    }

    /// The fields that may be missing: for they were added to the format later, or can be inferred.
    var optional: [NIRField] {
        switch self {
        case .convolution1d, .convolution2d: [.inputShape]
        case .flatten: [.inputType]
        case .integrateAndFire, .leakyIntegrateAndFire: [.resetPotential]
        case .currentLeakyIntegrator: [.inputWeight]
        case .currentLeakyIntegrateAndFire: [.resetPotential, .inputWeight]
        default: []
        }
    }

    /// Whether it has a membrane, or spikes without one.
    var isNeuron: Bool {
        switch self {
        case .threshold, .integrator, .integrateAndFire, .leakyIntegrator, .leakyIntegrateAndFire,
            .currentLeakyIntegrator, .currentLeakyIntegrateAndFire:
            true
        default: false
        }
    }

    /// Whether it spikes.
    var spikes: Bool { required.contains(.membraneThreshold) || self == .threshold }
}
