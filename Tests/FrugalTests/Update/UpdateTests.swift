import Foundation
import FrugalData
import FrugalFiles
import FrugalTrack
import Testing

@testable import Frugal

@Suite(.serialized) struct UpdateTests {
    /// A bundle of pictures with more pictures beside it, and what its files hold.
    private struct Fixture {
        let folder: URL
        let bundle: String
        let arrival: String

        init(in folder: URL, arrival seed: UInt64 = 7) throws {
            self.folder = folder
            let data = try writePictures(to: folder.appendingPathComponent("old"), perClass: 20)
            bundle = folder.appendingPathComponent("m.frugal").path
            _ = try Fit(data: data, bundle: bundle, recipe: tinyRecipe(epochs: 3)).run()
            arrival = try writePictures(to: folder.appendingPathComponent("new"), perClass: 8, seed: seed)
        }

        func update(_ policy: Update.Policy, of arrival: String? = nil) -> Update {
            var update = Update(bundle: bundle, arrival: arrival ?? self.arrival)
            update.policy = policy
            update.epochs = 2
            return update
        }

        /// The bytes of the bundle's files by name.
        var bytes: [String: Data] {
            get throws {
                let url = URL(fileURLWithPath: bundle)
                let names = try FileManager.default.contentsOfDirectory(atPath: bundle)
                return try Dictionary(
                    uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: url.appendingPathComponent($0))) })
            }
        }
    }

    @Test("auto tries five policies, chooses by its rule, and undo brings the bundle back byte for byte")
    func automatic() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let before = try fixture.bytes
            let result = try fixture.update(.auto).run()
            #expect(
                result.rows.map(\.policy) == ["as it is", "scratch", "warm", "shrink-perturb", "replay", "new-only"])
            // 60 pictures: 36 to train on, 12 to choose by, 12 for the score; half of these choose a policy.
            let scratch = result.rows[1]
            #expect(scratch.examples == 48 + 16 && scratch.samplesKept == 48 && scratch.old?.total == 6)
            #expect(
                result.rows[4].samplesKept == 16 && result.rows[5].samplesKept == 0 && result.rows[5].examples == 16)
            #expect(result.rows.dropFirst().allSatisfy { $0.multiplyAdds > 0 && $0.seconds > 0 && $0.epochs >= 1 })
            #expect(scratch.multiplyAdds > result.rows[2].multiplyAdds)
            #expect(result.choice == UpdateChoice.automatic(result.rows, within: 1))
            #expect(!FileManager.default.fileExists(atPath: fixture.bundle + ".update"))
            if let policy = result.choice.policy {
                let manifest = try ModelBundle.load(from: URL(fileURLWithPath: fixture.bundle)).manifest
                #expect(manifest.updates?.map(\.policy) == [policy] && manifest.testReads == 2)
                #expect(manifest.test?.accuracy.total == 6 + result.after.new.total)
                try BundleVersions(of: URL(fileURLWithPath: fixture.bundle)).undo()
            }
            #expect(try fixture.bytes == before)
        }
    }

    @Test("pictures of a single class are an arrival like any other")
    func oneClass() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let only = folder.appendingPathComponent("only")
            try FileManager.default.createDirectory(at: only, withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                at: URL(fileURLWithPath: fixture.arrival).appendingPathComponent("down"),
                to: only.appendingPathComponent("down"))
            let result = try fixture.update(.newOnly, of: only.path).run()
            #expect(result.choice.policy == "new-only" && result.after.new.total > 0)
        }
    }

    @Test("each policy by name updates, two updates follow one another, and each undo takes one back")
    func everyPolicy() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let versions = BundleVersions(of: URL(fileURLWithPath: fixture.bundle))
            var states = [try fixture.bytes]
            for (number, policy) in Update.Policy.allCases.filter({ $0 != .auto }).enumerated() {
                let more = try writePictures(
                    to: folder.appendingPathComponent("more \(number)"), perClass: 6, seed: 20 + UInt64(number))
                let result = try fixture.update(policy, of: more).run()
                #expect(result.choice.policy == policy.rawValue && result.rows.count == 2)
                // Old: 60 of the fit, then what every update before brought: 12 of 18 of it in parts that may be learned from.
                if policy == .scratch { #expect(result.rows[1].samplesKept == 48 + 15 * number) }
                let page = try #require(try fixture.bytes["report.html"])
                #expect(String(decoding: page, as: UTF8.self).contains("updated by \(policy.rawValue)"))
                #expect(try fixture.bytes["report-\(number + 1).html"] == states.last?["report.html"])
                // The model still predicts.
                #expect(
                    try Predictor(bundle: fixture.bundle).predict(pictureAt: more + "/down/0.png").choices.count == 3)
                states.append(try fixture.bytes)
            }
            for state in states.dropLast().reversed() {
                try versions.undo()
                #expect(try fixture.bytes == state)
            }
            #expect(throws: FrugalError.self) { try versions.undo() }
            #expect(!FileManager.default.fileExists(atPath: versions.folder.path))
        }
    }

    @Test("classes in another order, fewer classes and another size are taken by name")
    func otherShapes() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            // The bars of class 0 lie across, those of class 1 down, whatever the order of the folders.
            let larger = try writePictures(
                to: folder.appendingPathComponent("larger"), classes: ["across", "down"], perClass: 8, side: 20, seed: 5
            )
            let result = try fixture.update(.warm, of: larger).run()
            #expect(result.rows[1].examples == 48 + 10)
            #expect(result.findings.contains { $0.contains("'고양이'") })
            #expect(try Predictor(bundle: fixture.bundle).classes == ["across", "down", "고양이"])
        }
    }

    @Test("what cannot be taken in is refused by name, and the bundle is as it was to the byte")
    func refusals() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let before = try fixture.bytes
            func refused(_ update: Update, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
            {
                let error = #expect(throws: (any Error).self, sourceLocation: sourceLocation) { try update.run() }
                for word in words {
                    #expect(
                        "\(error.map { "\($0)" } ?? "")".contains(word), "\(error as Any)",
                        sourceLocation: sourceLocation)
                }
                #expect(try fixture.bytes == before, sourceLocation: sourceLocation)
            }
            let unknown = try writePictures(
                to: folder.appendingPathComponent("unknown"), classes: ["across", "heron"], perClass: 6)
            try refused(fixture.update(.warm, of: unknown), "'heron'", "frugal teach", "across, down")
            try refused(fixture.update(.warm, of: folder.path + "/nowhere"), "nowhere")
            try refused(fixture.update(.warm, of: folder.path + "/old"), "among those that the bundle was made of")
            let few = try writePictures(to: folder.appendingPathComponent("few"), perClass: 1, seed: 50)
            try refused(fixture.update(.warm, of: few), "too few")
            let broken = try writePictures(to: folder.appendingPathComponent("broken"), perClass: 6, seed: 51)
            try DataFile.write([1, 2, 3], to: broken + "/down/0.png")
            try refused(fixture.update(.warm, of: broken), "0.png")
            var update = fixture.update(.replay)
            update.buffer = 0
            try refused(update, "--buffer")
            update = fixture.update(.auto)
            update.within = -1
            try refused(update, "--within")
            update = fixture.update(.auto)
            update.oldData = ["a", "b"]
            try refused(update, "--old-data", "2 given")
            let table = try writeTable(to: folder.appendingPathComponent("rows.csv"))
            try refused(fixture.update(.warm, of: table), "the model takes pictures")
            // A stop asked for at once, and a folder that holds another update.
            #expect(throws: FrugalError.self) { try fixture.update(.auto).run(shouldStop: { true }) }
            #expect(try fixture.bytes == before)
            let other = try writePictures(to: folder.appendingPathComponent("other"), perClass: 8, seed: 52)
            try refused(fixture.update(.warm, of: other), "--fresh")
            _ = try fixture.update(.warm, of: other).run(startsAfresh: true)
        }
    }

    @Test("without the old data, or with others in their place, only new-only remains, and says so")
    func oldDataGone() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let (old, away) = (folder.appendingPathComponent("old"), folder.appendingPathComponent("away"))
            try FileManager.default.moveItem(at: old, to: away)
            #expect(failure({ try fixture.update(.auto).run() }).contains("--old-data"))
            var moved = fixture.update(.warm)
            moved.oldData = [away.path]
            _ = try moved.run()
            try BundleVersions(of: URL(fileURLWithPath: fixture.bundle)).undo()
            try writePictures(to: old, perClass: 21)
            #expect(failure({ try fixture.update(.scratch).run() }).contains("have changed"))
            var said: [String] = []
            let result = try fixture.update(.newOnly).run(say: { said.append($0) })
            #expect(
                result.after.old == nil && result.rows.allSatisfy { $0.old == nil } && result.text.contains("unknown"))
            #expect(said.contains { $0.contains("only new-only remains") })
        }
    }

    @Test("a stopped update goes on to the same result")
    func goesOn() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            var asked = 0
            let stopped = failure {
                try fixture.update(.auto).run(shouldStop: {
                    asked += 1
                    return asked > 40
                })
            }
            #expect(stopped.contains("was stopped"))
            let resumed = try fixture.update(.auto).run()
            let (rows, bundle) = (resumed.rows, try fixture.bytes["weights.safetensors"])
            if resumed.choice.policy != nil { try BundleVersions(of: URL(fileURLWithPath: fixture.bundle)).undo() }
            let whole = try fixture.update(.auto).run()
            #expect(
                rows.map(\.both) == whole.rows.map(\.both) && rows.map(\.multiplyAdds) == whole.rows.map(\.multiplyAdds)
            )
            #expect(try fixture.bytes["weights.safetensors"] == bundle)
        }
    }

    @Test("a bundle that was taught, and one of a table")
    func otherBundles() throws {
        try withTemporaryFolder { folder in
            let fixture = try Fixture(in: folder)
            let bars = try TeachingFixtures.fitBundle(in: folder)
            let shown = try TeachingFixtures.pictures(in: folder, side: 8)
            var teacher = try Teacher(bundle: bars.path)
            _ = try teacher.teach([(name: "slanting", pictures: shown.slanting)])
            var taught = Update(bundle: bars.path, arrival: fixture.arrival)
            taught.policy = .warm
            #expect(failure({ try taught.run() }).contains("frugal teach --undo"))

            let table = try writeTable(to: folder.appendingPathComponent("rows.csv"))
            var recipe = FitRecipe()
            recipe.seconds = nil
            recipe.maximumEpochs = 3
            recipe.candidates = [Candidate("mlp", .perceptron(PerceptronShape(hidden: [8])))]
            let bundle = folder.appendingPathComponent("t.frugal").path
            _ = try Fit(data: table, bundle: bundle, recipe: recipe).run()
            var update = Update(
                bundle: bundle,
                arrival: try writeTable(to: folder.appendingPathComponent("more.csv"), rows: 40, seed: 2))
            update.policy = .replay
            update.epochs = 4
            let result = try update.run()
            #expect(result.rows[1].old?.total == 12 && result.rows[1].new.total == 8)
        }
    }

    @Test("auto takes the cheapest within the margin of the best, and nothing where nothing does better")
    func rule() {
        func row(_ policy: String, _ right: Int, cost: Int) -> UpdateRow {
            UpdateRow(
                policy: policy, old: Proportion(right, of: 50), new: Proportion(right, of: 50), epochs: 1, examples: 1,
                multiplyAdds: cost, seconds: 1, samplesKept: 0)
        }
        let own = row(UpdateRow.unchanged, 40, cost: 0)
        let rows = [own, row("scratch", 48, cost: 900), row("warm", 47, cost: 100), row("new-only", 44, cost: 10)]
        #expect(UpdateChoice.automatic(rows, within: 1).policy == "scratch")
        #expect(UpdateChoice.automatic(rows, within: 2).policy == "warm")
        #expect(UpdateChoice.automatic(rows, within: 2).reason.contains("9 times fewer"))
        #expect(UpdateChoice.automatic(rows, within: 8).policy == "new-only")
        #expect(
            UpdateChoice.automatic([row(UpdateRow.unchanged, 48, cost: 0)] + rows.dropFirst(), within: 8).policy == nil)
        #expect(UpdateChoice.automatic([own], within: 1).policy == nil)
    }

    /// What `body` throws, in words.
    private func failure<Result>(_ body: () throws -> Result) -> String {
        do {
            _ = try body()
            return "nothing was thrown"
        } catch { return "\(error)" }
    }
}
