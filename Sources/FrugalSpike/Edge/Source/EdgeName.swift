/// Names and texts of a user as a source file can hold them.
enum EdgeName {
    /// An identifier made of a name: letters, digits and underscores of ASCII, a letter first, at most 40 of them.
    ///
    /// Public names go on after it (`digits_predict`, `DigitsModel`), so that no keyword can be met.
    static func identifier(_ name: String) -> String {
        var kept: [Character] = []
        for character in name {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain { kept.append(character) } else if let last = kept.last, last != "_" { kept.append("_") }
        }
        kept = Array(kept.prefix(40))
        while kept.last == "_" { kept.removeLast() }
        guard let first = kept.first else { return "model" }
        return (first.isNumber ? "model_" : "") + String(kept)
    }

    /// A text inside a comment: printable ASCII that neither ends a comment nor continues a line.
    static func comment(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar -> Character in
                let isPlain = (32..<127).contains(scalar.value) && !"\\?*/".unicodeScalars.contains(scalar)
                return isPlain ? Character(scalar) : "_"
            })
    }

    /// A string literal of C.
    static func cLiteral(_ text: String) -> String {
        "\""
            + text.utf8.map { byte -> String in
                switch byte {
                case UInt8(ascii: "\""): "\\\""
                case UInt8(ascii: "\\"): "\\\\"
                // Two of them may begin a trigraph.
                case UInt8(ascii: "?"): "\\?"
                case 32..<127: String(UnicodeScalar(byte))
                // Three digits always, so that a digit that follows is none of them.
                default: "\\" + [byte >> 6, byte >> 3 & 7, byte & 7].map { "\($0)" }.joined()
                }
            }.joined() + "\""
    }

    /// A string literal of Swift.
    static func swiftLiteral(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    /// A character of a string literal of Swift.
    static func escaped(_ scalar: UnicodeScalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case "\0": "\\0"
        case " "..."~": String(scalar)
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}
