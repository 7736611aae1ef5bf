/// The type of a tensor's elements.
public enum DType: String, Sendable, CaseIterable, Codable {
    /// Whole numbers from 0 to 255.
    case uint8
    /// 32-bit whole numbers.
    case int32
    /// 64-bit whole numbers: labels and indices.
    case int64
    /// Half precision, 11 bits of significand.
    case float16
    /// Single precision, the default.
    case float32
    /// Double precision.
    case float64
    /// True or false.
    case bool
    /// The range of float32 with 8 bits of significand.
    case bfloat16

    /// The engine's number for this type; a test holds it against libtorch.
    var engineCode: Int32 {
        switch self {
        case .uint8: 0
        case .int32: 3
        case .int64: 4
        case .float16: 5
        case .float32: 6
        case .float64: 7
        case .bool: 11
        case .bfloat16: 15
        }
    }

    init?(engineCode: Int32) {
        guard let match = DType.allCases.first(where: { $0.engineCode == engineCode }) else { return nil }
        self = match
    }

    /// Bytes that one element takes.
    public var byteCount: Int {
        switch self {
        case .uint8, .bool: 1
        case .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }

    /// Whether the type holds fractions.
    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .float32, .float64, .bfloat16: true
        case .uint8, .int32, .int64, .bool: false
        }
    }
}
