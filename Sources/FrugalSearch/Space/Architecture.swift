import FrugalTensor
import FrugalTrack

/// An architecture as a value: a string of tokens, and the space in which they mean something.
public struct Architecture: Codable, Hashable, Sendable {
    /// The name of the space.
    public var space: String
    /// The hash of the space.
    public var spaceHash: String
    /// The number of the chosen option, decision after decision.
    public var tokens: [Int]

    /// An architecture, which the space has not checked.
    public init(space: String, spaceHash: String, tokens: [Int]) {
        self.space = space
        self.spaceHash = spaceHash
        self.tokens = tokens
    }
}

extension Architecture: LosslessStringConvertible {
    /// Space, hash and tokens on a line, such as `tables@0c…: 2 0 1`.
    public var description: String { "\(space)@\(spaceHash): \(tokens.map(String.init).joined(separator: " "))" }

    /// Reads what ``description`` wrote; nil for anything else.
    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":"), let at = description[..<colon].lastIndex(of: "@") else {
            return nil
        }
        var tokens: [Int] = []
        for word in description[description.index(after: colon)...].split(separator: " ") {
            guard let token = Int(word) else { return nil }
            tokens.append(token)
        }
        let name = String(description[..<at])
        guard !name.isEmpty, !tokens.isEmpty else { return nil }
        self.init(
            space: name, spaceHash: String(description[description.index(after: at)..<colon]), tokens: tokens)
    }
}

/// A choice that an architecture made.
public struct Choice: Hashable, Sendable {
    /// What was decided.
    public let kind: String
    /// Where.
    public let place: String
    /// The number of the chosen option.
    public let token: Int
    /// Its name.
    public let option: String
}

extension SearchSpace {
    /// The choices of an architecture, in their order.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position of the fault: another space, a token that is not
    ///   there, too few or too many.
    public func choices(of architecture: Architecture) throws -> [Choice] {
        guard architecture.spaceHash == hash else {
            throw FrugalError(
                .usage, "architecture \(architecture)", "it is of another space than \(name)@\(hash)",
                remedy: "give the space it was made in")
        }
        var walk = SpaceWalk(self)
        var choices: [Choice] = []
        for token in architecture.tokens {
            let decision = walk.decision
            try walk.choose(token)
            guard let decision else { continue }
            choices.append(
                Choice(
                    kind: decision.kind, place: decision.place, token: token, option: decision.options[token].name))
        }
        _ = try walk.architecture()
        return choices
    }

    /// The architecture of some tokens.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position of the fault.
    public func architecture(_ tokens: [Int]) throws -> Architecture {
        let architecture = Architecture(space: name, spaceHash: hash, tokens: tokens)
        _ = try choices(of: architecture)
        return architecture
    }

    /// The architecture of the options of these names, decision after decision.
    /// - Throws: ``FrugalError`` of kind `usage` that names the decision whose option is not there.
    public func architecture(ofOptions names: [String]) throws -> Architecture {
        var walk = SpaceWalk(self)
        for option in names {
            let options = walk.decision?.options ?? []
            guard let token = options.firstIndex(where: { $0.name == option }) else {
                let place = walk.decision?.title ?? "end of the architecture"
                throw FrugalError(.usage, "space \(name)", "the \(place) has no option '\(option)'")
            }
            try walk.choose(token)
        }
        return try walk.architecture()
    }

    /// An architecture with every option of a decision equally likely.
    public func random(using stream: inout RandomStream) throws -> Architecture {
        var walk = SpaceWalk(self)
        try walk.finish(using: &stream)
        return try walk.architecture()
    }

    /// The architecture with one decision changed to another option.
    ///
    /// What follows is kept as far as it still means the same (the same kind, and an option that is there) and drawn anew
    /// from where it does not.
    public func mutated(_ architecture: Architecture, using stream: inout RandomStream) throws -> Architecture {
        var walk = SpaceWalk(self)
        var decisions: [Decision] = []
        for token in architecture.tokens {
            guard let decision = walk.decision else { break }
            decisions.append(decision)
            try walk.choose(token)
        }
        let changeable = decisions.indices.filter { decisions[$0].options.count > 1 }
        guard let place = changeable.randomElement(using: &stream) else { return architecture }
        walk = SpaceWalk(self)
        for token in architecture.tokens[..<place] { try walk.choose(token) }
        let other = Int.random(in: 0..<(decisions[place].options.count - 1), using: &stream)
        try walk.choose(other < architecture.tokens[place] ? other : other + 1)
        for index in (place + 1)..<max(place + 1, architecture.tokens.count) {
            guard let decision = walk.decision, decision.kind == decisions[index].kind,
                decision.options.indices.contains(architecture.tokens[index])
            else { break }
            try walk.choose(architecture.tokens[index])
        }
        try walk.finish(using: &stream)
        return try walk.architecture()
    }
}

/// The choices of an architecture, read one after the other by whoever builds its network.
public struct ChoiceReader {
    private let choices: [Choice]
    private var next = 0

    /// A reader at the first choice.
    public init(_ architecture: Architecture, in space: SearchSpace) throws {
        choices = try space.choices(of: architecture)
    }

    /// The name of the next choice's option.
    /// - Throws: ``FrugalError`` of kind `usage` where the next choice is of another kind: the space is not what the builder
    ///   expects.
    public mutating func word(_ kind: String) throws -> String { try take(kind).option }

    /// The next choice's option as a number.
    public mutating func number(_ kind: String) throws -> Int {
        let choice = try take(kind)
        guard let number = Int(choice.option) else {
            throw FrugalError(
                .usage, "token \(next - 1)", "the \(kind) of \(choice.place) is '\(choice.option)' and no number")
        }
        return number
    }

    private mutating func take(_ kind: String) throws -> Choice {
        guard next < choices.count else {
            throw FrugalError(.usage, "token \(next)", "the space ends where the network still needs: \(kind)")
        }
        let choice = choices[next]
        guard choice.kind == kind else {
            throw FrugalError(
                .usage, "token \(next)", "the space decides \(choice.kind) where the network needs: \(kind)")
        }
        next += 1
        return choice
    }
}
