import Foundation
import FrugalData
import FrugalFiles
import FrugalSpike

/// The size of an exported file's machine code, measured by compiling it.
public struct CompiledCode: Codable, Sendable, Equatable {
    /// Bytes of instructions, tables left out.
    public var bytes: Int
    /// The compiler with its settings.
    public var compiler: String
    /// The machine it compiles for.
    public var target: String

    /// Compiles a file in a temporary folder; nil where no compiler was found or none took it.
    public init?(of file: EdgeFile) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent("network.\(file.language.rawValue)")
        let object = folder.appendingPathComponent("network.o")
        do {
            try AtomicFile.makeFolder(folder)
            try AtomicFile.write(text: file.text, to: source)
        } catch {
            return nil
        }
        for attempt in Self.attempts(file.language) {
            let arguments = attempt.options + ["-c", source.path, "-o", object.path]
            guard Self.output(of: attempt.program, arguments) != nil,
                let listing = Self.output(of: "size", ["-A", object.path]), let bytes = Self.codeBytes(listing)
            else { continue }
            self.bytes = bytes
            compiler = "\(attempt.program) \(attempt.options.first { $0.hasPrefix("-O") } ?? "")"
            target = attempt.target
            return
        }
        return nil
    }

    /// What a program wrote; nil where it is not on this machine, cannot be started or fails.
    private static func output(of program: String, _ arguments: [String]) -> String? {
        guard let result = try? Command.run(program, arguments, listeningTo: .output, remedy: ""), result.status == 0
        else { return nil }
        return result.said
    }

    private struct Attempt {
        var program: String
        var options: [String]
        var target: String
    }

    /// A microcontroller where a compiler knows one, else this machine.
    private static func attempts(_ language: EdgeLanguage) -> [Attempt] {
        switch language {
        case .c:
            [
                Attempt(
                    program: "clang",
                    options: [
                        "--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4", "-ffreestanding", "-std=c99", "-Os",
                    ],
                    target: "Cortex-M4"),
                Attempt(program: "cc", options: ["-std=c99", "-Os"], target: "this machine"),
            ]
        case .swift:
            [("armv7em-none-none-eabi", "ARMv7E-M"), (nil, "this machine")].map { triple, target in
                Attempt(
                    program: "swiftc",
                    options: (triple.map { ["-target", $0] } ?? []) + [
                        "-enable-experimental-feature", "Embedded", "-wmo", "-parse-as-library", "-Osize",
                        "-Xfrontend", "-function-sections",
                    ], target: target)
            }
        }
    }

    /// The sum of the sections of code in a listing of `size -A`; the parts of Swift's run time, which a linker leaves out
    /// unless they are called, are not counted.
    private static func codeBytes(_ listing: String) -> Int? {
        let sizes = listing.split(separator: "\n").compactMap { line -> Int? in
            let fields = line.split(separator: " ")
            guard fields.count >= 2, fields[0].hasPrefix(".text"), !fields[0].contains("swift_")
            else { return nil }
            return Int(fields[1])
        }
        return sizes.isEmpty ? nil : sizes.reduce(0, +)
    }
}
