/// One line of `events.jsonl`: something that happened in a run.
public struct RunEvent: Sendable, Equatable {
    /// What happened.
    public enum Body: Sendable, Equatable {
        /// The value of a quantity at a step.
        case scalar(name: String, value: Double, step: Int)
        /// Something to be read by people.
        case text(name: String, text: String)
        /// A phase of the run began.
        case phaseBegan(name: String)
        /// A phase came to its end after so many seconds; its result is on disk.
        case phaseEnded(name: String, seconds: Double)
    }

    /// Seconds since 1970.
    public let time: Double
    /// What happened.
    public let body: Body

    /// An event at `time`, in seconds since 1970.
    public init(time: Double, _ body: Body) {
        self.time = time
        self.body = body
    }
}

extension RunEvent: Codable {
    private enum Key: String, CodingKey { case time, kind, name, value, step, text, seconds }
    private enum Kind: String, Codable { case scalar, text, phaseBegan = "phase-began", phaseEnded = "phase-ended" }

    /// Reads the flat object that ``encode(to:)`` writes.
    public init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        let name = try line.decode(String.self, forKey: .name)
        time = try line.decode(Double.self, forKey: .time)
        switch try line.decode(Kind.self, forKey: .kind) {
        case .scalar:
            body = .scalar(
                name: name, value: try line.decode(Double.self, forKey: .value),
                step: try line.decode(Int.self, forKey: .step))
        case .text: body = .text(name: name, text: try line.decode(String.self, forKey: .text))
        case .phaseBegan: body = .phaseBegan(name: name)
        case .phaseEnded: body = .phaseEnded(name: name, seconds: try line.decode(Double.self, forKey: .seconds))
        }
    }

    /// Writes one flat object, which other tools read with one line of code.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(time, forKey: .time)
        switch body {
        case .scalar(let name, let value, let step):
            try line.encode(Kind.scalar, forKey: .kind)
            try line.encode(name, forKey: .name)
            try line.encode(value, forKey: .value)
            try line.encode(step, forKey: .step)
        case .text(let name, let text):
            try line.encode(Kind.text, forKey: .kind)
            try line.encode(name, forKey: .name)
            try line.encode(text, forKey: .text)
        case .phaseBegan(let name):
            try line.encode(Kind.phaseBegan, forKey: .kind)
            try line.encode(name, forKey: .name)
        case .phaseEnded(let name, let seconds):
            try line.encode(Kind.phaseEnded, forKey: .kind)
            try line.encode(name, forKey: .name)
            try line.encode(seconds, forKey: .seconds)
        }
    }
}
