/// A split as a text file that a person can read and another program can use: a line for each example with its name, its
/// part and its class, separated by tabs, below a line of titles.
///
/// A tab, line end or backslash in a name is written `\t`, `\n`, `\r` or `\\`.
public enum SplitFile {
    private static let titles = "name\tpart\tlabel"

    /// Writes `split` whole or not at all.
    ///
    /// - Parameters:
    ///   - names: the name of each example, all different.
    ///   - labels: the name of the class of each example.
    /// - Throws: `DataError` when names repeat, lists do not fit, or the file cannot be written.
    public static func write(_ split: Split, names: [String], labels: [String], to path: String) throws {
        try namingFile(path) {
            _ = try positions(names, labels)
            var text = titles + "\n"
            for (index, part) in split.parts(count: names.count).enumerated() {
                guard let part else { continue }
                text += "\(escaped(names[index]))\t\(part.rawValue)\t\(escaped(labels[index]))\n"
            }
            try DataFile.write(Array(text.utf8), to: path)
        }
    }

    /// Reads a split and holds it against the data: each example must be there, once, with the same class.
    ///
    /// - Throws: `DataError` that names the line: text in another form, an example that the data do not have or that is
    ///   listed twice, a class that differs; or that names the first example of the data that has no line.
    public static func read(_ path: String, names: [String], labels: [String]) throws -> Split {
        try parse(DataFile.read(path), source: path, names: names, labels: labels)
    }

    /// Reads a split from the contents of a file; as `read`.
    public static func parse(_ bytes: [UInt8], source: String, names: [String], labels: [String]) throws -> Split {
        try namingFile(source) {
            let position = try positions(names, labels)
            let mark = try bytes.withUnsafeBufferPointer { try UTF8Text.check($0) }
            let lines = bytes[mark...].split(separator: CSVByte.newline, omittingEmptySubsequences: false)
            guard let first = lines.first, unwrapped(first) == titles else {
                throw DataError(.malformed, place: "line 1", "a split file begins with the titles name, part and label")
            }
            var parts = [Split.Part?](repeating: nil, count: names.count)
            for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
                let place = "line \(number + 1)"
                let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map(unwrapped)
                guard fields.count == 3, let part = Split.Part(rawValue: fields[1]) else {
                    throw DataError(
                        .malformed, place: place, "it is not a name, a part (train, validation or test) and a label")
                }
                let name = unescaped(fields[0])
                guard let index = position[name] else {
                    throw DataError(
                        .inconsistent, place: place, "the data have no example '\(name.prefix(80))'",
                        remedy: "Use the data that the split was made for, or make a new split")
                }
                guard parts[index] == nil else {
                    throw DataError(.leakage, place: place, "the example '\(name.prefix(80))' is listed twice")
                }
                guard unescaped(fields[2]) == labels[index] else {
                    throw DataError(
                        .inconsistent, place: place,
                        "'\(name.prefix(80))' is '\(fields[2].prefix(40))' here and '\(labels[index])' in the data",
                        remedy: "Make a new split, or undo the change of the data")
                }
                parts[index] = part
            }
            if let absent = parts.firstIndex(of: nil) {
                let count = parts.count { $0 == nil }
                throw DataError(
                    .inconsistent, "\(count) examples of the data have no line, '\(names[absent])' for one",
                    remedy: "Make a new split if the data have grown")
            }
            return Split(parts: parts)
        }
    }

    private static func positions(_ names: [String], _ labels: [String]) throws -> [String: Int] {
        guard names.count == labels.count else {
            throw DataError(.invalidArgument, "\(names.count) names do not fit \(labels.count) labels")
        }
        var position: [String: Int] = [:]
        for (index, name) in names.enumerated() where position.updateValue(index, forKey: name) != nil {
            throw DataError(
                .invalidArgument, "two examples are called '\(name.prefix(80))', so that a file cannot name them")
        }
        return position
    }

    /// A line as text, without the carriage return that an editor may have put there.
    private static func unwrapped(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == CSVByte.carriageReturn ? line.dropLast() : line, as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var result = ""
        var afterBackslash = false
        for scalar in text.unicodeScalars {
            if afterBackslash {
                switch scalar {
                case "t": result.append("\t")
                case "n": result.append("\n")
                case "r": result.append("\r")
                default: result.unicodeScalars.append(scalar)
                }
                afterBackslash = false
            } else if scalar == "\\" {
                afterBackslash = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
