import FrugalTrack

/// One source file that holds a whole network: what `frugal export` writes.
///
/// It allocates nothing and includes nothing. What it costs is counted from its tables and buffers, to the byte.
public struct EdgeFile: Sendable {
    /// The identifier that its functions begin with.
    public let name: String
    /// Its language.
    public let language: EdgeLanguage
    /// How it holds weights.
    public let weights: EdgeWeights
    /// The file itself, UTF-8 that is all ASCII.
    public let text: String
    /// Bytes of all tables of numbers, which lie in read-only memory.
    public let constantBytes: Int
    /// Bytes of all buffers, which lie in RAM. The stack holds a few numbers a call on top.
    public let stateBytes: Int
    /// Weights and biases.
    public let parameters: Int
    /// The operations of one answer by layer: exact for an ordinary network, and for a spiking one those of the case that
    /// every neuron spikes in every step, which no input exceeds.
    public let operations: OperationLedger

    /// The most weights that a file may hold, in bytes: beyond, compilers and small targets alike give up.
    public static let largestConstants = 16 << 20
    /// The most RAM that a file may ask for, in bytes.
    public static let largestState = 16 << 20

    /// Writes a program down.
    /// - Throws: ``FrugalError`` of kind `model` for a program beyond ``largestConstants`` or ``largestState``.
    init(
        _ source: EdgeSource, language: EdgeLanguage, weights: EdgeWeights, parameters: Int,
        operations: OperationLedger
    ) throws {
        (constantBytes, stateBytes) = (source.constantBytes(language), source.stateBytes(language))
        // Sizes first: the text of a network that is refused is never made.
        try Self.check(source.name, constantBytes, "constants", limit: Self.largestConstants, "int8 weights, or ")
        try Self.check(source.name, stateBytes, "RAM", limit: Self.largestState, "")
        if let long = source.classes.first(where: { $0.utf8.count > 1000 }) {
            throw FrugalError(
                .model, source.name, "the class '\(long.prefix(20))...' has a name of \(long.utf8.count) bytes",
                remedy: "fit the model with names of at most 1000 bytes")
        }
        self.name = source.name
        self.language = language
        self.weights = weights
        self.parameters = parameters
        self.operations = operations
        switch language {
        case .c: text = CEmitter(source).text
        case .swift: text = SwiftEmitter(source).text
        }
    }

    private static func check(_ name: String, _ bytes: Int, _ what: String, limit: Int, _ remedy: String) throws {
        guard bytes > limit else { return }
        throw FrugalError(
            .model, name,
            "its file would hold \(Humanise.bytes(bytes)) of \(what), and at most \(Humanise.bytes(limit)) are exported",
            remedy: "take \(remedy)a smaller network")
    }
}
