import FrugalTensor
import FrugalTrack

/// A way through the decisions of a space, one choice after another.
public struct SpaceWalk: Sendable {
    /// What was chosen so far.
    public private(set) var tokens: [Int] = []
    /// The decisions still to be made as far as they are known, the next one last.
    private var pending: [Decision]
    private let space: SearchSpace

    /// The beginning of a way.
    public init(_ space: SearchSpace) {
        self.space = space
        pending = space.decisions.reversed()
    }

    /// What is decided next; nil at the end.
    public var decision: Decision? { pending.last }

    /// Chooses an option.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position, for an option that is not there.
    public mutating func choose(_ token: Int) throws {
        guard let decision = pending.popLast() else {
            throw FrugalError(
                .usage, "space \(space.name)",
                "the architecture is complete after \(tokens.count) tokens, and token \(token) follows")
        }
        guard decision.options.indices.contains(token) else {
            pending.append(decision)
            throw FrugalError(
                .usage, "space \(space.name)",
                "token \(tokens.count) is \(token), and the \(decision.title) has options 0 to \(decision.options.count - 1)",
                remedy: "an input may only be an earlier node, so that there is no cycle; see 'frugal search spaces'")
        }
        tokens.append(token)
        pending += decision.options[token].then.reversed()
    }

    /// The rest of the way, each option as likely as the others of its decision.
    public mutating func finish(using stream: inout RandomStream) throws {
        while let decision { try choose(Int.random(in: 0..<decision.options.count, using: &stream)) }
    }

    /// The architecture at the end of the way.
    /// - Throws: ``FrugalError`` of kind `usage` where something is still to be decided.
    public func architecture() throws -> Architecture {
        if let decision {
            throw FrugalError(
                .usage, "space \(space.name)",
                "the architecture ends after \(tokens.count) tokens, before the \(decision.title)")
        }
        return Architecture(space: space.name, spaceHash: space.hash, tokens: tokens)
    }
}
