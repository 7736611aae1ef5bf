/// How many columns of a terminal a text takes, and texts cut to a number of them.
public enum DisplayWidth {
    /// The columns of `text`: two for East Asian wide characters and emoji, none for combining marks.
    public static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

    /// The columns of one character as a reader sees it, however many scalars it is made of.
    public static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count > 1, scalars.contains("\u{FE0F}") || first.properties.isEmojiModifierBase { return 2 }
        if isRegionalIndicator(first) { return scalars.count > 1 ? 2 : 1 }
        if isWide(first) { return 2 }
        return isZeroWidth(first) ? 0 : 1
    }

    /// `text` cut to `columns` with an ellipsis where it is longer.
    public static func truncated(_ text: String, to columns: Int) -> String {
        if of(text) <= columns { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var width = 0
        for character in text {
            let next = of(character)
            if width + next > columns - 1 { break }
            kept.append(character)
            width += next
        }
        return kept + "…"
    }

    /// `text` with spaces to `columns`, at its right or, for numbers, its left.
    public static func padded(_ text: String, to columns: Int, alignedRight: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, columns - of(text)))
        return alignedRight ? space + text : text + space
    }

    /// `text` on one line and without control characters, so that a class name or a path cannot steer the terminal.
    public static func sanitised(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
        // Marks that turn the direction of text can hide what follows; joiners are part of emoji and stay.
        case .format: return (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: return false
        }
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .format: return true
        default: return false
        }
    }

    /// East Asian Width W or F of Unicode's EastAsianWidth.txt, which covers emoji shown as pictures by default.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isEmojiPresentation { return true }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return true
        default:
            return false
        }
    }
}
