import Foundation
import FrugalData
import FrugalFiles
import FrugalTesting
import Testing

@testable import FrugalTrack

private struct Recipe: Codable, Equatable {
    var widths = [16, 32]
    var dropout = 0.1
}

/// A manifest that uses every field.
private func sampleManifest(name: String = "digits") throws -> ModelManifest {
    let classes = ["<script>", "고양이", "🐦"]
    let confusion = try ConfusionMatrix(classes: classes, truth: [0, 1, 2, 2], predicted: [0, 1, 2, 1])
    return ModelManifest(
        name: name, architecture: try .init(kind: "residual", recipe: Recipe()), classes: classes,
        input: .image(
            ImageInput(
                height: 8, width: 8, channels: 1, resizeFilter: "antialiased", mean: [0.3], standardDeviation: [0.2])),
        provenance: Provenance(
            data: ["digits/"], dataHashes: ["digits": "ab"], splitSeed: .max, splitSizes: ["train": 10, "test": 4],
            versions: ["Frugal": "0.1"], command: "frugal fit digits/"),
        temperature: 1.2, validation: ModelScore(accuracy: Proportion(5, of: 6), logLoss: 0.2, calibrationError: 0.01),
        test: ModelScore(accuracy: confusion.accuracy, confusion: confusion), testReads: 1,
        ledger: LedgerRecord(parameters: 10, multiplyAdds: 20, seconds: 2.5).estimatingEnergy())
}

private func writeSample(to url: URL, weights: [UInt8] = [1, 2, 3], name: String = "digits") throws -> ModelBundle {
    try ModelBundle.write(sampleManifest(name: name), to: url) { folder in
        try AtomicFile.write(weights, to: folder.appendingPathComponent(ModelBundle.weightsName))
        try AtomicFile.write(text: "<html/>", to: folder.appendingPathComponent(ModelBundle.reportName))
    }
}

/// The sample's manifest with one text of its JSON replaced.
private func manifest(replacing text: String, by other: String) throws -> [UInt8] {
    var sample = try sampleManifest()
    sample.files = [ModelBundle.weightsName: 3]
    let json = String(decoding: try TrackJSON.encode(sample), as: UTF8.self)
    try #require(json.contains(text))
    return Array(json.replacingOccurrences(of: text, with: other).utf8)
}

@Suite struct ModelBundleTests {
    @Test func whatIsWrittenIsRead() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("새 digits.frugal")
            let written = try writeSample(to: url)
            let read = try ModelBundle.load(from: url)
            #expect(read == written)
            #expect(read.manifest.files == ["weights.safetensors": 3, "report.html": 7])
            #expect(try read.manifest.architecture.recipe(as: Recipe.self) == Recipe())
            #expect(try bytes(of: read.weights) == [1, 2, 3])
            #expect(try names(in: folder) == ["새 digits.frugal"])
            #expect(try names(in: url) == ["model.json", "report.html", "weights.safetensors"])
        }
    }

    @Test func tablesAndCategoriesAreKept() throws {
        var table = try sampleManifest()
        let rows = try Table(csv: Array("age,colour,kind\n30,red,a\n50,blue,b\n41,,a\n".utf8), source: "table")
        let encoding = try TabularEncoding.fit(rows, rows: [0, 1, 2], excluding: ["kind"])
        table.input = .table(TableInput(encoding: encoding, target: "kind"))
        table.files = [ModelBundle.weightsName: 0]
        #expect(try ModelBundle.decode(TrackJSON.encode(table), path: "model.json") == table)
    }

    @Test func replacesAnOlderBundle() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.frugal")
            _ = try writeSample(to: url, name: "old")
            _ = try writeSample(to: url, weights: [9], name: "new")
            #expect(try ModelBundle.load(from: url).manifest.name == "new")
            #expect(try bytes(of: url.appendingPathComponent(ModelBundle.weightsName)) == [9])
            #expect(try names(in: folder) == ["a.frugal"])
        }
    }

    @Test func aFailureLeavesTheOlderBundle() throws {
        struct Failure: Error {}
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.frugal")
            let old = try writeSample(to: url)
            #expect(throws: Failure.self) {
                try ModelBundle.write(sampleManifest(), to: url) { staging in
                    try AtomicFile.write([1], to: staging.appendingPathComponent(ModelBundle.weightsName))
                    throw Failure()
                }
            }
            let noWeights = trackError { _ = try ModelBundle.write(sampleManifest(), to: url) { _ in } }
            #expect(noWeights?.kind == .invalidValue)
            #expect(try ModelBundle.load(from: url) == old)
            #expect(try names(in: folder) == ["a.frugal"])
        }
    }

    @Test func errorsNameTheBundleAndNotTheHiddenFolder() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.frugal")
            let error = trackError {
                _ = try ModelBundle.write(sampleManifest(), to: url) { staging in
                    try AtomicFile.write([1], to: staging.appendingPathComponent("none/weights"))
                }
            }
            #expect(error?.path == url.path + "/none/weights")
        }
    }

    @Test func neverReplacesWhatIsNotABundle() throws {
        try withTemporaryFolder { folder in
            let photos = folder.appendingPathComponent("photos")
            try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
            try AtomicFile.write([1], to: photos.appendingPathComponent("holiday.jpg"))
            #expect(trackError { _ = try writeSample(to: photos) }?.kind == .conflict)
            let file = folder.appendingPathComponent("thesis.txt")
            try AtomicFile.write([1], to: file)
            #expect(trackError { _ = try writeSample(to: file) }?.kind == .conflict)

            let bundle = folder.appendingPathComponent("a.frugal")
            _ = try writeSample(to: bundle)
            try AtomicFile.write([1], to: bundle.appendingPathComponent("notes.txt"))
            let error = trackError { try ModelBundle.checkReplaceable(bundle) }
            #expect(error?.problem.contains("notes.txt") == true)
            #expect(try names(in: photos) == ["holiday.jpg"])
            #expect(try names(in: bundle).contains("notes.txt"))
        }
    }

    @Test func cleansUpAfterAKilledWriterOnly() throws {
        try withTemporaryFolder { folder in
            // No process has the largest possible number; this one has its own.
            for process in ["\(Int32.max)", "\(getpid())", "x"] {
                let left = folder.appendingPathComponent(".a.frugal.\(process).12345678.partial")
                try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
                try AtomicFile.write([1], to: left.appendingPathComponent(ModelBundle.weightsName))
            }
            _ = try writeSample(to: folder.appendingPathComponent("a.frugal"))
            let left = try names(in: folder)
            #expect(left.count == 3 && !left.contains { $0.contains("\(Int32.max)") })
        }
    }

    @Test func swapsWithoutAGapHere() throws {
        try withTemporaryFolder { folder in
            let (one, other) = (folder.appendingPathComponent("1"), folder.appendingPathComponent("2"))
            try AtomicFile.write([1], to: one)
            try AtomicFile.write([2], to: other)
            #expect(PathExchange.swap(one.path, other.path))
            #expect(try bytes(of: one) == [2])
            #expect(!PathExchange.swap(one.path, folder.appendingPathComponent("3").path))
        }
    }
}

@Suite struct BundleFaultTests {
    @Test func missingPartsAreNamed() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.frugal")
            #expect(trackError { _ = try ModelBundle.load(from: url) }?.kind == .missing)
            _ = try writeSample(to: url)
            let weights = url.appendingPathComponent(ModelBundle.weightsName)
            try AtomicFile.write([1], to: weights)
            let short = trackError { _ = try ModelBundle.load(from: url) }
            #expect(short?.problem == "has 1 bytes where model.json says 3")
            try FileManager.default.removeItem(at: weights)
            #expect(trackError { _ = try ModelBundle.load(from: url) }?.path == weights.path)
            let manifest = url.appendingPathComponent(ModelBundle.manifestName)
            try AtomicFile.write([], to: manifest)
            #expect(trackError { _ = try ModelBundle.load(from: url) }?.problem == "is not valid JSON")
            try FileManager.default.removeItem(at: manifest)
            #expect(trackError { _ = try ModelBundle.load(from: url) }?.path == manifest.path)
            #expect(
                trackError { _ = try ModelBundle.load(from: folder.appendingPathComponent("a.frugal/report.html")) }?
                    .kind == .malformed)
        }
    }

    @Test func aNewerFormatAsksForAnUpdate() throws {
        let bytes = Array(#"{"kind":"frugal-model","format":3,"surprise":{}}"#.utf8)
        let error = trackError { _ = try ModelBundle.decode(bytes, path: "a.frugal/model.json") }
        #expect(error?.kind == .newerFormat)
        #expect(
            error?.description
                == "a.frugal/model.json: made by a newer Frugal (format 3); this one reads up to 2; update Frugal.")
    }

    @Test(arguments: [
        (#""height" : 8"#, #""height" : 0"#, "picture size"),
        (#""height" : 8"#, #""height" : 9223372036854775807"#, "picture size"),
        (#""channels" : 1"#, #""channels" : 3"#, "3 channels"),
        (#""temperature" : 1.2"#, #""temperature" : "nan""#, "temperature"),
        (#""temperature" : 1.2"#, #""temperature" : 0"#, "temperature"),
        (#""logLoss" : 0.2"#, #""logLoss" : "nan""#, "log loss"),
        (#""logLoss" : 0.2"#, #""logLoss" : {}"#, "validation.logLoss"),
        (#""successes" : 5"#, #""successes" : 7"#, "7 right of 6"),
        (#""successes" : 3"#, #""successes" : 2"#, "confusion matrix"),
        (#""weights.safetensors" : 3"#, #""../weights.safetensors" : 3"#, "no file name"),
        (#""weights.safetensors" : 3"#, #""report.html" : 3"#, "does not name weights.safetensors"),
        (#""name" : "digits","#, "", "lacks \"name\""),
        ("frugal-model", "cake", "\"kind\""),
        ("\"고양이\"", "\"🐦\"", "one class twice"),
        (#""testReads" : 1"#, #""testReads" : -1"#, "testReads"),
        (#""parameters" : 10"#, #""parameters" : -1"#, "parameters is negative"),
        (#""seconds" : 2.5"#, #""seconds" : "inf""#, "seconds"),
        (#""format" : 1"#, #""format" : 0"#, "format"),
    ])
    func impossibleValuesAreNamed(text: String, other: String, complaint: String) throws {
        let bytes = try manifest(replacing: text, by: other)
        let error = trackError { _ = try ModelBundle.decode(bytes, path: "model.json") }
        #expect(error?.description.contains(complaint) == true, "\(String(describing: error))")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func aBadManifestIsNotWritten() throws {
        try withTemporaryFolder { folder in
            var bad = try sampleManifest()
            bad.temperature = .nan
            let url = folder.appendingPathComponent("a.frugal")
            #expect(throws: TrackError.self) { try ModelBundle.write(bad, to: url) { _ in } }
            #expect(try names(in: folder).isEmpty)
        }
    }

    @Test func damagedManifestsAreRefusedWithoutACrash() throws {
        var sample = try sampleManifest()
        sample.files = [ModelBundle.weightsName: 3]
        let samples = [try TrackJSON.encode(sample), try TrackJSON.encode(sample, onOneLine: true)]
        var refused = 0
        for bytes in Fuzzer(seed: 2).mutations(of: samples, count: 20_000) {
            do {
                _ = try ModelBundle.decode(bytes, path: "model.json")
            } catch is TrackError {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }

    @Test func deepNestingIsRefused() throws {
        let deep = Array((String(repeating: "[", count: 200_000)).utf8)
        #expect(throws: TrackError.self) { try TrackJSON.decode(JSONValue.self, from: deep, path: "x") }
    }

    @Test func kindsAreNamedAsReadersOfJSONNameThem() {
        for (text, words) in [
            ("[]", "the file is not an object"), (#"{"a": "x"}"#, #"the field "a" is not a whole number"#),
            (#"{"a": [1]}"#, #"the field "a" is not a whole number"#),
        ] {
            let error = #expect(throws: TrackError.self) {
                try TrackJSON.decode([String: Int].self, from: Array(text.utf8), path: "x")
            }
            #expect(error?.description.contains(words) == true)
        }
    }

    @Test func anyJSONSurvives() throws {
        let value: JSONValue = .object([
            "a": .array([.null, .bool(true), .integer(-3), .unsigned(.max), .number(0.5), .string("nan")]),
            "1": .object([:]),
        ])
        #expect(try TrackJSON.decode(JSONValue.self, from: TrackJSON.encode(value), path: "x") == value)
    }
}
