import Foundation

/// When the neurons of a layer spiked, and how steeply each membrane crossed the threshold.
struct LayerResponse {
    /// In milliseconds; `.infinity` for a silent neuron.
    var times: [Double]
    /// The slope of each membrane at its spike, a millisecond; zero for a silent neuron.
    var slopes: [Double]
    /// Arrivals until the last spike, or until the deadline where a neuron stayed silent.
    var arrivals = 0

    init(neurons: Int) {
        times = Array(repeating: .infinity, count: neurons)
        slopes = Array(repeating: 0, count: neurons)
    }
}

/// Runs a layer from arrival to arrival, without time steps.
///
/// Between two arrivals every membrane is `(e / tau) exp(-t / tau) (t p - q)`, where p sums `w exp(s / tau)` over the
/// arrivals so far and q sums `w s exp(s / tau)`. Two additions an arrival and neuron keep it up to date, the peak lies
/// at `tau + q / p`, and the crossing is found by Newton's method where there is one.
struct LayerRun {
    private(set) var queue: ArrivalQueue
    private var p: [Double]
    private var q: [Double]
    /// The threshold of each neuron that has not spiked, `.infinity` for others.
    private var bar: [Double]

    init(for synapses: DelayedSynapses) {
        queue = ArrivalQueue(for: synapses)
        p = Array(repeating: 0, count: synapses.outputs)
        q = p
        bar = p
    }

    /// The first spikes of a layer whose inputs spike at `inputs`.
    mutating func respond(
        _ synapses: DelayedSynapses, _ neurons: SpikeResponse, to inputs: [Double], into response: inout LayerResponse
    ) {
        queue.fill(inputs, through: synapses, until: neurons.deadline)
        for neuron in 0..<synapses.outputs {
            (p[neuron], q[neuron], bar[neuron]) = (0, 0, neurons.threshold)
            (response.times[neuron], response.slopes[neuron]) = (.infinity, 0)
        }
        var waiting = synapses.outputs
        var growth = exp(queue.times[0] / neurons.timeConstant)
        response.arrivals = 0
        for arrival in 0..<queue.count where waiting > 0 {
            let time = queue.times[arrival]
            guard time < neurons.deadline else { break }
            let next = min(arrival + 1 < queue.count ? queue.times[arrival + 1] : .infinity, neurons.deadline)
            let nextGrowth = exp(next / neurons.timeConstant)
            response.arrivals += 1
            let mayCross = add(
                synapses, row: queue.rows[arrival], time, growth, next, M_E / (neurons.timeConstant * nextGrowth),
                neurons.timeConstant)
            growth = nextGrowth
            guard mayCross else { continue }
            for neuron in 0..<synapses.outputs where bar[neuron] < .infinity {
                guard let spike = neurons.crossing(p[neuron], q[neuron], from: time, to: next) else { continue }
                (response.times[neuron], response.slopes[neuron]) = spike
                bar[neuron] = .infinity
                waiting -= 1
            }
        }
    }

    /// Adds an arrival to all membranes.
    /// - Returns: whether one of them may reach the threshold before `next`: it is above it there, or has a peak on the
    ///   way.
    private mutating func add(
        _ synapses: DelayedSynapses, row: Int, _ time: Double, _ growth: Double, _ next: Double, _ decay: Double,
        _ timeConstant: Double
    ) -> Bool {
        let outputs = synapses.outputs
        let first = row * outputs
        let (early, late) = (1 - time / timeConstant, 1 - next / timeConstant)
        let rate = 1 / timeConstant
        var found: UInt64 = 0
        synapses.weights.withUnsafeBufferPointer { weights in
            p.withUnsafeMutableBufferPointer { p in
                q.withUnsafeMutableBufferPointer { q in
                    bar.withUnsafeBufferPointer { bar in
                        for neuron in 0..<outputs {
                            let weight = weights[first + neuron] * growth
                            let (sum, moment) = (p[neuron] + weight, q[neuron] + weight * time)
                            (p[neuron], q[neuron]) = (sum, moment)
                            let isAbove = decay * (next * sum - moment) >= bar[neuron]
                            let hasPeak = early * sum + rate * moment > 0 && late * sum + rate * moment < 0
                            found |= isAbove ? 1 : 0
                            found |= hasPeak ? 1 : 0
                        }
                    }
                }
            }
        }
        return found != 0
    }
}

extension SpikeResponse {
    /// Where the membrane of sums `p` and `q` first reaches the threshold between two arrivals, and its slope there;
    /// nil where it does not.
    fileprivate func crossing(_ p: Double, _ q: Double, from start: Double, to end: Double) -> (Double, Double)? {
        func membrane(_ time: Double) -> Double { M_E / timeConstant * exp(-time / timeConstant) * (time * p - q) }
        let peak = p > 0 ? timeConstant + q / p : end
        var (low, high) = (start, peak > start && peak < end ? peak : end)
        guard membrane(high) >= threshold else { return nil }
        var time = (low + high) / 2
        // Newton's method, held between the two sides of the crossing by halving.
        for _ in 0..<80 {
            let excess = membrane(time) - threshold
            if excess > 0 { high = time } else { low = time }
            let slope = M_E / timeConstant * exp(-time / timeConstant) * p - (excess + threshold) / timeConstant
            let newton = time - excess / slope
            let better = newton > low && newton < high ? newton : (low + high) / 2
            let isDone = abs(better - time) < 1e-12 * max(1, time)
            time = better
            if isDone { break }
        }
        return (time, M_E / timeConstant * exp(-time / timeConstant) * p - membrane(time) / timeConstant)
    }
}
