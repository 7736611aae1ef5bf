/// The spikes that a group of sources has yet to give.
struct Schedule: Codable, Hashable, Sendable {
    /// All spikes in their order; those before ``next`` are past.
    private(set) var spikes: [Spike] = []
    private(set) var next = 0

    /// Adds spikes, and forgets those that are past.
    mutating func add(_ more: [Spike]) {
        spikes = (spikes[next...] + more).sorted()
        next = 0
    }

    /// Writes down who spikes in a step.
    mutating func fire(in step: Int, _ words: UnsafeMutablePointer<UInt64>) {
        while next < spikes.count, spikes[next].step <= step {
            let neuron = spikes[next].neuron
            if spikes[next].step == step { words[neuron / chunkSize] |= 1 << UInt64(neuron % chunkSize) }
            next += 1
        }
    }

    /// Whether all spikes are of sources that there are, and what is past is there.
    func fits(_ count: Int) -> Bool {
        (0...spikes.count).contains(next) && spikes.allSatisfy { (0..<count).contains($0.neuron) }
    }
}
