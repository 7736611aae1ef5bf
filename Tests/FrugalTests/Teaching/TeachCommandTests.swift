import Foundation
import FrugalData
import Testing

@testable import Frugal

/// Teaching as a person does it, by the command.
@Suite(.serialized, .enabled(if: Command.path != nil, "the command was not built beside the tests"))
struct TeachCommandTests {
    private func json(_ words: [String], in folder: URL, status: Int32 = 0) throws -> [String: Any] {
        let output = try Command.run(words + ["--json"], in: folder)
        #expect(output.status == status, "\(output.err)")
        return try #require(JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
    }

    @Test func teachPredictUndo() throws {
        try withTemporaryFolder { folder in
            try TeachingFixtures.fewShotBundle(at: folder.appendingPathComponent("f.frugal"))
            let pictures = try TeachingFixtures.pictures(in: folder)
            try FileManager.default.moveItem(
                atPath: URL(fileURLWithPath: pictures.across).deletingLastPathComponent().path,
                toPath: folder.path + "/p")
            let early = try Command.run(["predict", "f.frugal", "p/across/0.png"], in: folder)
            #expect(early.status == 1 && early.err.contains("knows no class yet"))

            let taught = try json(["teach", "f.frugal", "a \u{1B}[31m🦉=p/across", "b=p/down"], in: folder)
            #expect(taught["classes"] as? [String] == ["a \u{1B}[31m🦉", "b"])
            let predicted = try json(["predict", "f.frugal", "p/down/0.png", "p/slanting/0.png"], in: folder)
            let answers = try #require(predicted["predictions"] as? [[String: Any]])
            #expect(answers[0]["name"] as? String == "b" && answers[0]["rejected"] as? Bool == false)
            #expect((answers[0]["neighbours"] as? [[String: Any]])?.first?["source"] as? String == "p/down/0.png")
            let strict = try Command.run(["predict", "f.frugal", "p/slanting/1.png", "--accept", "0.01"], in: folder)
            #expect(strict.status == 0 && strict.out.contains("none of these") && !strict.out.contains("\u{1B}"))

            let third = try Command.run(["teach", "f.frugal", "c=p/slanting"], in: folder)
            #expect(third.status == 0 && third.out.hasPrefix("taught: c (3 pictures)"), "\(third.out)\(third.err)")
            let again = try Command.run(["teach", "f.frugal", "c=p/slanting"], in: folder)
            #expect(again.status == 1 && again.err.contains("c: this class is there already"))
            let forgotten = try Command.run(["forget", "f.frugal", "b"], in: folder)
            #expect(forgotten.out.hasPrefix("forgot: b (3 pictures)"))
            let undone = try Command.run(["teach", "f.frugal", "--undo"], in: folder)
            #expect(undone.out.hasPrefix("took back step 3: b (3 pictures)"))
            let history = try json(["teach", "f.frugal", "--history"], in: folder)["history"]
            let steps = try #require(history as? [[String: Any]])
            #expect(steps.map { $0["action"] as? String } == ["taught", "taught", "forgot", "undid"])
            let table = try Command.run(["teach", "f.frugal", "--history"], in: folder)
            #expect(table.out.contains("taken back") && !table.out.contains("\u{1B}"))
        }
    }
}
