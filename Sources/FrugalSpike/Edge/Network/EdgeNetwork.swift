import FrugalTrack

/// An ordinary network as a list of operations with their numbers: what small targets can run.
///
/// Value 0 is the input, value `k` the result of operation `k`; the last one is the scores, one a class.
public struct EdgeNetwork: Sendable {
    /// The numbers of an input.
    public let inputCount: Int
    /// What these numbers are, line by line.
    public let inputNotes: [String]
    /// The names of the classes.
    public let classes: [String]
    /// The operations in the order in which they are done.
    public let operations: [EdgeOperation]

    /// A network of the operations that a builder collected.
    /// - Throws: ``FrugalError`` of kind `model` where there are none, or the last does not give a number a class.
    public init(_ builder: EdgeBuilder, inputNotes: [String], classes: [String]) throws {
        guard let last = builder.operations.last, last.count == classes.count,
            builder.value.number == builder.operations.count
        else {
            throw FrugalError(
                .model, "",
                "the network gives \(builder.operations.last?.count ?? 0) numbers for \(classes.count) classes",
                remedy: "fit the model anew")
        }
        inputCount = builder.inputCount
        self.inputNotes = inputNotes
        self.classes = classes
        operations = builder.operations
    }

    private init(_ network: EdgeNetwork, operations: [EdgeOperation]) {
        inputCount = network.inputCount
        inputNotes = network.inputNotes
        classes = network.classes
        self.operations = operations
    }

    /// The network with int8 weights.
    public func quantised() -> EdgeNetwork {
        EdgeNetwork(
            self,
            operations: operations.map { operation in
                var quantised = operation
                switch operation.kind {
                case .linear(let matrix, let bias):
                    quantised.kind = .linear(matrix.quantised(), bias: bias)
                case .convolution(var convolution):
                    convolution.weights = convolution.weights.quantised()
                    quantised.kind = .convolution(convolution)
                case .pool, .affine, .rectify, .add, .encode: break
                }
                return quantised
            })
    }

    /// Weights and biases.
    public var parameterCount: Int { operations.reduce(0) { $0 + $1.parameterCount } }

    /// The multiply-adds of one answer by layer.
    public var ledger: OperationLedger {
        OperationLedger(
            operations.filter { $0.multiplyAdds > 0 }.map { .dense($0.name, multiplyAdds: Double($0.multiplyAdds)) })
    }
}
