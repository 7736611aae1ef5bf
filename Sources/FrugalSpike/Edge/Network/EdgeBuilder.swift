import FrugalNN
import FrugalTensor
import FrugalTrack

/// Collects the operations of a network, layer after layer.
///
/// It goes along with a value, ``value``, at first the input; every method appends an operation on it and goes on with the
/// result. Batch normalisation is folded into the layer before it, and so is a rectifier, wherever nothing else reads what
/// that layer gives.
public struct EdgeBuilder: Sendable {
    /// A value of the network.
    public struct Value: Sendable {
        /// Its number, as ``EdgeNetwork`` counts.
        let number: Int
        /// `[width]` or `[channels, height, width]`.
        public let shape: [Int]
    }

    /// The numbers of an input.
    public let inputCount: Int
    /// What has been collected.
    public private(set) var operations: [EdgeOperation] = []
    /// What the next operation works on.
    public private(set) var value: Value
    /// The names of the layers that lie around the one being appended.
    private var path: [String] = []
    private var kept: Set<Int> = []

    /// A builder for inputs of a shape, `[width]` or `[channels, height, width]`.
    /// - Parameter inputCount: the numbers that a user gives, where they are not those of the shape.
    public init(shape: [Int], inputCount: Int? = nil) {
        self.inputCount = inputCount ?? shape.reduce(1, *)
        value = Value(number: 0, shape: shape)
    }

    /// Appends the operations of a layer, whose name is part of every message about it.
    /// - Throws: ``FrugalError`` of kind `model` that names the layer which cannot be exported.
    public mutating func append(_ layer: any Layer, named name: String) throws {
        path.append(name)
        guard let exportable = layer as? any EdgeLayer else {
            throw refusal("a layer of the kind \(type(of: layer)) cannot be exported")
        }
        try exportable.append(to: &self)
        path.removeLast()
    }

    /// The value at hand, to be gone back to or added later.
    public mutating func keep() -> Value {
        kept.insert(value.number)
        return value
    }

    /// Goes on with a value that was kept.
    public mutating func go(backTo value: Value) { self.value = value }

    /// Adds a value that was kept.
    public mutating func add(_ other: Value) throws {
        guard other.shape == value.shape else {
            throw refusal("\(value.shape) and \(other.shape) cannot be added")
        }
        try append(.add, inputs: [value.number, other.number], shape: value.shape)
    }

    /// The larger of zero and each number.
    public mutating func rectify() throws {
        if let last = foldable {
            operations[last].isRectified = true
        } else {
            try append(.rectify, shape: value.shape)
            operations[operations.count - 1].isRectified = true
        }
    }

    /// All numbers as one vector.
    public mutating func flatten() { value = Value(number: value.number, shape: [value.shape.reduce(1, *)]) }

    /// Changes the numbers of the last operation in place.
    mutating func replace(_ index: Int, with kind: EdgeOperation.Kind) throws {
        operations[index].kind = kind
        try check(kind)
    }

    /// Appends an operation on the value at hand, or on others, and goes on with its result.
    public mutating func append(_ kind: EdgeOperation.Kind, inputs: [Int]? = nil, shape: [Int]) throws {
        try check(kind)
        let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
        guard shape.allSatisfy({ $0 > 0 }), count > 0, count <= 1 << 28 else {
            throw refusal("a result of the shape \(shape) is not possible")
        }
        operations.append(
            EdgeOperation(
                name: path.joined(separator: "."), kind: kind, inputs: inputs ?? [value.number], count: count))
        value = Value(number: operations.count, shape: shape)
    }

    /// The last operation, where it gives the value at hand as it is and nothing else reads it.
    var foldable: Int? {
        guard let last = operations.last, value.number == operations.count, !kept.contains(value.number),
            !last.isRectified
        else { return nil }
        if case .encode = last.kind { return nil }
        return operations.count - 1
    }

    /// Channels, height and width of the picture at hand.
    /// - Throws: ``FrugalError`` where the value is a vector.
    func picture() throws -> (channels: Int, height: Int, width: Int) {
        guard value.shape.count == 3 else { throw refusal("it takes pictures and gets \(value.shape)") }
        return (value.shape[0], value.shape[1], value.shape[2])
    }

    /// An error about the layer that is being appended.
    public func refusal(_ problem: String) -> FrugalError {
        FrugalError(
            .model, path.joined(separator: "."), problem,
            remedy: "export a model of linear maps, convolutions, pooling, batch normalisation and rectifiers")
    }

    private func check(_ kind: EdgeOperation.Kind) throws {
        let numbers: [[Float]] =
            switch kind {
            case .linear(let matrix, let bias): [matrix.values, bias]
            case .convolution(let convolution): [convolution.weights.values, convolution.bias]
            case .affine(_, let scale, let shift): [scale, shift]
            case .pool, .rectify, .add, .encode: []
            }
        guard numbers.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
            throw refusal("it has weights that are not finite numbers")
        }
    }
}

extension EdgeBuilder {
    /// Appends what `body` does, under a name.
    public mutating func naming(_ name: String, _ body: (inout EdgeBuilder) throws -> Void) rethrows {
        path.append(name)
        try body(&self)
        path.removeLast()
    }
}
