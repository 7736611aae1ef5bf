/// What is written down while a simulation runs; nothing at first.
struct Recorder: Sendable {
    /// The spikes of each group that is recorded.
    var spikes: [Int: [Spike]] = [:]
    /// The membranes of each population that is recorded.
    var membranes: [Int: MembraneRecord] = [:]

    /// Whether anything is recorded.
    var isOn: Bool { !spikes.isEmpty || !membranes.isEmpty }

    /// Writes down who spikes in a step.
    mutating func note(group: Int, step: Int, _ words: UnsafeMutablePointer<UInt64>, _ count: Int) {
        guard spikes[group] != nil else { return }
        for word in 0..<count {
            var bits = words[word]
            while bits != 0 {
                spikes[group]?.append(Spike(step: step, neuron: word * chunkSize + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
    }
}

/// The membranes of some neurons of a population over time.
struct MembraneRecord: Sendable {
    /// Who.
    let neurons: [Int]
    /// Their membranes after each step.
    var traces: [[Float]]
}
