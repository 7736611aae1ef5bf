import Foundation

/// Compiles exported source files with a driver and runs them, for tests.
public struct EdgeToolchain {
    /// A public name of the file, its classes and inputs, and what is to be written out after every answer.
    public struct Subject {
        /// What its functions begin with.
        public var name: String
        /// The file.
        public var text: String
        /// The numbers of an input.
        public var inputCount: Int
        /// The number of scores.
        public var classCount: Int
        /// Buffers that are written out after the scores, with their sizes.
        public var buffers: [(name: String, count: Int)]
        /// The steps after which a streaming program begins anew; nil for one that does not stream.
        public var steps: Int?

        /// A file with what a driver must know of it.
        public init(
            name: String, text: String, inputCount: Int, classCount: Int, buffers: [(name: String, count: Int)] = [],
            steps: Int? = nil
        ) {
            self.name = name
            self.text = text
            self.inputCount = inputCount
            self.classCount = classCount
            self.buffers = buffers
            self.steps = steps
        }
    }

    /// What was wrong with a compilation or run, in the words of the compiler.
    public struct Failure: Error, CustomStringConvertible {
        /// The words.
        public let description: String
    }

    /// Whether a program is on the search path.
    public static func has(_ name: String) -> Bool { path(of: name) != nil }

    /// What an exported C file must compile with.
    public static let strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1"]
    /// What an exported Swift file must compile with.
    public static let embedded = [
        "-enable-experimental-feature", "Embedded", "-swift-version", "6", "-wmo", "-parse-as-library", "-Osize",
        "-no-allocations", "-warnings-as-errors", "-Xfrontend", "-function-sections", "-Xfrontend",
        "-disable-stack-protector",
    ]

    private let folder: URL

    /// A toolchain that works in a folder.
    public init(in folder: URL) { self.folder = folder }

    /// Runs a C file over inputs: for each the class, the scores, the buffers.
    /// - Parameter mode: `predict`, or `step` for one call a step.
    public func runC(
        _ subject: Subject, _ inputs: [[Float]], mode: String = "predict", options: [String] = []
    ) throws -> [[Float]] {
        let source = folder.appendingPathComponent("network.c")
        try subject.text.write(to: source, atomically: true, encoding: .utf8)
        let main = folder.appendingPathComponent("main.c")
        let dumps = subject.buffers.map { (expression: $0.name, count: $0.count) }
        try ("#include \"network.c\"\n" + driver(subject, dumps)).write(to: main, atomically: true, encoding: .utf8)
        let program = folder.appendingPathComponent("c-program").path
        try call("cc", Self.strict + options + [main.path, "-o", program])
        return try run(program, subject, inputs, mode)
    }

    /// Runs an Embedded Swift file over inputs.
    public func runSwift(_ subject: Subject, _ inputs: [[Float]], mode: String = "predict") throws -> [[Float]] {
        let object = try compileSwift(subject.text + bridge(subject))
        let main = folder.appendingPathComponent("main.c")
        let name = subject.name
        var head = """
            void \(name)_init(void);
            int \(name)_predict(const float *input);
            const float *\(name)_scores(void);

            """
        if subject.steps != nil { head += "int \(name)_step(const float *input);\nvoid \(name)_reset(void);\n" }
        for buffer in subject.buffers { head += "const float *\(name)_\(buffer.name)(void);\n" }
        let dumps = subject.buffers.map { (expression: "\(name)_\($0.name)()", count: $0.count) }
        try (head + driver(subject, dumps)).write(to: main, atomically: true, encoding: .utf8)
        let program = folder.appendingPathComponent("swift-program").path
        try call("cc", ["-std=c99", main.path, object, "-o", program])
        return try run(program, subject, inputs, mode)
    }

    /// Compiles C alone and gives the symbols that it needs from elsewhere.
    public func symbolsNeededByC(_ text: String, options: [String] = []) throws -> Set<String> {
        let source = folder.appendingPathComponent("alone.c")
        try text.write(to: source, atomically: true, encoding: .utf8)
        let object = folder.appendingPathComponent("alone.o").path
        try call("cc", Self.strict + options + ["-c", source.path, "-o", object])
        return try undefined(object)
    }

    /// Compiles Embedded Swift alone and gives the symbols that it needs from elsewhere.
    public func symbolsNeededBySwift(_ text: String, target: String? = nil) throws -> Set<String> {
        try undefined(compileSwift(text, target: target))
    }

    private func compileSwift(_ text: String, target: String? = nil) throws -> String {
        let source = folder.appendingPathComponent("network.swift")
        try text.write(to: source, atomically: true, encoding: .utf8)
        let object = folder.appendingPathComponent("network.o").path
        try call("swiftc", (target.map { ["-target", $0] } ?? []) + Self.embedded + ["-c", source.path, "-o", object])
        return object
    }

    private func undefined(_ object: String) throws -> Set<String> {
        let text = try call("nm", ["-u", object])
        return Set(
            text.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: " ").last.map(String.init) })
    }

    private func bridge(_ subject: Subject) -> String {
        let name = subject.name
        let model = name.prefix(1).uppercased() + name.dropFirst() + "Model"
        var text = """

            @_cdecl("\(name)_init") public func bridgedInit() { \(model).start() }
            @_cdecl("\(name)_predict") public func bridgedPredict(_ input: UnsafePointer<Float>) -> Int32 {
                Int32(truncatingIfNeeded: \(model).predict(input))
            }
            @_cdecl("\(name)_scores") public func bridgedScores() -> UnsafePointer<Float> { \(model).scores() }

            """
        if subject.steps != nil {
            text += """
                @_cdecl("\(name)_reset") public func bridgedReset() { \(model).reset() }
                @_cdecl("\(name)_step") public func bridgedStep(_ input: UnsafePointer<Float>) -> Int32 {
                    Int32(truncatingIfNeeded: \(model).step(input))
                }

                """
        }
        for buffer in subject.buffers {
            text += """
                @_cdecl("\(name)_\(buffer.name)") public func bridged_\(buffer.name)() -> UnsafePointer<Float> {
                    UnsafePointer(\(buffer.name))
                }

                """
        }
        return text
    }

    private func driver(_ subject: Subject, _ dumps: [(expression: String, count: Int)]) -> String {
        let name = subject.name
        let writes = dumps.map { "        fwrite(\($0.expression), sizeof(float), \($0.count), stdout);\n" }.joined()
        let streams = subject.steps.map {
            """
                    if (argv[1][0] == 's') {
                        if (turn++ % \($0) == 0) { \(name)_reset(); }
                        found = (float)\(name)_step(input);
                    } else {
                        found = (float)\(name)_predict(input);
                    }

            """
        }
        return """
            #include <stdio.h>
            int main(int argc, char **argv) {
                static float input[\(subject.inputCount)];
                long turn = 0;
                if (argc < 2) { return 1; }
                (void)argv; (void)turn;
                \(name)_init();
                while (fread(input, sizeof input, 1, stdin) == 1) {
                    float found;
            \(streams ?? "        found = (float)\(name)_predict(input);\n")
                    fwrite(&found, sizeof found, 1, stdout);
                    fwrite(\(name)_scores(), sizeof(float), \(subject.classCount), stdout);
            \(writes)
                }
                return 0;
            }

            """
    }

    private func run(_ program: String, _ subject: Subject, _ inputs: [[Float]], _ mode: String) throws -> [[Float]] {
        let file = folder.appendingPathComponent("input")
        try inputs.joined().withContiguousData { try $0.write(to: file) }
        let output = try call(program, [mode], input: file)
        let numbers = output.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        let width = 1 + subject.classCount + subject.buffers.reduce(0) { $0 + $1.count }
        guard numbers.count == width * inputs.count else {
            throw Failure(description: "\(numbers.count) numbers for \(inputs.count) inputs of \(width)")
        }
        return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
    }

    @discardableResult
    private func call(_ name: String, _ arguments: [String]) throws -> String {
        String(decoding: try call(name, arguments, input: nil), as: UTF8.self)
    }

    private func call(_ name: String, _ arguments: [String], input: URL?) throws -> Data {
        let process = Process()
        guard let path = name.hasPrefix("/") ? name : Self.path(of: name) else {
            throw Failure(description: "there is no \(name)")
        }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let (out, err) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: err, encoding: .utf8)) ?? ""
            throw Failure(description: "\(name) ended with \(process.terminationStatus): \(said.prefix(3000))")
        }
        return try Data(contentsOf: out)
    }

    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
    }
}

extension Sequence<Float> {
    fileprivate func withContiguousData(_ body: (Data) throws -> Void) rethrows {
        try body(Array(self).withUnsafeBytes { Data($0) })
    }
}

extension EdgeToolchain {
    /// The class names that a C file holds, printed by a program.
    public func printNames(_ text: String, _ table: String, _ count: Int) throws -> [String] {
        let main = folder.appendingPathComponent("names.c")
        let body = """
            #include <stdio.h>
            int main(void) {
                for (int i = 0; i < \(count); i++) { fputs(\(table)[i], stdout); putchar(0); }
                return 0;
            }

            """
        try (text + body).write(to: main, atomically: true, encoding: .utf8)
        let program = folder.appendingPathComponent("names").path
        try call("cc", Self.strict + [main.path, "-o", program])
        return names(try call(program, [], input: nil))
    }

    /// The class names that a Swift file holds, printed by a program.
    public func printSwiftNames(_ text: String, _ model: String, _ count: Int) throws -> [String] {
        let bridge = """

            @_cdecl("class_name") public func bridgedName(_ index: Int32) -> UnsafePointer<UInt8> {
                \(model).className(Int(index)).utf8Start
            }

            """
        let object = try compileSwift(text + bridge)
        let main = folder.appendingPathComponent("names.c")
        let body = """
            #include <stdio.h>
            const char *class_name(int index);
            int main(void) {
                for (int i = 0; i < \(count); i++) { fputs(class_name(i), stdout); putchar(0); }
                return 0;
            }

            """
        try body.write(to: main, atomically: true, encoding: .utf8)
        let program = folder.appendingPathComponent("names").path
        try call("cc", ["-std=c99", main.path, object, "-o", program])
        return names(try call(program, [], input: nil))
    }

    private func names(_ output: Data) -> [String] {
        output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
