import CFrugalTorch

/// Why an operation could not be done: what was asked of which shapes, and what the engine said.
public struct TensorError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it was. New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind.
        public let description: String

        /// Shapes, types or values that do not fit.
        public static let invalid = Code(description: "invalid")
        /// An index out of bounds.
        public static let index = Code(description: "index")
        /// No memory left, or the limit of ``Engine/Memory/setLimit(_:)`` reached.
        public static let outOfMemory = Code(description: "outOfMemory")
        /// This device or build has no such operation.
        public static let unsupported = Code(description: "unsupported")
        /// A decomposition failed, as of a singular matrix.
        public static let numeric = Code(description: "numeric")
        /// Anything else.
        public static let other = Code(description: "other")

        init(description: String) {
            self.description = description
        }

        init(status: frugal_status) {
            switch status {
            case FRUGAL_INVALID: self = .invalid
            case FRUGAL_INDEX: self = .index
            case FRUGAL_OUT_OF_MEMORY: self = .outOfMemory
            case FRUGAL_UNSUPPORTED: self = .unsupported
            case FRUGAL_NUMERIC: self = .numeric
            default: self = .other
            }
        }
    }

    /// What kind of failure it was.
    public let code: Code
    /// The operation, such as `matmul`.
    public let operation: String
    /// The operands, each as type and shape: `float32 [2, 3]`.
    public let operands: [String]
    /// What the engine said.
    public let reason: String

    /// One sentence: `matmul of float32 [2, 3] and float32 [4, 5]: mat1 and mat2 shapes cannot be multiplied`.
    public var description: String {
        let inputs = operands.isEmpty ? "" : " of " + operands.joined(separator: " and ")
        return "\(operation)\(inputs): \(reason)"
    }
}

extension Tensor {
    /// The type and shape in words, for messages: `float32 [2, 3]`.
    var signature: String { withHandle { $0 == nil } ? "a failed result" : "\(dtype) \(shape)" }
}
