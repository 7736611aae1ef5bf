/// Writes a program in Embedded Swift.
///
/// Tables are string literals: four bytes in five characters of seven bits, lowest first. The compiler takes a literal of
/// megabytes in a second, and minutes over an array of as many numbers.
struct SwiftEmitter {
    private let source: EdgeSource

    init(_ source: EdgeSource) { self.source = source }

    /// The file.
    var text: String {
        let parts = [
            source.notes.map { $0.isEmpty ? "//" : "// " + $0 }, model, source.buffers.flatMap(buffer),
            source.tables.flatMap(table), readers,
        ]
        let all = parts.filter { !$0.isEmpty } + source.functions.filter { !$0.isPublic }.map { function($0) }
        return all.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var model: [String] {
        let type = source.name.prefix(1).uppercased() + source.name.dropFirst() + "Model"
        var lines = [
            "/// What a program calls.", "public enum \(type) {", "    /// The numbers of an input.",
            "    public static var inputCount: Int { \(source.inputCount) }", "    /// The number of classes.",
            "    public static var classCount: Int { \(source.classes.count) }", "",
        ]
        for function in source.functions where function.isPublic {
            lines += self.function(function).map { $0.isEmpty ? "" : "    " + $0 } + [""]
        }
        lines += ["    /// The name of a class.", "    public static func className(_ index: Int) -> StaticString {"]
        lines += ["        switch index {"]
        lines += source.classes.enumerated().map { "        case \($0): \(EdgeName.swiftLiteral($1))" }
        return lines + ["        default: \"\"", "        }", "    }", "}"]
    }

    private func buffer(_ buffer: EdgeBuffer) -> [String] {
        let (row, element) = (buffer.swiftRow, buffer.element.rawValue)
        let rows = row > 0 ? (buffer.count + row - 1) / row : 0
        let zeros =
            rows <= 1
            ? "InlineArray<\(buffer.count), \(element)>(repeating: 0)"
            : "InlineArray<\(rows), InlineArray<\(row), \(element)>>(repeating: InlineArray(repeating: 0))"
        return [
            "private nonisolated(unsafe) var \(buffer.name)Storage = \(zeros)",
            "private var \(buffer.name): UnsafeMutablePointer<\(element)> {",
            "    withUnsafeMutablePointer(to: &\(buffer.name)Storage) {",
            "        UnsafeMutableRawPointer($0).assumingMemoryBound(to: \(element).self)", "    }", "}",
        ]
    }

    private func table(_ table: EdgeTable) -> [String] {
        let reader = if case .floats = table.values { "FloatTable" } else { "ByteTable" }
        let characters = Self.sevenBits(table.content)
        let rows = stride(from: 0, to: characters.count, by: 80).map { start in
            characters[start..<min(start + 80, characters.count)].map { EdgeName.escaped(UnicodeScalar($0)) }.joined()
                + "\\"
        }
        return ["private var \(table.name): \(reader) { \(reader)(\"\"\""] + rows + ["", "\"\"\") }"]
    }

    /// Every four bytes as five characters of seven bits, the lowest bits first.
    static func sevenBits(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: 4).flatMap { start in
            let word = bytes[start..<min(start + 4, bytes.count)].enumerated().reduce(UInt64(0)) {
                $0 | UInt64($1.element) << (8 * UInt64($1.offset))
            }
            return (0..<5).map { UInt8(word >> (7 * UInt64($0)) & 127) }
        }
    }

    private func function(_ function: EdgeFunction) -> [String] {
        let parameters = function.parameters.map { "_ \($0.name): \($0.type.rawValue)" }.joined(separator: ", ")
        let result = function.result.map { " -> \($0.rawValue)" } ?? ""
        return [
            "/// \(function.comment)",
            "\(function.isPublic ? "public static" : "private") func \(function.name)(\(parameters))\(result) {",
        ] + function.statements.split(separator: "\n").map { "    " + $0 } + ["}"]
    }

    private var readers: [String] {
        var lines: [String] = []
        let hasBytes = source.tables.contains { if case .bytes = $0.values { true } else { false } }
        if source.tables.contains(where: { if case .floats = $0.values { true } else { false } }) {
            lines += Self.floatTable.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        if hasBytes {
            lines += lines.isEmpty ? [] : [""]
            lines += Self.byteTable.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        return lines
    }

    private static let floatTable = """
        /// Float32 in a literal: every four bytes are five characters of seven bits, the lowest first.
        private struct FloatTable {
            let start: UnsafePointer<UInt8>

            init(_ literal: StaticString) { start = literal.utf8Start }

            subscript(index: Int) -> Float {
                let five = start + 5 * index
                let low = UInt32(five[0]) | UInt32(five[1]) << 7 | UInt32(five[2]) << 14
                return Float(bitPattern: low | UInt32(five[3]) << 21 | UInt32(five[4]) << 28)
            }
        }
        """

    private static let byteTable = """
        /// Bytes in a literal: every four are five characters of seven bits, the lowest first.
        private struct ByteTable {
            let start: UnsafePointer<UInt8>

            init(_ literal: StaticString) { start = literal.utf8Start }

            subscript(index: Int) -> Float {
                let two = start + index + (index >> 2)
                let shift = UInt32(truncatingIfNeeded: index & 3)
                let bits = UInt32(two[0]) >> shift | UInt32(two[1]) << (7 - shift)
                return Float(Int(Int8(truncatingIfNeeded: bits)))
            }
        }
        """
}
