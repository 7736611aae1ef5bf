import Foundation
import FrugalData
import FrugalTrack

/// All architectures that a search may propose: a tree of decisions.
///
/// An architecture is the string of the options chosen on the way through the tree, so its length varies where an option
/// leads to decisions that another does not (Zoph and Le 2017, section 3.1).
public struct SearchSpace: Hashable, Sendable {
    /// The name that `frugal search --space` takes.
    public let name: String
    /// Which builder turns its architectures into networks.
    public let family: String
    /// What is decided first, in this order; options may lead to more.
    public let decisions: [Decision]
    /// The first sixteen hexadecimal digits of the SHA-256 of all of the above. Tokens mean nothing in a space of another
    /// hash.
    public let hash: String

    /// A space.
    /// - Throws: ``FrugalError`` of kind `usage` that names the decision which cannot be made.
    public init(_ name: String, family: String, _ decisions: [Decision]) throws {
        self.name = name
        self.family = family
        self.decisions = decisions
        if let fault = Self.fault(in: decisions, at: "") { throw FrugalError(.usage, "space \(name)", fault) }
        let definition = Definition(name: name, family: family, decisions: decisions)
        hash = String(SHA256.hex(of: Array(try TrackJSON.encode(definition, onOneLine: true))).prefix(16))
    }

    private static func fault(in decisions: [Decision], at path: String) -> String? {
        for (index, decision) in decisions.enumerated() {
            let here = "\(path)decisions[\(index)]"
            if decision.kind.isEmpty { return "\(here) has no kind" }
            if decision.options.isEmpty { return "\(here) (\(decision.title)) has no options" }
            var names: Set<String> = []
            for (number, option) in decision.options.enumerated() {
                let place = "\(here).options[\(number)]"
                if option.name.isEmpty { return "\(place) of \(decision.title) has no name" }
                if !names.insert(option.name).inserted {
                    return "\(place) of \(decision.title): '\(option.name)' is there twice"
                }
                if let fault = fault(in: option.then, at: "\(place).") { return fault }
            }
        }
        return path.isEmpty && decisions.isEmpty ? "it has no decisions" : nil
    }

    /// How many architectures there are; a `Double`, because there are more than integers hold.
    public var size: Double { Self.size(of: decisions) }

    private static func size(of decisions: [Decision]) -> Double {
        decisions.reduce(1) { product, decision in
            product * decision.options.reduce(0) { $0 + size(of: $1.then) }
        }
    }

    /// The kinds of decisions, in order of first appearance, each with the largest number of options it has.
    public var kinds: [(kind: String, options: Int)] {
        var order: [String] = []
        var most: [String: Int] = [:]
        func add(_ decisions: [Decision]) {
            for decision in decisions {
                if most[decision.kind] == nil { order.append(decision.kind) }
                most[decision.kind] = max(most[decision.kind] ?? 0, decision.options.count)
                for option in decision.options { add(option.then) }
            }
        }
        add(decisions)
        return order.map { ($0, most[$0] ?? 0) }
    }
}

extension SearchSpace: Codable {
    private struct Definition: Codable {
        var name: String
        var family: String
        var decisions: [Decision]
    }

    /// Reads a definition; the hash is computed anew.
    public init(from decoder: any Decoder) throws {
        let definition = try Definition(from: decoder)
        try self.init(definition.name, family: definition.family, definition.decisions)
    }

    /// Writes the definition.
    public func encode(to encoder: any Encoder) throws {
        try Definition(name: name, family: family, decisions: decisions).encode(to: encoder)
    }
}
