import Foundation

/// Reads numbers from the bytes of a table.
enum NumberText {
    /// The number that `field` spells (decimal point, optional sign and exponent), NaN for a spelling of infinity, which
    /// counts as missing because no mean survives it, or nil when it is no number.
    ///
    /// The common short numbers are read exactly by one multiplication (Clinger 1990); the rest go through `strtod`.
    static func parse(_ field: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false) -> Double? {
        let point: UInt8 = decimalComma ? 0x2C : 0x2E
        var position = 0
        var negative = false
        if let first = field.first, first == 0x2D || first == 0x2B {
            negative = first == 0x2D
            position = 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var fraction = 0
        var seenPoint = false
        while position < field.count {
            let byte = field[position]
            if byte &- 0x30 < 10 {
                digits += 1
                if digits <= 18 { mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30) }
                if seenPoint { fraction += 1 }
            } else if byte == point, !seenPoint {
                seenPoint = true
            } else {
                break
            }
            position += 1
        }
        guard digits > 0 else { return infinity(field) }
        var exponent = 0
        if position < field.count {
            guard field[position] | 0x20 == 0x65, let written = exponentValue(field, from: position + 1) else {
                return nil
            }
            exponent = written
        }
        let power = exponent - fraction
        if digits <= 18, mantissa < 1 << 53, power >= -22, power <= 22 {
            let magnitude = Double(mantissa)
            let value = power < 0 ? magnitude / powersOfTen[-power] : magnitude * powersOfTen[power]
            return negative ? -value : value
        }
        return slow(field, decimalComma: decimalComma)
    }

    /// The whole number after `e`, cut off far beyond what a double can hold.
    private static func exponentValue(_ field: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start
        var negative = false
        if position < field.count, field[position] == 0x2D || field[position] == 0x2B {
            negative = field[position] == 0x2D
            position += 1
        }
        guard position < field.count else { return nil }
        var value = 0
        while position < field.count {
            let digit = field[position] &- 0x30
            guard digit < 10 else { return nil }
            value = min(value * 10 + Int(digit), 100_000)
            position += 1
        }
        return negative ? -value : value
    }

    /// Long numbers and large exponents; a number beyond the largest double is as good as missing.
    private static func slow(_ field: UnsafeBufferPointer<UInt8>, decimalComma: Bool) -> Double? {
        var spelling = field.map { CChar(bitPattern: decimalComma && $0 == 0x2C ? 0x2E : $0) }
        spelling.append(0)
        let value = strtod(spelling, nil)
        return value.isFinite ? value : .nan
    }

    /// NaN for `inf` and `infinity` with any sign and case, else nil.
    private static func infinity(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
        guard field.count >= 3, field.count <= 9 else { return nil }
        let word = String(decoding: field, as: UTF8.self).lowercased().drop { $0 == "-" || $0 == "+" }
        return word == "inf" || word == "infinity" ? .nan : nil
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]

    /// The shortest text of `value`: `3` rather than `3.0`.
    static func text(of value: Double) -> String {
        if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return String(whole) }
        return String(value)
    }
}
