import FrugalTensor

/// What the header of a safetensors file says, after every check that can be made without looking at the numbers.
struct SafetensorsHeader {
    var metadata: [String: String] = [:]
    var entries: [SafetensorsFile.Entry] = []

    /// The format's own bound on the header.
    static let largest = 100_000_000

    /// Reads and checks the header.
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its name, for messages.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws {
        guard bytes.count >= 8 else {
            throw SafetensorsError(file, "has \(bytes.count) bytes, and the length of a header alone takes 8")
        }
        let stated = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard stated <= UInt64(Self.largest) else {
            throw SafetensorsError(file, "states a header of \(stated) bytes; the format allows \(Self.largest)")
        }
        let length = Int(stated)
        guard length <= bytes.count - 8 else {
            throw SafetensorsError(file, "states a header of \(length) bytes and has only \(bytes.count - 8) after it")
        }
        guard length > 0, bytes[8] == UInt8(ascii: "{") else {
            throw SafetensorsError(file, "has a header that does not begin with a brace")
        }
        let json: HeaderJSON
        do {
            json = try HeaderJSON.parse(UnsafeRawBufferPointer(rebasing: bytes[8..<(8 + length)]))
        } catch {
            throw SafetensorsError(file, "has a bad header at byte \(8 + error.place): \(error.reason)")
        }
        for (name, value) in json.members ?? [] {
            if name == "__metadata__" {
                metadata = try Self.metadata(value, file: file)
            } else {
                entries.append(try Self.entry(name, value, file: file))
            }
        }
        try checkLayout(dataCount: bytes.count - 8 - length, file: file)
    }

    private static func metadata(_ value: HeaderJSON, file: String) throws -> [String: String] {
        var result: [String: String] = [:]
        guard let members = value.members else { throw SafetensorsError(file, "has metadata that is no object") }
        for (key, value) in members {
            guard let text = value.text else {
                throw SafetensorsError(file, "has metadata '\(key)' that is no text")
            }
            result[key] = text
        }
        return result
    }

    private static func entry(_ name: String, _ value: HeaderJSON, file: String) throws -> SafetensorsFile.Entry {
        func error(_ reason: String, remedy: String = SafetensorsError.fetchAgain) -> SafetensorsError {
            SafetensorsError(file, tensor: name, reason, remedy: remedy)
        }
        guard let members = value.members else { throw error("is not described by an object") }
        let fields = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
        guard let type = fields["dtype"]?.text else { throw error("has no dtype") }
        guard let dtype = DType(safetensors: type) else {
            throw error(
                "has dtype \(type), which is not supported",
                remedy: "Convert it to one of \(DType.allCases.map(\.safetensorsName).joined(separator: ", ")).")
        }
        guard let shape = fields["shape"]?.integers else { throw error("has no shape of whole numbers from 0") }
        guard let offsets = fields["data_offsets"]?.integers, offsets.count == 2 else {
            throw error("has no data_offsets of two whole numbers from 0")
        }
        guard shape.count <= 64, let bytes = byteCount(shape, dtype) else {
            throw error("has a shape beyond all bounds")
        }
        guard offsets[0] <= offsets[1] else { throw error("ends before it begins: data_offsets \(offsets)") }
        guard bytes == offsets[1] - offsets[0] else {
            throw error(
                "takes \(bytes) bytes as \(dtype) \(shape), but its data_offsets span \(offsets[1] - offsets[0])")
        }
        return SafetensorsFile.Entry(name: name, dtype: dtype, shape: shape, offsets: offsets[0]..<offsets[1])
    }

    /// The bytes of a tensor; nil where even its strides would overflow.
    private static func byteCount(_ shape: [Int], _ dtype: DType) -> Int? {
        var bytes = dtype.byteCount
        for extent in shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: max(1, extent))
            guard !overflow else { return nil }
            bytes = product
        }
        return shape.contains(0) ? 0 : bytes
    }

    /// Tensors must follow one another without gap or overlap from the first byte of data to the last.
    private mutating func checkLayout(dataCount: Int, file: String) throws {
        entries.sort { ($0.offsets.lowerBound, $0.offsets.upperBound) < ($1.offsets.lowerBound, $1.offsets.upperBound) }
        var end = 0
        for entry in entries {
            let (start, next) = (entry.offsets.lowerBound, entry.offsets.upperBound)
            guard next <= dataCount else {
                throw SafetensorsError(file, tensor: entry.name, "ends at byte \(next) of \(dataCount) bytes of data")
            }
            guard start == end else {
                let fault = start < end ? "overlaps the one before it" : "leaves a gap before it"
                throw SafetensorsError(file, tensor: entry.name, "\(fault): it begins at \(start), not at \(end)")
            }
            end = next
        }
        guard end == dataCount else {
            throw SafetensorsError(file, "has \(dataCount) bytes of data; its tensors take \(end)")
        }
    }
}

extension DType {
    /// The format's name of the type.
    var safetensorsName: String {
        switch self {
        case .uint8: "U8"
        case .int32: "I32"
        case .int64: "I64"
        case .float16: "F16"
        case .float32: "F32"
        case .float64: "F64"
        case .bool: "BOOL"
        case .bfloat16: "BF16"
        }
    }

    init?(safetensors name: String) {
        guard let match = DType.allCases.first(where: { $0.safetensorsName == name }) else { return nil }
        self = match
    }
}
