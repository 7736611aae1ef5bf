import Foundation

/// What keeps SpikeProp from the two places where its derivative says nothing useful.
public struct SpikePropGuard: Codable, Hashable, Sendable {
    /// The least slope that a derivative is divided by, in thresholds a time constant: where a membrane only grazes the
    /// threshold, the exact derivative has no bound.
    public var leastSlope: Double
    /// How strongly the weights of a silent neuron are raised: the derivative of a loss that falls by so much for each
    /// unit that its membrane gains at the deadline. A silent neuron has no spike time that could be moved; a silent
    /// output is also moved as if it grazed the threshold at the deadline, where its answer is too late.
    public var push: Double

    /// A guard; zeros leave the exact derivative.
    public init(leastSlope: Double = 0.1, push: Double = 0.01) {
        self.leastSlope = leastSlope
        self.push = push
    }
}

/// The derivative of a loss by all weights of a network.
struct SpikePropGradient {
    /// One a layer, in the order of its weights.
    var layers: [[Double]]

    init(_ network: SpikePropNetwork) {
        layers = network.layers.map { Array(repeating: 0, count: $0.weights.count) }
    }

    /// Adds the derivative for one input.
    /// - Parameters:
    ///   - errors: the derivative of the loss by the time of each output neuron.
    ///   - run: the run that has just been given `input`.
    mutating func add(
        _ network: SpikePropNetwork, _ run: NetworkRun, input: [Double], errors: [Double], rules: SpikePropGuard
    ) {
        var errors = errors
        for index in network.layers.indices.reversed() {
            let inputs = index == 0 ? input : run.responses[index - 1].times
            errors = network.layers[index].addGradient(
                network.neurons, run.responses[index], inputs: inputs, errors: errors, rules: rules,
                passesOn: index > 0, to: &layers[index])
        }
    }
}

extension DelayedSynapses {
    /// Adds the derivative of the loss by the weights, and gives that by the times of the inputs.
    ///
    /// The membrane u of a neuron stays at the threshold at its spike time T, whatever is changed, so that
    ///
    ///     dT/dw = -kernel(T - s) / u'(T),     dT/ds = w kernel'(T - s) / u'(T)
    ///
    /// for an arrival at s (Bohte 2002, equations 10 to 13).
    fileprivate func addGradient(
        _ neurons: SpikeResponse, _ response: LayerResponse, inputs: [Double], errors: [Double], rules: SpikePropGuard,
        passesOn: Bool, to gradient: inout [Double]
    ) -> [Double] {
        let rate = 1 / neurons.timeConstant
        let least = rules.leastSlope * neurons.threshold * rate
        // What all arrivals at a neuron share: its time, and the error that its spike passes back over its slope. The
        // kernel's exponential falls apart into one of the spike and one of the arrival.
        let times = response.times.map { min($0, neurons.deadline) }
        let fall = times.map { M_E * rate * exp(-$0 * rate) }
        let backward = response.times.indices.map { neuron in
            response.times[neuron] == .infinity
                ? 0 : errors[neuron] * fall[neuron] / max(response.slopes[neuron], least)
        }
        let forWeights = response.times.indices.map { neuron -> Double in
            guard response.times[neuron] == .infinity else { return -backward[neuron] }
            // A silent output reads as a spike at the deadline; where that is too late, it is moved like one.
            let late = least > 0 ? max(errors[neuron], 0) / least : 0
            return -(late + rules.push) * fall[neuron]
        }
        let last = times.max() ?? 0
        let outputs = outputs
        var passed = Array(repeating: 0.0, count: passesOn ? inputs.count : 0)
        gradient.withUnsafeMutableBufferPointer { gradient in
            for input in 0...inputs.count {
                let spike = input < inputs.count ? inputs[input] : 0
                guard spike < neurons.deadline else { continue }
                var sum = 0.0
                for (place, delay) in delays.enumerated() where spike + delay < last {
                    let arrival = spike + delay
                    let growth = exp(arrival * rate)
                    let row = (input * delays.count + place) * outputs
                    for neuron in 0..<outputs {
                        gradient[row + neuron] += forWeights[neuron] * growth * max(times[neuron] - arrival, 0)
                    }
                    guard passesOn, input < inputs.count else { continue }
                    var part = 0.0
                    for neuron in 0..<outputs where arrival < times[neuron] {
                        part += backward[neuron] * weights[row + neuron] * (1 - (times[neuron] - arrival) * rate)
                    }
                    sum += part * growth
                }
                if passesOn, input < inputs.count { passed[input] = sum }
            }
        }
        return passed
    }
}
