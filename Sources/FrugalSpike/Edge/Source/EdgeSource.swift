/// A program for a small target before it is written in a language: constant tables, buffers, functions.
///
/// Bodies of functions are in the subset of Swift that C shares, a statement a line, so that the two emitters differ in
/// syntax only and both languages compute the same numbers in the same order. ``CSyntax`` says what the subset is.
struct EdgeSource {
    /// The identifier that public functions begin with.
    var name: String
    /// What the program is and what it takes, line by line, for the comment at its head.
    var notes: [String]
    /// The names of the classes.
    var classes: [String]
    /// The numbers of an input.
    var inputCount: Int
    /// What is read only.
    var tables: [EdgeTable] = []
    /// What is written.
    var buffers: [EdgeBuffer] = []
    /// The functions, callees before callers.
    var functions: [EdgeFunction] = []

    /// Bytes of the tables as `language` holds them.
    func constantBytes(_ language: EdgeLanguage) -> Int {
        tables.reduce(0) { $0 + $1.bytes(language) }
    }

    /// Bytes of the buffers as `language` holds them.
    func stateBytes(_ language: EdgeLanguage) -> Int {
        buffers.reduce(0) { $0 + $1.bytes(language) }
    }

    /// Adds the weights of a matrix under `name`, in an order of its numbers, and gives the name of their scales; nil
    /// where they are weights as they are.
    mutating func addWeights(_ matrix: EdgeMatrix, values: [Float], number: Int) -> String? {
        guard let scales = matrix.scales else {
            tables.append(EdgeTable(name: "weights\(number)", values: .floats(values)))
            return nil
        }
        tables.append(EdgeTable(name: "weights\(number)", values: .bytes(values.map { Int8($0) })))
        return addFloats("scales", scales, number: number)
    }

    /// Adds a table of float32 and gives its name.
    mutating func addFloats(_ name: String, _ values: [Float], number: Int) -> String {
        tables.append(EdgeTable(name: "\(name)\(number)", values: .floats(values)))
        return "\(name)\(number)"
    }
}

/// Numbers that never change.
struct EdgeTable {
    enum Values {
        case floats([Float])
        case bytes([Int8])
    }

    var name: String
    var values: Values

    /// The bytes of the numbers from the lowest to the highest address of a machine with the lowest byte first.
    var content: [UInt8] {
        switch values {
        case .floats(let floats): floats.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
        case .bytes(let bytes): bytes.map { UInt8(bitPattern: $0) }
        }
    }

    func bytes(_ language: EdgeLanguage) -> Int {
        let count =
            switch values {
            case .floats(let floats): 4 * floats.count
            case .bytes(let bytes): bytes.count
            }
        // Swift holds four bytes in five characters.
        return language == .c ? count : (count + 3) / 4 * 5
    }
}

/// Numbers that the program writes; zero at the beginning.
struct EdgeBuffer {
    var name: String
    var element: EdgeElement
    var count: Int

    /// Swift's compiler takes minutes over one long array and no time over rows of rows.
    var swiftRow: Int {
        guard count > 64 else { return count }
        var row = 64
        while row * row * 4 <= count { row *= 2 }
        return row
    }

    func bytes(_ language: EdgeLanguage) -> Int {
        let row = max(1, swiftRow)
        return element.bytes * (language == .c ? count : (count + row - 1) / row * row)
    }
}

/// What a buffer is made of.
enum EdgeElement: String {
    case float = "Float"
    case int = "Int32"
    case short = "UInt16"
    case word = "UInt32"

    var bytes: Int { self == .short ? 2 : 4 }
}

/// A function of the program.
struct EdgeFunction {
    /// What it is called; a public one has the program's name before it in C.
    var name: String
    /// What it does, for the comment before it.
    var comment: String
    /// Names and types.
    var parameters: [(name: String, type: EdgeType)] = []
    /// What it returns.
    var result: EdgeType?
    /// Whether it is one of those that a program calls.
    var isPublic = false
    /// Its statements.
    var body: String

    /// The statements without factors of one and terms of zero, which sizes leave behind.
    var statements: String {
        body.replacing(#/ [*/] 1(?!\d|\.\d)/#, with: "").replacing(#/ [-+] 0(?!\d|\.\d)/#, with: "")
    }
}

/// The type of a parameter or result, in Swift.
enum EdgeType: String {
    case float = "Float"
    case int = "Int"
    case word = "UInt32"
    case floats = "UnsafePointer<Float>"
    case mutableFloats = "UnsafeMutablePointer<Float>"
}
