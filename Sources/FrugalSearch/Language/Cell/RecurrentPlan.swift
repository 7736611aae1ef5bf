import FrugalTrack

/// How a recurrent cell is wired: for every node after the first which earlier node goes in, and what bends it.
public struct RecurrentPlan: Codable, Hashable, Sendable {
    /// A node after the first.
    public struct Node: Codable, Hashable, Sendable {
        /// The number of the node whose state goes in; 0 is the first.
        public var input: Int
        /// What bends the candidate.
        public var activation: CellActivation

        /// A node.
        public init(input: Int, activation: CellActivation) {
            self.input = input
            self.activation = activation
        }
    }

    /// What bends the candidate of the first node, which reads the word and the state before; tanh in `enas_lm`.
    public let first: CellActivation
    /// The nodes after it, at least one.
    public let nodes: [Node]

    /// A wiring.
    /// - Throws: ``FrugalError`` of kind `usage` that names the node at fault.
    public init(first: CellActivation = .tanh, _ nodes: [Node]) throws {
        guard !nodes.isEmpty else { throw FrugalError(.usage, "cell", "it has no node after the first") }
        for (index, node) in nodes.enumerated() where !(0...index).contains(node.input) {
            throw FrugalError(
                .usage, "cell", "node \(index + 1) takes node \(node.input), and only 0 to \(index) come before it")
        }
        self.first = first
        self.nodes = nodes
    }

    /// Reads a wiring, and refuses one that cannot be.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            first: container.decode(CellActivation.self, forKey: .first),
            container.decode([Node].self, forKey: .nodes))
    }
}

extension RecurrentPlan: LosslessStringConvertible {
    /// Pairs of input and activation, as `enas_lm` prints them; before them the first node's activation where that is not
    /// tanh.
    public var description: String {
        let pairs = nodes.flatMap { [$0.input, $0.activation.rawValue] }
        return ((first == .tanh ? [] : [first.rawValue]) + pairs).map(String.init).joined(separator: " ")
    }

    /// Reads what ``description`` wrote, also with a first activation of tanh written out; nil for anything else.
    public init?(_ description: String) {
        var numbers: [Int] = []
        for word in description.split(separator: " ") {
            guard let number = Int(word) else { return nil }
            numbers.append(number)
        }
        let leads = numbers.count.isMultiple(of: 2) ? 0 : 1
        guard let first = leads == 1 ? CellActivation(rawValue: numbers[0]) : .tanh else { return nil }
        var nodes: [Node] = []
        for place in stride(from: leads, to: numbers.count, by: 2) {
            guard let activation = CellActivation(rawValue: numbers[place + 1]) else { return nil }
            nodes.append(Node(input: numbers[place], activation: activation))
        }
        guard let plan = try? RecurrentPlan(first: first, nodes) else { return nil }
        self = plan
    }
}

extension RecurrentPlan {
    /// The cell that `enas_lm` publishes and trains to 56.1 ± 0.1 on Penn Treebank: "0 2 1 0 2 1 2 2 4 0 5 0 3 2 6 2" as
    /// pairs of input and activation.
    public static let published = RecurrentPlan(
        trusted: [
            (0, .sigmoid), (1, .tanh), (2, .relu), (2, .sigmoid), (4, .tanh), (5, .tanh), (3, .sigmoid), (6, .sigmoid),
        ])

    private init(trusted pairs: [(input: Int, activation: CellActivation)]) {
        first = .tanh
        nodes = pairs.map { Node(input: $0.input, activation: $0.activation) }
    }
}
