import FrugalTensor

/// Turns numbers into events step by step, as ``InputEncoder`` does, without arrays of its own at each step.
final class EventInput {
    private let coding: InputCoding
    private let steps: Int
    private let values: Block<Float>
    /// What a regular input has gathered, or the step in which a latency input spikes.
    private let kept: Block<Float>
    /// The inputs that are not zero: those that can spike.
    private let active: Block<Int32>
    private var activeCount = 0
    private var step = 0
    private var random = RandomStream(seed: 0)

    /// An encoder for inputs of so many numbers.
    init(_ coding: InputCoding, steps: Int, count: Int) {
        self.coding = coding
        self.steps = steps
        values = Block(count, of: 0)
        kept = Block(count, of: 0)
        active = Block(count, of: 0)
    }

    /// Takes the numbers of another example, as many as there are places.
    func begin(_ input: UnsafeBufferPointer<Float>, random: RandomStream) {
        self.random = random
        (step, activeCount) = (0, 0)
        for place in 0..<min(values.count, input.count) {
            let value = input[place]
            values.start[place] = value
            guard value != 0 || isLatency else { continue }
            active.start[activeCount] = Int32(truncatingIfNeeded: place)
            activeCount += 1
            kept.start[place] = isLatency ? ((1 - value) * Float(steps - 1)).rounded() : 0.5
        }
    }

    private var isLatency: Bool { if case .latency = coding { true } else { false } }

    /// Puts the events of the next step into `events`.
    func next(into events: EventList) {
        events.clear()
        switch coding {
        case .direct:
            for index in 0..<activeCount {
                let place = Int(active.start[index])
                events.append(place, values.start[place])
            }
        case .poisson(let rate):
            // A draw for every input, as the plain encoder makes it, so that both draw the same.
            for place in 0..<values.count where Float.random(in: 0..<1, using: &random) < rate * values.start[place] {
                events.append(place)
            }
        case .regular(let rate):
            for index in 0..<activeCount {
                let place = Int(active.start[index])
                let gathered = kept.start[place] + rate * values.start[place]
                kept.start[place] = gathered >= 1 ? gathered - 1 : gathered
                if gathered >= 1 { events.append(place) }
            }
        case .latency(let threshold):
            for index in 0..<activeCount {
                let place = Int(active.start[index])
                if values.start[place] >= threshold, kept.start[place] == Float(step) { events.append(place) }
            }
        }
        step += 1
    }
}
