/// Recognises dates and times by their form.
enum DateText {
    /// Whether `text` starts like a date (`2012-01-31`, `31.1.2012`, `1/31/2012`, with or without a time after it) or is
    /// a time of day (`23:30`, `23:30:05`).
    static func matches(_ text: String) -> Bool {
        var groups: [Int] = [0]
        var separator: UInt8?
        var rest: UInt8?
        for byte in text.utf8 {
            if byte &- 0x30 < 10 {
                groups[groups.count - 1] += 1
            } else if [0x2D, 0x2F, 0x2E, 0x3A].contains(byte), separator == nil || separator == byte, groups.count < 3 {
                separator = byte
                groups.append(0)
            } else {
                rest = byte
                break
            }
        }
        if separator == 0x3A {  // a colon
            return rest == nil && groups.allSatisfy { $0 == 2 || ($0 == 1 && groups[0] == 1) } && groups.count >= 2
        }
        guard groups.count == 3, rest == nil || rest == 0x20 || rest == 0x54 else { return false }  // a space or T
        let shape = (groups[0], groups[1], groups[2])
        guard (1...2).contains(shape.1) else { return false }
        return (shape.0 == 4 && (1...2).contains(shape.2)) || ((1...2).contains(shape.0) && shape.2 == 4)
    }
}
