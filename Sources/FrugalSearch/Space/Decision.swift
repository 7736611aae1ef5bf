/// One thing to be decided about an architecture, and the options there are.
public struct Decision: Codable, Hashable, Sendable {
    /// What is decided, such as `operation`. Decisions of one kind share a head of the controller, whatever their place.
    public var kind: String
    /// Where in the network, such as `layer 3`; for people.
    public var place: String
    /// What can be chosen, at least one.
    public var options: [Option]

    /// A decision between options that may lead to further decisions.
    public init(_ kind: String, at place: String = "", options: [Option]) {
        self.kind = kind
        self.place = place
        self.options = options
    }

    /// A decision between plain words.
    public init(_ kind: String, at place: String = "", _ names: [String]) {
        self.init(kind, at: place, options: names.map { Option($0) })
    }

    /// A decision between numbers.
    public init(_ kind: String, at place: String = "", _ numbers: some Sequence<Int>) {
        self.init(kind, at: place, numbers.map { "\($0)" })
    }

    /// Kind and place in words, such as `operation of layer 3`.
    public var title: String { place.isEmpty ? kind : "\(kind) of \(place)" }
}

extension Decision {
    /// Something that can be chosen.
    public struct Option: Codable, Hashable, Sendable {
        /// The word or number, as a person reads it.
        public var name: String
        /// What has to be decided once this is chosen, before anything else.
        public var then: [Decision]

        /// An option with what it leads to.
        public init(_ name: String, then: [Decision] = []) {
            self.name = name
            self.then = then
        }
    }
}

extension Decision {
    /// A decision how often something is repeated, and the decisions of every repetition.
    /// - Parameters:
    ///   - kind: what is counted, such as `layers`.
    ///   - counts: the numbers of repetitions that can be chosen.
    ///   - body: the decisions of a repetition, by its number.
    public static func repeated(
        _ kind: String, at place: String = "", _ counts: some Sequence<Int>, _ body: (Int) -> [Decision]
    ) -> Decision {
        Decision(
            kind, at: place,
            options: counts.map { count in Option("\(count)", then: (0..<count).flatMap(body)) })
    }

    /// Decisions for each of some things whether it is there: any subset.
    public static func subset(_ kind: String, of things: [String]) -> [Decision] {
        things.map { Decision(kind, at: $0, ["no", "yes"]) }
    }
}
