/// Which environment of Gymnasium's is played, and how.
public struct GymnasiumSettings: Codable, Hashable, Sendable {
    /// The name under which it is registered, such as `CartPole-v1`. A module that registers it stands before a colon:
    /// `ale_py:ALE/Breakout-v5`.
    public var environment: String
    /// How many copies are played together.
    public var count: Int
    /// What `gymnasium.make` is given beside the name, such as `frameskip`.
    public var options: [String: Option]
    /// What the first episodes begin with: copy `i` gets `seed + i`.
    public var seed: UInt32
    /// Folders that Python imports modules from beside its own.
    public var modules: [String]
    /// The Python that has `gymnasium`: a path, or a name on the search path.
    public var python: String
    /// Seconds after which an answer no longer comes; the first one needs the time to import everything.
    public var patience: Double

    /// Settings.
    public init(
        _ environment: String, count: Int = 1, options: [String: Option] = [:], seed: UInt32 = 0,
        modules: [String] = [], python: String = "python3", patience: Double = 60
    ) {
        self.environment = environment
        self.count = count
        self.options = options
        self.seed = seed
        self.modules = modules
        self.python = python
        self.patience = patience
    }

    /// The value of a keyword.
    public enum Option: Codable, Hashable, Sendable {
        /// `True` or `False`.
        case bool(Bool)
        /// A whole number.
        case integer(Int)
        /// Any other number.
        case number(Double)
        /// A text.
        case text(String)

        /// Reads whichever it is.
        public init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else if let integer = try? value.decode(Int.self) {
                self = .integer(integer)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        /// Writes the bare value.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            }
        }
    }

    /// - Throws: ``GymnasiumError`` for settings that make no sense whatever the environment.
    func check() throws {
        guard (1...Self.most).contains(count) else {
            throw GymnasiumError(
                .settings, environment, "\(count) copies", remedy: "play 1 to \(Self.most) copies together")
        }
        guard !environment.isEmpty else {
            throw GymnasiumError(
                .settings, "Gymnasium", "the environment has no name", remedy: "name one, such as CartPole-v1")
        }
        guard patience > 0, patience <= Self.longest else {
            throw GymnasiumError(
                .settings, environment, "\(patience) seconds of patience",
                remedy: "wait for more than nothing and at most \(Int(Self.longest)) seconds")
        }
    }

    private static let most = 4096
    private static let longest = 86_400.0
}
