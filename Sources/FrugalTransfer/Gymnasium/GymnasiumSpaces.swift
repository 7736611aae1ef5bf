import FrugalTensor

/// What an environment shows and what can be done in it.
public struct GymnasiumSpaces: Hashable, Sendable {
    /// The shape of one observation; empty for a single number.
    public let observationShape: [Int]
    /// The type of its elements. A type that Frugal does not have comes as float32.
    public let observationType: DType
    /// The least and the greatest element; nil where it has no bound or says none.
    public let observationRange: ClosedRange<Double>?
    /// How many actions there are: they are 0 to `actions` - 1, wherever the environment itself begins to count.
    public let actions: Int

    /// What the worker says of a space.
    struct Facts: Decodable {
        var kind: String
        var text: String
        var shape: [Int]?
        var type: String?
        var count: Int?
        var range: [Double]?
    }

    /// - Throws: ``GymnasiumError`` that names the space which cannot be used.
    init(observation: Facts, action: Facts, environment: String) throws {
        guard let shape = observation.shape, let type = observation.type.flatMap(DType.init(rawValue:)),
            shape.allSatisfy({ $0 >= 0 })
        else {
            throw GymnasiumError(
                .space, environment, "its observations are a \(observation.text), not one array",
                remedy: "register it with a wrapper such as gymnasium.wrappers.FlattenObservation around it")
        }
        guard action.kind == "Discrete", let actions = action.count, actions > 0 else {
            throw GymnasiumError(
                .space, environment, "its actions are a \(action.text); only discrete ones can be played",
                remedy: "register it with a wrapper that has a Discrete action space around it")
        }
        observationShape = shape
        observationType = type
        observationRange = observation.range.flatMap {
            $0.count == 2 && $0[0] <= $0[1] ? $0[0]...$0[1] : nil
        }
        self.actions = actions
    }
}
