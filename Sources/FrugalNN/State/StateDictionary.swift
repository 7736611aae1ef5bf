import FrugalTensor

/// Tensors by name, in order: the parameters and buffers of a model, or what an optimiser remembers.
///
/// Names are PyTorch's, such as `blocks.0.weight`.
public struct StateDictionary: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    /// The names in order.
    public private(set) var names: [String] = []
    private var tensors: [String: Tensor] = [:]

    /// A dictionary without entries.
    public init() {}

    /// A dictionary of these entries; of two with one name the later counts.
    public init(_ entries: some Sequence<(String, Tensor)>) {
        for (name, tensor) in entries { self[name] = tensor }
    }

    /// A dictionary of these entries; of two with one name the later counts.
    public init(dictionaryLiteral elements: (String, Tensor)...) { self.init(elements) }

    /// The tensor of a name. A new name goes to the end; nil removes one.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set {
            let known = tensors.updateOrRemove(newValue, for: name)
            if !known, newValue != nil { names.append(name) }
            if known, newValue == nil { names.removeAll { $0 == name } }
        }
    }

    /// The number of entries.
    public var count: Int { names.count }

    /// Whether there are no entries.
    public var isEmpty: Bool { names.isEmpty }

    /// Goes through names and tensors in order.
    public func makeIterator() -> AnyIterator<(name: String, tensor: Tensor)> {
        var rest = names.makeIterator()
        return AnyIterator {
            guard let name = rest.next(), let tensor = tensors[name] else { return nil }
            return (name, tensor)
        }
    }
}

extension [String: Tensor] {
    /// Stores or removes a value and says whether there was one.
    fileprivate mutating func updateOrRemove(_ tensor: Tensor?, for name: String) -> Bool {
        guard let tensor else { return removeValue(forKey: name) != nil }
        return updateValue(tensor, forKey: name) != nil
    }
}
