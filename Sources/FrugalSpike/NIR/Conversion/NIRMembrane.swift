import Foundation
import FrugalData
import FrugalTrack

/// The neurons of a node in steps, measured from the leak: `v = decay v + gain I`, spikes above `threshold`.
struct NIRMembrane: Hashable, Sendable {
    /// What a spike does.
    enum Reset: Hashable, Sendable {
        case subtract
        /// Puts the membrane to so much above the leak.
        case to(Double)
    }

    var decay: Double
    var gain: Double
    /// Nil for neurons that never spike.
    var threshold: Double?
    var reset: Reset
    /// Seconds; nil for a membrane that does not leak.
    var timeConstant: Double?
    /// Seconds; nil for input that acts at once.
    var synapseTimeConstant: Double?
    /// What a unit of current drives the membrane to.
    var resistance: Double
    /// What the input is multiplied with before the synapse.
    var inputWeight: Double
    /// Whether steps are exact.
    var isExact: Bool
    /// What was assumed.
    var notes: [String] = []

    /// - Throws: `DataError` without a node's name: numbers that differ between neurons, an unstable step, a reset that
    ///   is not said.
    init(_ node: NIRNode, timeStep: Double, reading: NIRReading) throws {
        resistance = try node.common(.resistance) ?? 1
        inputWeight = try node.common(.inputWeight) ?? 1
        isExact = reading.integration == .exact
        let leak = try node.common(.leak) ?? 0
        timeConstant = try node.common(.timeConstant) ?? node.common(.membraneTimeConstant)
        synapseTimeConstant = try node.common(.synapseTimeConstant)
        switch node.type {
        case .threshold: (decay, gain) = (0, 1)
        case .integrator, .integrateAndFire:
            (decay, gain) = (1, reading.integrator == .perStep ? resistance : resistance * timeStep)
        default:
            guard let time = timeConstant else { throw node.fault(.malformed, "it has no time constant") }
            switch reading.integration {
            case .forwardEuler:
                // Numbers in single precision may miss the limit by a rounding.
                guard timeStep <= time * (1 + 1e-6) else {
                    let limit = Humanise.compact(time)
                    throw node.fault(
                        .inconsistent, "a time step of \(timeStep) s is unstable for a time constant of \(limit) s",
                        remedy: "The largest is \(limit) s; or ask for the exact solution, which any step fits")
                }
                decay = max(0, 1 - timeStep / time)
                gain = resistance * timeStep / time
            case .exact:
                let ratio = timeStep / time
                decay = exp(-ratio)
                gain = resistance * (1 - decay)
            }
        }
        // Files in single precision cannot say a gain of one more precisely.
        if (gain - 1).magnitude < 1e-6 { gain = 1 }
        threshold = try (node.common(.membraneThreshold) ?? node.common(.threshold)).map { $0 - leak }
        reset = .to(0)
        if node.type != .threshold, threshold != nil { try setReset(node, leak, reading.reset) }
    }

    private mutating func setReset(_ node: NIRNode, _ leak: Double, _ asked: NIRReading.Reset) throws {
        let written = try node.common(.resetPotential)
        switch (asked, node.metadata[NIRNote.reset]) {
        case (.subtract, _), (.asWritten, .text("subtract")), (.asWrittenOnly, .text("subtract")): reset = .subtract
        case (.zero, _), (.asWritten, .text("zero")), (.asWrittenOnly, .text("zero")): reset = .to(-leak)
        default:
            if let written { return reset = .to(written - leak) }
            guard asked == .asWritten else {
                throw node.fault(
                    .inconsistent, "nothing says what a spike does to the membrane: there is no v_reset",
                    remedy: "Ask for a reset by subtraction or to zero")
            }
            reset = .to(-leak)
            notes.append("it has no v_reset, so a reset to zero is assumed, as the Python package nir does")
        }
    }
}

/// The names of the notes that Frugal writes beside the format.
enum NIRNote {
    /// On a neuron: `subtract` or `zero`.
    static let reset = "reset"
    /// On weights: what the layer is called.
    static let layer = "layer"
    /// On a graph: seconds in a step.
    static let timeStep = "time_step"
    /// On a graph: the steps of a presentation.
    static let steps = "steps"
    /// On a graph: the ``InputCoding``, as JSON.
    static let coding = "input_coding"
    /// On a graph: the ``Readout``.
    static let readout = "readout"
}

extension NIRNode {
    /// The number that a field has for all neurons; nil where the field is missing.
    /// - Throws: `DataError` where neurons differ.
    func common(_ field: NIRField) throws -> Double? { try self[field].map { try common($0, field) } }

    fileprivate func common(_ array: NIRArray, _ field: NIRField) throws -> Double {
        guard let common = array.common else {
            throw fault(
                .unsupported, "\(field.rawValue) differs from neuron to neuron",
                remedy: "Give all neurons of a node the same, or split the node")
        }
        return common
    }
}

extension NIRGraph {
    /// Seconds in a step: what is asked, else what the graph notes, else 0.0001.
    func timeStep(_ reading: NIRReading, _ notes: inout [String]) throws -> Double {
        var step = 1e-4
        if let asked = reading.timeStep {
            step = asked
        } else if case .numbers(let array) = metadata[NIRNote.timeStep], let noted = array.common {
            step = noted
        } else {
            notes.append("the file has no time step, so 0.0001 s is assumed, as snnTorch does")
        }
        guard step > 0, step.isFinite else {
            throw FrugalError(.usage, "time step", "\(step) s makes no step", remedy: "give seconds above zero")
        }
        return step
    }
}
