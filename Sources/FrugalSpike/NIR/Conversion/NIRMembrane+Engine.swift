import Foundation
import FrugalData
import SpikeEngine

extension NIRMembrane {
    /// The neuron of the engine that decays by as much in a step.
    /// - Throws: `DataError` without a node's name for steps that are too coarse.
    func neuron(_ node: NIRNode, timeStep: Double) throws -> LinearNeuron {
        var time: Double?
        if let timeConstant {
            // The engine steps exactly: it is given the time constant whose exact decay is that of the steps.
            time = decay > 0 ? -timeStep / log(decay) : 0
            guard decay >= exp(-1) * (1 - 1e-9) else {
                let largest = timeConstant * (1 - exp(-1))
                throw node.fault(
                    .inconsistent, "a time step of \(timeStep) s is too coarse for the engine",
                    remedy: "The largest is \(largest) s in Euler steps, and \(timeConstant) s in exact ones")
            }
        }
        // NIR spikes above the threshold and the engine at it. Neurons that never spike have one that nothing reaches.
        let limit = threshold.map { Float($0).nextUp } ?? .greatestFiniteMagnitude
        return LinearNeuron(
            timeConstant: time.map { $0 * 1000 }, rest: 0, threshold: Double(limit),
            reset: threshold == nil ? .none : engineReset)
    }

    private var engineReset: SpikeEngine.Reset {
        switch reset {
        case .subtract: .subtractingThreshold
        case .to(let value): .to(value)
        }
    }

    /// What a spike does.
    var synapse: Synapse {
        synapseTimeConstant.map { .current(timeConstant: $0 * 1000) } ?? .jump
    }

    /// What a spike of weight one adds: to the membrane, or to the current of a synapse.
    func jump(_ timeStep: Double) -> Double {
        guard let synapseTimeConstant else { return gain }
        let share = timeStep / synapseTimeConstant
        return inputWeight * resistance * (isExact ? 1 - exp(-share) : share)
    }

    /// The constant current of the engine that a constant input of one is.
    func drive(_ timeStep: Double) -> Double {
        if synapseTimeConstant != nil { return inputWeight * resistance }
        // Without leak the engine takes a current per millisecond.
        return decay < 1 ? gain / (1 - decay) : gain / (timeStep * 1000)
    }
}
