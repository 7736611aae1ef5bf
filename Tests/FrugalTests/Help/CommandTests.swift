import Foundation
import FrugalMeta
import Testing

@testable import Frugal

/// Runs the built command, which lies beside the tests.
struct Command {
    struct Output {
        let status: Int32
        let out: String
        let err: String
    }

    static let path: String? = {
        let folders = [
            Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        return folders.map { $0.appendingPathComponent("frugal").path }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }()

    static func start(_ arguments: [String], in folder: URL? = nil, to files: (out: URL, err: URL)) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80", "FRUGAL_DATA": ""]) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        for file in [files.out, files.err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files.out)
        process.standardError = try FileHandle(forWritingTo: files.err)
        try process.run()
        return process
    }

    static func run(_ arguments: [String], in folder: URL? = nil) throws -> Output {
        try withTemporaryFolder { place in
            let files = (out: place.appendingPathComponent("out"), err: place.appendingPathComponent("err"))
            let process = try start(arguments, in: folder, to: files)
            process.waitUntilExit()
            return Output(
                status: process.terminationStatus, out: try String(contentsOf: files.out, encoding: .utf8),
                err: try String(contentsOf: files.err, encoding: .utf8))
        }
    }
}

@Suite(.serialized, .enabled(if: Command.path != nil, "the command was not built beside the tests"))
struct CommandTests {
    private static let subcommands: [[String]] = [
        [], ["fit"], ["predict"], ["evaluate"], ["teach"], ["forget"], ["export"], ["fewshot"], ["fewshot", "train"],
        ["fewshot", "evaluate"], ["fewshot", "episodes"], ["meta"], ["meta", "optimizer"],
        ["meta", "optimizer", "train"], ["meta", "optimizer", "evaluate"], ["meta", "loss"], ["meta", "loss", "train"],
        ["meta", "loss", "evaluate"], ["search"], ["search", "run"], ["search", "list"], ["search", "show"],
        ["search", "resume"], ["search", "report"], ["search", "spaces"], ["spike"], ["spike", "train"],
        ["spike", "stdp"],
        ["transfer"], ["probe"], ["explain"], ["update"], ["reproduce"],
        ["data"], ["data", "list"],
        ["data", "get"], ["data", "show"],
        ["data", "verify"], ["doctor"],
    ]

    /// The options are a promise: a change of them must be meant. FRUGAL_RECORD=1 writes the snapshot anew.
    @Test func helpIsAsItWas() throws {
        let text = try Self.subcommands.map { words in
            let output = try Command.run(words + ["--help"])
            #expect(output.status == 0)
            return "== frugal \(words.joined(separator: " "))\n\(output.out)"
        }.joined(separator: "\n")
        let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("help.txt")
        if ProcessInfo.processInfo.environment["FRUGAL_RECORD"] != nil {
            try text.write(to: snapshot, atomically: true, encoding: .utf8)
        }
        #expect(try text == String(contentsOf: snapshot, encoding: .utf8))
    }

    private static let failures: [(words: String, status: Int32)] = [
        ("fit nowhere", 1), ("fit", 64), ("fit . --for 1s", 64), ("fit . --for soon", 64),
        ("fit . --device cuda:77", 3),
        ("fit . --device toaster", 64), ("predict nowhere", 64), ("predict nowhere a.png", 1),
        ("data get no-such-set", 1), ("reproduce no-such-experiment", 64), ("reproduce --scale huge", 64),
        ("teach nowhere a=b", 1), ("teach nowhere", 64), ("teach nowhere a", 64), ("teach nowhere =b", 64),
        ("teach nowhere a=", 64), ("teach nowhere a=b --undo", 64), ("teach x --from nowhere a=b", 1),
        ("forget nowhere", 64), ("forget nowhere a", 1), ("predict nowhere a.png --accept 2", 64),
        ("fewshot episodes", 64), ("fewshot episodes nowhere", 1), ("fewshot episodes . --way 1", 64),
        ("fewshot episodes . --shot 5-1", 64), ("fewshot train", 64), ("fewshot train nowhere", 1),
        ("fewshot evaluate .", 64), ("fewshot evaluate . --pixels --from a", 64),
        ("meta optimizer evaluate nowhere", 1), ("meta loss evaluate nowhere", 1),
        ("meta optimizer train --out a --episodes 0", 64), ("meta optimizer train --out a --hidden 1,b", 64),
        ("meta optimizer train", 64), ("meta loss train --out a --steps 0", 64), ("meta loss evaluate a --tasks 0", 64),
        ("spike train nowhere", 1), ("spike train . --hidden a", 64), ("spike train . --coding a", 64),
        ("probe nowhere .", 1), ("probe nowhere", 64), ("probe . . --suite imagenet-c", 64),
        ("update nowhere .", 1), ("update nowhere", 64), ("update . . --undo", 64), ("update . . --policy all", 64),
        ("export nowhere --to c", 1), ("export nowhere", 64), ("export nowhere --to java", 64),
        ("export nowhere --to c --weights int4", 64), ("bake", 64),
    ]

    @Test(arguments: failures)
    func failuresHaveTheirStatus(_ words: String, _ status: Int32) throws {
        let arguments = words.split(separator: " ").map(String.init)
        let output = try Command.run(arguments, in: FileManager.default.temporaryDirectory)
        #expect(output.status == status, "\(output.err)")
        #expect(output.out.isEmpty)
        #expect(!output.err.isEmpty)
    }

    private static let answers: [(words: String, status: Int?)] = [
        ("doctor --json", nil), ("reproduce --json", nil), ("reproduce nothing --json", 64), ("data list --json", nil),
        ("fit nowhere --json", 1), ("fit --json", 64),
        ("bake --json", 64), ("fit . --for soon --json", 64), ("predict nowhere --json --threads many", 64),
    ]

    /// Whatever goes wrong, and be it only a misspelt option.
    @Test(arguments: answers)
    func jsonIsOneObject(_ words: String, _ status: Int?) throws {
        let arguments = words.split(separator: " ").map(String.init)
        let output = try Command.run(arguments, in: FileManager.default.temporaryDirectory)
        let value = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
        #expect(try #require(value)["status"] as? Int == status)
    }

    @Test func episodesAreWrittenAsText() throws {
        try withTemporaryFolder { folder in
            let names = (0..<8).map { "c\($0)" }
            try writePictures(to: folder.appendingPathComponent("my data"), classes: names, perClass: 4)
            let words = [
                "fewshot", "episodes", "my data", "--way", "2", "--queries", "1", "--episodes", "3", "--seed", "5",
            ]
            let printed = try Command.run(words, in: folder)
            #expect(printed.status == 0, "\(printed.err)")
            let list = try EpisodeList(text: printed.out, path: "standard output")
            #expect(list.episodes.count == 3 && list.header.seed == 5 && list.header.way == 2)
            let filed = try Command.run(words + ["--out", "e.jsonl", "--json"], in: folder)
            #expect(try String(contentsOf: folder.appendingPathComponent("e.jsonl"), encoding: .utf8) == printed.out)
            let json = try JSONSerialization.jsonObject(with: Data(filed.out.utf8)) as? [String: Any]
            #expect(json?["file"] as? String == "e.jsonl")
            let tooMany = try Command.run(words + ["--shot", "4"], in: folder)
            #expect(tooMany.status == 1 && tooMany.err.contains("this class has 4 pictures"))
        }
    }

    /// A kill leaves a folder from which the same command goes on to the end.
    @Test func aKilledFitGoesOn() throws {
        try withTemporaryFolder { folder in
            try writePictures(to: folder.appendingPathComponent("my data"), perClass: 12)
            let words = ["fit", "my data", "--epochs", "30", "--for", "5m", "--out", "m.frugal", "--quiet"]
            let files = (out: folder.appendingPathComponent("out"), err: folder.appendingPathComponent("err"))
            for pause in [1.5, 2.5] {
                let process = try Command.start(words, in: folder, to: files)
                Thread.sleep(forTimeInterval: pause)
                if process.isRunning { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
            }
            let interrupted = try Command.start(words, in: folder, to: files)
            Thread.sleep(forTimeInterval: 1.5)
            interrupted.interrupt()
            interrupted.waitUntilExit()
            #expect([0, 130].contains(interrupted.terminationStatus))
            let output = try Command.run(words + ["--json"], in: folder)
            #expect(output.status == 0, "\(output.err)")
            let json = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
            #expect(json?["testReads"] as? Int == 1)

            let mixed = try Command.run(
                ["predict", "m.frugal", "my data/down/1.png", "nowhere.png", "my data/down/2.png"], in: folder)
            #expect(mixed.status == 1)
            #expect(mixed.out.split(separator: "\n").count == 2)
            #expect(mixed.err.contains("nowhere.png"))
            let scored = try Command.run(["evaluate", "m.frugal", "my data"], in: folder)
            #expect(scored.status == 0)
            #expect(scored.out.hasPrefix("accuracy:"))
        }
    }
}
