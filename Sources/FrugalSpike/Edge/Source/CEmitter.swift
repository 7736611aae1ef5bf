/// Writes a program in C99.
struct CEmitter {
    private let source: EdgeSource

    init(_ source: EdgeSource) { self.source = source }

    /// The file.
    var text: String {
        let parts = [
            ["/*"] + source.notes.map { $0.isEmpty ? " *" : " * " + $0 } + [" */"],
            ["#include <stddef.h>", "#include <stdint.h>"],
            // Products and sums stay apart, as in the network this was made from.
            ["#if defined(__clang__)", "#pragma STDC FP_CONTRACT OFF", "#endif"],
            interface, source.tables.flatMap(table), source.buffers.map(buffer), classTable,
        ]
        let all = parts.filter { !$0.isEmpty } + source.functions.map(function)
        return all.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var interface: [String] {
        let big = source.name.uppercased()
        return [
            "/* What a program calls; copy these lines into a header. */",
            "enum { \(big)_INPUTS = \(source.inputCount), \(big)_CLASSES = \(source.classes.count) };",
            "extern const char *const \(source.name)_classes[\(source.classes.count)];",
        ] + source.functions.filter(\.isPublic).map { head($0) + ";" }
    }

    private var classTable: [String] {
        ["const char *const \(source.name)_classes[\(source.classes.count)] = {"]
            + source.classes.map { "    \(EdgeName.cLiteral($0))," } + ["};"]
    }

    private func table(_ table: EdgeTable) -> [String] {
        let (type, numbers) =
            switch table.values {
            case .floats(let floats): ("float", floats.map { "\($0)f" })
            case .bytes(let bytes): ("int8_t", bytes.map { "\($0)" })
            }
        let rows = stride(from: 0, to: numbers.count, by: 12).map {
            "    " + numbers[$0..<min($0 + 12, numbers.count)].joined(separator: ", ") + ","
        }
        return ["static const \(type) \(table.name)[\(numbers.count)] = {"] + rows + ["};"]
    }

    private func buffer(_ buffer: EdgeBuffer) -> String {
        "static \(CSyntax.type(buffer.element)) \(buffer.name)[\(buffer.count)];"
    }

    private func function(_ function: EdgeFunction) -> [String] {
        ["/* \(function.comment) */", head(function) + " {"]
            + CSyntax.statements(function.statements).map { "    " + $0 } + ["}"]
    }

    private func head(_ function: EdgeFunction) -> String {
        let parameters = function.parameters.map { parameter in
            let type = CSyntax.type(parameter.type)
            return type.hasSuffix("*") ? type + parameter.name : "\(type) \(parameter.name)"
        }
        let list = parameters.isEmpty ? "void" : parameters.joined(separator: ", ")
        // The answer of a public function is an `int`, as C's own functions have it.
        let result = function.result.map { function.isPublic && $0 == .int ? "int" : CSyntax.type($0) } ?? "void"
        let name =
            function.isPublic ? "\(source.name)_\(function.name == "start" ? "init" : function.name)" : function.name
        return (function.isPublic ? "" : "static ") + (result.hasSuffix("*") ? result : result + " ")
            + "\(name)(\(list))"
    }
}
