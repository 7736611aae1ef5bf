import FrugalTensor
import FrugalTrack

/// One network at work on one example after the other, driven by events: a step costs what its spikes cost.
///
/// It answers as ``SpikingRun`` does, spike for spike and bit for bit, and allocates nothing once it is made. It
/// belongs to one thread.
///
///     let run = EventRun(try EventNetwork(network))
///     try run.begin(picture)
///     for _ in 0..<network.steps { run.step() }
///     print(run.choice, run.ledger.operations)
public final class EventRun {
    /// What runs.
    public let network: EventNetwork
    private let layers: [EventLayer]
    private let input: EventInput
    private let arriving: EventList
    private let summed: Block<Float>
    /// Whether numbers drive the first layer that do not change, so that they are multiplied once and kept.
    private let keepsFirstCurrent: Bool
    private var stepsTaken = 0

    /// A run that has not begun.
    public init(_ network: EventNetwork) {
        self.network = network
        layers = network.layers.map(EventLayer.init)
        let plain = network.network
        input = EventInput(plain.coding, steps: plain.steps, count: plain.inputCount)
        arriving = EventList(room: plain.inputCount)
        summed = Block(network.classCount, of: 0)
        let isDriven: Bool =
            switch network.layers.first?.synapses {
            case .dense, .convolution: network.layers.first?.neurons != nil
            case .averagePool, .maxPool, nil: false
            }
        keepsFirstCurrent = plain.coding == .direct && isDriven
    }

    /// Forgets everything and takes an example of ``SpikingNetwork/inputCount`` numbers.
    /// - Parameter random: where Poisson inputs draw from.
    /// - Throws: ``FrugalError`` where there are more numbers or fewer.
    public func begin(_ example: [Float], random: RandomStream = RandomStream(seed: 0)) throws {
        guard example.count == network.network.inputCount else {
            throw FrugalError(
                .data, "",
                "an example of \(example.count) numbers was given to a network of "
                    + "\(network.network.inputCount)", remedy: "give data of the network's own shape")
        }
        example.withUnsafeBufferPointer { begin($0, random: random) }
    }

    /// As ``begin(_:random:)``, with numbers whose count is right.
    func begin(_ example: UnsafeBufferPointer<Float>, random: RandomStream) {
        stepsTaken = 0
        input.begin(example, random: random)
        summed.clear()
        for layer in layers { layer.begin() }
    }

    /// Presents one of several examples, row after row, from beginning to end; gives the answer.
    func present(_ rows: [Float], _ example: Int) -> [Float] {
        let width = network.network.inputCount
        rows.withUnsafeBufferPointer { rows in
            begin(
                UnsafeBufferPointer(rebasing: rows[(example * width)..<((example + 1) * width)]),
                random: RandomStream(seed: 0, stream: UInt64(example)))
        }
        for _ in 0..<network.network.steps { step() }
        return answer
    }

    /// Takes a step.
    public func step() {
        for index in layers.indices {
            if index > 0 {
                layers[index].step(layers[index - 1].output)
            } else if keepsFirstCurrent, stepsTaken > 0 {
                layers[index].stepAgain()
            } else {
                input.next(into: arriving)
                layers[index].step(arriving)
            }
        }
        if network.network.readout == .summedMembrane, let last = layers.last {
            for neuron in 0..<summed.count { summed.start[neuron] += last.membranes.start[neuron] }
        }
        stepsTaken += 1
    }

    /// The answer so far, a number a class; the largest wins.
    public var answer: [Float] { (0..<network.classCount).map(answer(of:)) }

    /// The class that wins so far, the first of equals.
    public var choice: Int {
        var (best, largest) = (0, -Float.infinity)
        for neuron in 0..<network.classCount {
            let value = answer(of: neuron)
            if value > largest { (best, largest) = (neuron, value) }
        }
        return best
    }

    private func answer(of neuron: Int) -> Float {
        guard let last = layers.last else { return 0 }
        let membrane = last.membranes.start[neuron]
        return switch network.network.readout {
        case .spikeCount: Float(last.counts.start[neuron]) + 0.4 * membrane / (1 + abs(membrane))
        case .summedMembrane: summed.start[neuron]
        case .finalMembrane: membrane
        }
    }

    /// Synaptic additions and multiply-adds since the beginning of the example.
    public var operations: Int { layers.reduce(0) { $0 + $1.additions + $1.multiplyAdds } }

    /// What each layer did since the beginning of the example. Currents that are the same in every step, biases and
    /// kept products, come in with the update of a neuron and are counted there.
    public var ledger: OperationLedger {
        OperationLedger(
            layers.map { layer in
                var counted = LayerOperations.spiking(
                    layer.plan.name, synapticAdditions: Double(layer.additions), neuronUpdates: Double(layer.updates))
                // Pooling has no weights to read.
                switch layer.plan.synapses {
                case .averagePool, .maxPool: counted.weightAccesses = 0
                case .dense, .convolution: break
                }
                return counted + .dense(layer.plan.name, multiplyAdds: Double(layer.multiplyAdds))
            })
    }

    /// Spikes of each neuron of a layer since the beginning of the example.
    public func spikeCounts(ofLayer index: Int) -> [Int] { layers[index].counts.array.map { Int($0) } }

    /// The membranes of a layer, in the order of the network.
    public func membranes(ofLayer index: Int) -> [Float] { layers[index].plan.shape.inOrder(layers[index].membranes) }

    /// Calls `body` with the number of spikes of each neuron of a layer, without making an array.
    func eachSpikeCount(ofLayer index: Int, _ body: (_ neuron: Int, _ count: Int) -> Void) {
        let counts = layers[index].counts
        for neuron in 0..<counts.count { body(neuron, Int(counts.start[neuron])) }
    }
}
