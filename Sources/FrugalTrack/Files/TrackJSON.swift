import Foundation
import FrugalFiles

/// JSON as Frugal writes it: sorted keys, so that two runs can be compared line by line, and "nan", "inf" and "-inf" as
/// texts, because JSON has no such numbers and a diverged loss must not end a run.
public enum TrackJSON {
    /// The bytes of `value`, on many lines for people or on one line for logs.
    public static func encode(_ value: some Encodable, onOneLine: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
        encoder.dateEncodingStrategy = .iso8601
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return Array(try encoder.encode(value))
    }

    /// The value of type `type` in `bytes`.
    /// - Parameter path: the file they came from, for the message.
    /// - Throws: ``TrackError`` of kind `malformed` that names the field at fault.
    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8], path: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw TrackError(.malformed, at: path, error.plainly, remedy: "restore the file, or make it again")
        }
    }

    /// `value` in the untyped form in which it will be read back.
    public static func value(of value: some Encodable) throws -> JSONValue {
        try decode(JSONValue.self, from: encode(value), path: "recipe")
    }

    /// Reads the file at `url` and decodes it.
    /// - Throws: ``TrackError`` where it is missing, unreadable or malformed.
    public static func read<Value: Decodable>(_ type: Value.Type, at url: URL) throws -> Value {
        try decode(type, from: bytes(at: url), path: url.path)
    }

    /// Writes `value` to `url`, atomically.
    /// - Throws: ``TrackError`` where the file cannot be written.
    package static func write(_ value: some Encodable, to url: URL) throws {
        let bytes = try encode(value)
        try asTrackError { try AtomicFile.write(bytes, to: url) }
    }

    /// The bytes of the file at `url`, refusing folders and devices, which never end.
    static func bytes(at url: URL) throws -> [UInt8] {
        var status = stat()
        guard stat(url.path, &status) == 0 else {
            throw TrackError(.missing, at: url.path, "no such file", remedy: "check the path")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw TrackError(.malformed, at: url.path, "is not a plain file", remedy: "check the path")
        }
        do {
            return Array(try Data(contentsOf: url))
        } catch {
            throw TrackError.system(errno, at: url.path, doing: "read it", for: .reading)
        }
    }
}

extension DecodingError {
    /// The fault in one clause: which field, and what is wrong with it.
    fileprivate var plainly: String {
        func field(_ context: Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            return path.isEmpty ? "the file" : "the field \"\(path.drop { $0 == "." })\""
        }
        switch self {
        case .keyNotFound(let key, let context):
            return "\(field(context)) lacks \"\(key.stringValue)\""
        case .typeMismatch(let type, let context):
            return "\(field(context)) is not \(Self.word(for: type))"
        case .valueNotFound(_, let context):
            return "\(field(context)) is null"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "is not valid JSON" : "\(field(context)): \(context.debugDescription)"
        @unknown default:
            return "is not valid"
        }
    }
    /// What a reader of JSON calls `type`: Swift's own names say nothing to a person who edits the file.
    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type, is Date.Type: "a text"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "of the kind it should be"
        }
    }
}
