/// The subset of Swift in which programs are written, line by line as C.
///
/// A line is one of: `for i in a..<b {`, `if condition {`, `} else {`, `}`, `let name: Type = value`,
/// `var name: Type = value`, `return value`, an assignment or a call. Types are Float, Int, UInt16 and UInt32. Expressions
/// have the same operators in both languages; a conversion is `Type(value)`, `Type(truncatingIfNeeded: value)` or
/// `UnsafePointer(buffer)`. Whole numbers become Float by way of Int: from others, Swift allocates on 32-bit targets.
enum CSyntax {
    private static let types = [
        "Float": "float", "Int": "int32_t", "Int32": "int32_t", "UInt16": "uint16_t", "UInt32": "uint32_t",
    ]

    /// The C name of a type of a parameter or result.
    static func type(_ type: EdgeType) -> String {
        switch type {
        case .float, .int, .word: types[type.rawValue] ?? type.rawValue
        case .floats: "const float *"
        case .mutableFloats: "float *"
        }
    }

    /// The C name of an element.
    static func type(_ element: EdgeElement) -> String { types[element.rawValue] ?? element.rawValue }

    /// Statements in C.
    static func statements(_ body: String) -> [String] {
        body.split(separator: "\n").map { line in
            let text = line.drop { $0 == " " }
            return String(line.prefix(line.count - text.count)) + statement(String(text))
        }
    }

    private static func statement(_ line: String) -> String {
        if let match = line.wholeMatch(of: /for (\w+) in (.+)\.\.<(.+) \{/) {
            let name = match.1 == "_" ? "turn" : String(match.1)
            return "for (int32_t \(name) = \(expression(match.2)); \(name) < \(expression(match.3)); \(name)++) {"
        }
        if let match = line.wholeMatch(of: /if (.+) \{/) { return "if (\(expression(match.1))) {" }
        if let match = line.wholeMatch(of: /(let|var) (\w+): (\w+) = (.+)/) {
            let type = types[String(match.3)] ?? String(match.3)
            return "\(match.1 == "let" ? "const " : "")\(type) \(match.2) = \(expression(match.4));"
        }
        if line == "}" || line == "} else {" { return line }
        return expression(line[...]) + ";"
    }

    private static func expression(_ text: Substring) -> String {
        String(text)
            .replacing("truncatingIfNeeded: ", with: "")
            .replacing("UnsafePointer(", with: "(")
            .replacing(/\b(Float|Int|UInt16|UInt32)\(/) { "(\(types[String($0.1)] ?? ""))(" }
            .replacing(/\b\d+(\.\d+(e[-+]?\d+)?|e[-+]?\d+)/) { "\($0.0)f" }
    }
}
