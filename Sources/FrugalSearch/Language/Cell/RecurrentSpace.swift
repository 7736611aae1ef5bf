import FrugalTensor
import FrugalTrack

/// The space `rnn`: recurrent cells as graphs of highway nodes.
///
/// Two forms. In that of `enas_lm`, the default, node 0 is bent by tanh, and every one of N further nodes has an input among
/// all nodes before it and an activation: 4^N N! cells. In that of the ENAS paper (Pham et al. 2018, section 2.1) the first
/// node's activation is decided too and it counts as one of the N: 4^N (N - 1)! cells, 6.7e14 for twelve nodes.
public struct RecurrentSpace: Sendable, Hashable {
    /// Which nodes are decided.
    public enum Form: String, Codable, Sendable {
        /// Node 0 is fixed; N nodes follow it.
        case fixedFirst
        /// The first of N nodes has an activation to be decided, and N - 1 follow it.
        case paper
    }

    /// The name that `frugal search --space` takes.
    public static let name = "rnn"

    /// Which nodes are decided.
    public let form: Form
    /// Nodes that are decided.
    public let nodes: Int
    /// The space as decisions.
    public let space: SearchSpace

    /// A space.
    /// - Throws: ``FrugalError`` of kind `usage` for less than one node with an input.
    public init(nodes: Int = 8, form: Form = .fixedFirst) throws {
        let inner = form == .paper ? nodes - 1 : nodes
        guard (1...64).contains(inner) else {
            throw FrugalError(
                .usage, "space \(Self.name)", "\(nodes) nodes: between 1 and 64 nodes can choose an input")
        }
        self.form = form
        self.nodes = nodes
        let activations = CellActivation.allCases.map(\.name)
        var decisions = form == .paper ? [Decision("activation", at: "node 0", activations)] : []
        for node in 1...inner {
            decisions.append(Decision("input", at: "node \(node)", 0..<node))
            decisions.append(Decision("activation", at: "node \(node)", activations))
        }
        space = try SearchSpace(
            form == .paper ? "\(Self.name)-paper" : Self.name, family: "recurrent cell", decisions)
    }

    /// The wiring of an architecture.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position for one that is not of the space.
    public func plan(of architecture: Architecture) throws -> RecurrentPlan {
        var reader = try ChoiceReader(architecture, in: space)
        let first = form == .paper ? try activation(&reader) : .tanh
        return try RecurrentPlan(
            first: first,
            try (0..<inner).map { _ in
                RecurrentPlan.Node(input: try reader.number("input"), activation: try activation(&reader))
            })
    }

    /// The architecture of a wiring.
    /// - Throws: ``FrugalError`` of kind `usage` for another number of nodes, or a first activation that the form fixes
    ///   otherwise.
    public func architecture(of plan: RecurrentPlan) throws -> Architecture {
        guard plan.nodes.count == inner, form == .paper || plan.first == .tanh else {
            throw FrugalError(
                .usage, "cell \(plan)",
                "it is not of the space \(space.name), whose cells have \(inner) nodes after the first"
                    + (form == .paper ? "" : " and a tanh there"))
        }
        let tokens = plan.nodes.flatMap { [$0.input, $0.activation.rawValue] }
        return try space.architecture((form == .paper ? [plan.first.rawValue] : []) + tokens)
    }

    /// A wiring with every option of a decision equally likely.
    public func random(using stream: inout RandomStream) throws -> RecurrentPlan {
        try plan(of: space.random(using: &stream))
    }

    /// Nodes that choose an input.
    var inner: Int { form == .paper ? nodes - 1 : nodes }

    private func activation(_ reader: inout ChoiceReader) throws -> CellActivation {
        let word = try reader.word("activation")
        guard let activation = CellActivation(name: word) else {
            throw FrugalError(.usage, "space \(space.name)", "there is no activation '\(word)'")
        }
        return activation
    }
}
