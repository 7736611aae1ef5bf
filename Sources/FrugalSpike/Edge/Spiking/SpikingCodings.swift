/// How an exported file makes spikes of an input: functions that fill the list of spikes and give its length.
enum SpikingCodings {
    /// The functions that a network needs.
    /// - Parameter scaledChannels: how many channels have a scale and a shift; nil for inputs that are taken as they are.
    static func functions(_ network: SpikingNetwork, scaledChannels: Int? = nil) -> [EdgeFunction] {
        let index = network.spikeIndex
        let gather = EdgeFunction(
            name: "gather", comment: "The inputs that are not zero.", parameters: [("input", .floats)], result: .int,
            body: scaledChannels.map { scaled(network, channels: $0) }
                ?? list(
                    network, "input[i] > 0 || input[i] < 0",
                    also: network.coding == .direct ? "strengths[count] = input[i]" : nil))
        let encode: EdgeFunction? =
            switch network.coding {
            case .direct: nil
            case .poisson(let rate):
                function(
                    "A spike with probability \(rate) times the number; nothing is drawn for zeros.",
                    list(network, "input[i] > 0 && draw() < \(rate) * input[i]"))
            case .regular(let rate):
                function(
                    "As many spikes as \(rate) times the number asks for, without chance.",
                    """
                    var count: Int = 0
                    for i in 0..<\(network.inputCount) {
                        let gain: Float = \(rate) * input[i]
                        kept[i] = kept[i] + gain
                        if kept[i] >= 1 {
                            kept[i] = kept[i] - 1
                            spikes[count] = \(index)(truncatingIfNeeded: i)
                            count += 1
                        }
                    }
                    return count
                    """)
            case .latency(let threshold):
                function(
                    "One spike, the earlier the larger the number.",
                    """
                    var count: Int = 0
                    for i in 0..<\(network.inputCount) {
                        let time: Float = (1 - input[i]) * \(Float(network.steps - 1))
                        let apart: Float = time - Float(step)
                        let isNow: Int = apart < 0.5 && (apart > -0.5 || (apart >= -0.5 && step > 0)) ? 1 : 0
                        if input[i] >= \(threshold) && isNow == 1 {
                            spikes[count] = \(index)(truncatingIfNeeded: i)
                            count += 1
                        }
                    }
                    return count
                    """, takesStep: true)
            }
        return [gather] + (encode.map { [$0] } ?? [])
    }

    /// Xorshift of 32 bits.
    static let draw = EdgeFunction(
        name: "draw", comment: "A number from 0 to below 1 (xorshift of 32 bits, Marsaglia 2003; its upper 24 bits).",
        result: .float,
        body: """
            var bits: UInt32 = chance[0]
            bits ^= bits << 13
            bits ^= bits >> 17
            bits ^= bits << 5
            chance[0] = bits
            return Float(Int(truncatingIfNeeded: bits >> 8)) * 5.9604645e-08
            """)

    /// Chooses where the random numbers begin.
    static let seed = EdgeFunction(
        name: "seed", comment: "Chooses the random numbers: the same seed gives the same spikes.",
        parameters: [("value", .word)], isPublic: true, body: "chance[0] = value == 0 ? 2654435769 : value")

    private static func function(_ comment: String, _ body: String, takesStep: Bool = false) -> EdgeFunction {
        EdgeFunction(
            name: "encode", comment: comment,
            parameters: [("input", .floats)] + (takesStep ? [("step", .int)] : []), result: .int, body: body)
    }

    /// The same, of inputs that are scaled first.
    private static func scaled(_ network: SpikingNetwork, channels: Int) -> String {
        let places = network.inputCount / max(1, channels)
        return """
            var count: Int = 0
            for channel in 0..<\(channels) {
                for i in channel * \(places)..<(channel + 1) * \(places) {
                    let value: Float = input[i] * scale[channel] + shift[channel]
                    if value > 0 || value < 0 {
                        spikes[count] = \(network.spikeIndex)(truncatingIfNeeded: i)
                        strengths[count] = value
                        count += 1
                    }
                }
            }
            return count
            """
    }

    private static func list(_ network: SpikingNetwork, _ condition: String, also: String? = nil) -> String {
        """
        var count: Int = 0
        for i in 0..<\(network.inputCount) {
            if \(condition) {
                spikes[count] = \(network.spikeIndex)(truncatingIfNeeded: i)\(also.map { "\n        " + $0 } ?? "")
                count += 1
            }
        }
        return count
        """
    }
}

extension InputCoding {
    /// Whether what it gives depends on the step by itself.
    var needsStep: Bool { if case .latency = self { true } else { false } }

    /// The call that gives the spikes of a step.
    var call: String {
        switch self {
        case .direct: "gather(input)"
        case .poisson, .regular: "encode(input)"
        case .latency: "encode(input, step)"
        }
    }
}

extension SpikingNetwork {
    /// The type of a place in the list of spikes.
    var spikeIndex: String {
        let largest = layers.reduce(inputCount) { max($0, $1.connection.outputCount) }
        return (largest > 65_536 ? EdgeElement.word : .short).rawValue
    }
}
