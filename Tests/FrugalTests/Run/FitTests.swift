import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

@Suite(.serialized) struct FitTests {
    @Test func picturesFromFolderToPrediction() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let bundle = folder.appendingPathComponent("모델.frugal").path
            var events: [String] = []
            let result = try Fit(data: data, bundle: bundle, recipe: tinyRecipe(epochs: 12)).run(observer: { event in
                if case .phase(let name) = event { events.append(name) }
            })
            #expect(
                result.leaderboard.map(\.name).sorted() == [
                    "logistic regression", "majority class", "nearest centroid", "tiny-a", "tiny-b",
                ])
            #expect(result.leaderboard.allSatisfy { $0.failure == nil && $0.parameters != nil && $0.latency != nil })
            #expect(result.test.accuracy.total == 12)
            #expect(result.test.accuracy.share > 0.6)
            #expect(result.testReads == 1)
            #expect(events.first?.hasPrefix("reading") == true && events.last == "writing bundle and report")
            let report = try String(contentsOfFile: result.report, encoding: .utf8)
            for part in ["Calibration", "Leaderboard", "Confusions", "Learning curves", "고양이", "To repeat it"] {
                #expect(report.contains(part), "the report lacks \(part)")
            }

            // What the bundle says about the test part is what the run said, to the bit.
            let model = try Predictor(bundle: bundle)
            let names = try String(contentsOfFile: "\(result.work)/split.tsv", encoding: .utf8)
                .split(separator: "\n").filter { $0.contains("\ttest\t") }.compactMap {
                    $0.split(separator: "\t").first
                }
            let right = try names.count { name in
                try model.predict(pictureAt: "\(data)/\(name)").name == name.split(separator: "/")[0]
            }
            #expect(right == result.test.accuracy.successes)
            let picture = try Image.read("\(data)/\(names[0])")
            #expect(try model.predict(picture) == model.predict(pictureAt: "\(data)/\(names[0])"))
            #expect(try model.evaluate(model.load(data)).accuracy.total == 60)
        }
    }

    @Test func tableFromFileToPrediction() throws {
        try withTemporaryFolder { folder in
            let data = try writeTable(to: folder.appendingPathComponent("나무.csv"))
            let bundle = folder.appendingPathComponent("trees.frugal").path
            var recipe = FitRecipe()
            recipe.maximumEpochs = 3
            recipe.seconds = nil
            let result = try Fit(data: data, bundle: bundle, recipe: recipe).run()
            #expect(result.test.accuracy.share > 0.9)
            let model = try Predictor(bundle: bundle)
            let new = try Table(csv: Array("width,length\n2.5,1.2\n,3.9\n".utf8), source: "new")
            #expect(throws: DataError.self) { try model.predict(new) }
            let complete = try Table(csv: Array("colour,width,length\nred,2.5,1.2\ngreen,,3.9\n".utf8), source: "new")
            #expect(try model.predict(complete).map(\.name) == ["oak", "elm"])
            #expect(try model.evaluate(model.load(data)).accuracy.total == 120)
        }
    }

    /// Stopped again and again, at other steps each time, a run ends with the same bits as one left alone.
    @Test func goesOnAsIfItHadNotBeenStopped() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let alone = try Fit(data: data, bundle: folder.path + "/alone.frugal", recipe: tinyRecipe()).run()
            let stopped = Fit(data: data, bundle: folder.path + "/stopped.frugal", recipe: tinyRecipe())
            var result: FitResult?
            var stops = 0
            while result == nil, stops < 100 {
                var steps = 0
                do {
                    result = try stopped.run(shouldStop: {
                        steps += 1
                        return steps > 7 + stops
                    })
                } catch let error as FrugalError {
                    #expect(error.kind == .interrupted)
                    stops += 1
                }
            }
            #expect(stops > 3)
            let resumed = try #require(result)
            #expect(resumed.test == alone.test)
            #expect(resumed.leaderboard.map(\.validation) == alone.leaderboard.map(\.validation))
            #expect(resumed.leaderboard.map(\.logLoss) == alone.leaderboard.map(\.logLoss))
            let weights = try [alone, resumed].map {
                try Data(contentsOf: URL(fileURLWithPath: $0.bundle + "/weights.safetensors"))
            }
            #expect(weights[0] == weights[1])
            #expect(resumed.testReads == 1)

            // The finished run gives its result again without training or another look at the test part.
            var events = 0
            let again = try stopped.run(observer: { if case .entry = $0 { events += 1 } })
            #expect(again == resumed)
            #expect(events == 0)
        }
    }

    @Test func aFailedCandidateIsARow() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 10)
            var recipe = tinyRecipe(epochs: 2)
            var wild = tinyCandidate("diverges", widths: [4])
            wild.training.learningRate = 1e30
            let vast = Candidate("too-large", .perceptron(PerceptronShape(hidden: [1_000_000, 1_000_000])))
            recipe.candidates = [vast, wild, tinyCandidate("sound", widths: [4, 8])]
            let result = try Fit(data: data, bundle: folder.path + "/a.frugal", recipe: recipe).run()
            let failures = Dictionary(uniqueKeysWithValues: result.leaderboard.map { ($0.name, $0.failure) })
            #expect(failures["too-large"]??.hasPrefix("out of memory") == true, "\(failures)")
            #expect(failures["diverges"]??.contains("number") == true, "\(failures)")
            #expect(failures["sound"] == .some(nil))
            #expect(try String(contentsOfFile: result.report, encoding: .utf8).contains("out of memory"))
        }
    }

    @Test func theBudgetIsKept() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 12)
            var recipe = tinyRecipe()
            recipe.seconds = 5
            recipe.maximumEpochs = nil
            var endless = tinyCandidate("endless", widths: [4, 8])
            endless.training.maximumEpochs = 1_000_000
            recipe.candidates = [endless]
            let clock = ContinuousClock()
            let begin = clock.now
            let result = try Fit(data: data, bundle: folder.path + "/a.frugal", recipe: recipe).run()
            let seconds = (clock.now - begin) / .seconds(1)
            #expect(seconds < 5 * 1.05)
            #expect(seconds > 2.5, "the time that is there is used")
            #expect(abs(result.seconds - seconds) < 0.5)
            #expect(result.leaderboard.contains { $0.name == "endless-long" } || result.isRefitted)
        }
    }

    /// A run killed between the look at the test part and its result looks again, and says so.
    @Test func aSecondLookAtTheTestPartIsLogged() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 8)
            let fit = Fit(data: data, bundle: folder.path + "/a.frugal", recipe: tinyRecipe(epochs: 1))
            let first = try fit.run()
            for name in ["test.json", "result.json"] {
                try FileManager.default.removeItem(at: fit.work.appendingPathComponent(name))
            }
            let second = try fit.run()
            #expect(second.test == first.test)
            #expect(second.testReads == 2)
            #expect(try Predictor(bundle: second.bundle).manifest.testReads == 2)
            let log = try String(contentsOf: fit.work.appendingPathComponent("events.jsonl"), encoding: .utf8)
            #expect(log.contains("read again"))
            #expect(try String(contentsOfFile: second.report, encoding: .utf8).contains("was read 2 times"))
        }
    }

    @Test func otherSettingsOrDataAreAConflict() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 8)
            var fit = Fit(data: data, bundle: folder.path + "/a.frugal", recipe: tinyRecipe(epochs: 1))
            _ = try fit.run()
            fit.recipe.seed = 2
            let error = #expect(throws: FrugalError.self) { try fit.run() }
            #expect(error?.kind == .conflict)
            #expect(error?.remedy.contains("--fresh") == true)
            fit.startsAfresh = true
            _ = try fit.run()
            fit.startsAfresh = false
            try writePictures(
                to: folder.appendingPathComponent("data"), classes: ["across", "down"], perClass: 9, seed: 5)
            #expect(throws: FrugalError.self) { try fit.run() }
        }
    }

    @Test func aTestPartOfItsOwnIsUsed() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 8)
            let test = try writePictures(to: folder.appendingPathComponent("test"), perClass: 5, seed: 9)
            var fit = Fit(data: data, bundle: folder.path + "/a.frugal", recipe: tinyRecipe(epochs: 1), test: test)
            let result = try fit.run()
            #expect(result.test.accuracy.total == 15)
            #expect(result.splitSizes["test"] == 15)
            #expect((result.splitSizes["train"] ?? 0) + (result.splitSizes["validation"] ?? 0) == 24)
            fit.test = try writePictures(
                to: folder.appendingPathComponent("other"), classes: ["across", "owl"], perClass: 3)
            fit.startsAfresh = true
            let error = #expect(throws: DataError.self) { try fit.run() }
            #expect(error?.description.contains("owl") == true)
        }
    }

    @Test func aSmallModelIsPreferredWithinTheMargin() throws {
        try withTemporaryFolder { folder in
            let data = try writeTable(to: folder.appendingPathComponent("trees.csv"))
            var recipe = FitRecipe()
            recipe.maximumEpochs = 2
            recipe.seconds = nil
            recipe.goal = .parameters
            recipe.within = 100
            let result = try Fit(data: data, bundle: folder.path + "/a.frugal", recipe: recipe).run()
            #expect(result.chosen.role == .baseline)
            #expect(
                result.chosen.parameters
                    == result.leaderboard.filter { $0.role != .yardstick }.compactMap(\.parameters).min())
        }
    }
}
