import Foundation
import FrugalFiles
import FrugalTensor

extension SafetensorsFile {
    /// Writes tensors in the safetensors format. The file appears whole or not at all: a temporary file beside it is
    /// forced to the disk and renamed.
    /// - Parameter metadata: texts to keep beside the tensors.
    /// - Throws: ``SafetensorsError`` where the disk refuses or a tensor has a name that the format reserves. What was
    ///   there before is then unharmed.
    public static func write(_ state: StateDictionary, metadata: [String: String] = [:], to url: URL) throws {
        let (header, ordered) = try layOut(state, metadata, file: url.path)
        do {
            try AtomicFile.stream(to: url) { append in
                try header.withUnsafeBytes { try append($0) }
                for tensor in ordered {
                    let bytes = numbers(of: tensor)
                    try bytes.withUnsafeBytes { try append($0) }
                }
            }
        } catch let error as FileError {
            throw SafetensorsError(error)
        }
    }

    /// The bytes that ``write(_:metadata:to:)`` would write.
    /// - Throws: ``SafetensorsError`` where a tensor has a name that the format reserves.
    public static func encoded(_ state: StateDictionary, metadata: [String: String] = [:]) throws -> [UInt8] {
        let (header, ordered) = try layOut(state, metadata, file: "safetensors in memory")
        return ordered.reduce(into: header) { $0 += numbers(of: $1) }
    }

    /// The header with its length, and the tensors in the order of the reference implementation: wide types first, so
    /// that every tensor lies at a multiple of its element's size, then by name.
    private static func layOut(
        _ state: StateDictionary, _ metadata: [String: String], file: String
    ) throws -> (header: [UInt8], ordered: [Tensor]) {
        let order: [DType] = [.int64, .float64, .float32, .int32, .bfloat16, .float16, .uint8, .bool]
        let ranked = state.map { (rank: order.firstIndex(of: $0.tensor.dtype) ?? order.count, entry: $0) }
        let sorted = ranked.sorted {
            $0.rank != $1.rank
                ? $0.rank < $1.rank : $0.entry.name.utf8.lexicographicallyPrecedes($1.entry.name.utf8)
        }
        var parts: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            parts.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        var end = 0
        for (_, entry) in sorted {
            guard entry.name != "__metadata__" else {
                throw SafetensorsError(file, tensor: entry.name, "has the format's own name", remedy: "Rename it.")
            }
            let (start, dtype) = (end, entry.tensor.dtype)
            end += entry.tensor.count * dtype.byteCount
            let shape = entry.tensor.shape.map(String.init).joined(separator: ",")
            parts.append(
                "\(quoted(entry.name)):{\"dtype\":\"\(dtype.safetensorsName)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(start),\(end)]}")
        }
        var text = Array("{\(parts.joined(separator: ","))}".utf8)
        while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
        guard text.count <= SafetensorsHeader.largest else {
            throw SafetensorsError(file, "would need a header of \(text.count) bytes", remedy: "Save fewer tensors.")
        }
        let length = withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init)
        return (length + text, sorted.map(\.entry.tensor))
    }

    private static func numbers(of tensor: Tensor) -> [UInt8] {
        let count = tensor.count * tensor.dtype.byteCount
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = tensor.copyElements(as: tensor.dtype, to: UnsafeMutableRawBufferPointer(buffer)) ? count : 0
        }
    }

    /// A text as JSON.
    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\u{0}"..<"\u{20}": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
