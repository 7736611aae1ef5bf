import Foundation
import FrugalData
import FrugalFiles
import FrugalTrack
import Testing

@testable import Frugal

/// What a user may get wrong: each is told by name, and nothing that lay there is lost.
@Suite struct BadInputTests {
    private func failure(_ data: String, in folder: URL, test: String? = nil, skipsBroken: Bool = false) -> String {
        var text = ""
        do {
            let fit = Fit(
                data: data, bundle: folder.path + "/a.frugal", recipe: tinyRecipe(epochs: 1), test: test,
                skipsBroken: skipsBroken)
            _ = try fit.run()
        } catch {
            text = "\(error)"
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.frugal"))
        return text
    }

    @Test func oneClass() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), classes: ["only"])
            #expect(failure(data, in: folder).contains("only one class, 'only'"))
        }
    }

    @Test func anEmptyClass() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            try FileManager.default.createDirectory(atPath: data + "/nothing", withIntermediateDirectories: true)
            #expect(failure(data, in: folder).contains("\(data)/nothing"))
            #expect(try LabelledData.load(data, options: skipping).classes == ["across", "down", "고양이"])
        }
    }

    @Test func onePictureAClass() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 1)
            #expect(failure(data, in: folder).contains("has 1 example, and 3 are the least"))
        }
    }

    @Test func thePictureOfTwoClassesIsLeakage() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            try FileManager.default.copyItem(atPath: data + "/across/0.png", toPath: data + "/down/copy.png")
            let text = failure(data, in: folder)
            #expect(text.contains("0.png") && text.contains("copy.png") && text.contains("another class"))
        }
    }

    @Test func aBrokenPictureIsNamed() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            try Data("no picture".utf8).write(to: URL(fileURLWithPath: data + "/down/3.png"))
            #expect(failure(data, in: folder).contains("\(data)/down/3.png"))
            let kept = try LabelledData.load(data, options: skipping)
            #expect(kept.count == 59)
            #expect(kept.findings.contains { $0.contains("3.png") })
        }
    }

    private var skipping: LabelledData.Options {
        var options = LabelledData.Options()
        options.skipsBroken = true
        return options
    }

    @Test func picturesOfSeveralSizesBecomeOne() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 6, side: 20)
            try writePictures(to: folder.appendingPathComponent("more"), perClass: 6, side: 12)
            for name in ["across", "down", "고양이"] {
                try FileManager.default.moveItem(atPath: folder.path + "/more/\(name)", toPath: data + "/\(name)/more")
            }
            let read = try LabelledData.load(data)
            guard case .pictures(let images) = read.contents else { return }
            #expect(images.height == 20 && images.width == 20 && images.count == 36)
        }
    }

    @Test func aTableWhoseTargetIsAnAmount() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("prices.csv")
            try AtomicFile.write(
                text: "a,price\n" + (0..<50).map { "\($0 % 5),\(Double($0) * 1.37)\n" }.joined(), to: file)
            #expect(failure(file.path, in: folder).contains("--target"))
        }
    }

    @Test func aFolderThatIsNoBundleIsLeftAlone() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let precious = folder.appendingPathComponent("b.frugal")
            try FileManager.default.createDirectory(at: precious, withIntermediateDirectories: true)
            try Data("thesis".utf8).write(to: precious.appendingPathComponent("thesis.txt"))
            let fit = Fit(data: data, bundle: precious.path, recipe: tinyRecipe(epochs: 1), startsAfresh: true)
            #expect(throws: TrackError.self) { try fit.run() }
            #expect(try String(contentsOf: precious.appendingPathComponent("thesis.txt"), encoding: .utf8) == "thesis")
        }
    }

    @Test func freshRemovesOnlyTheRecordOfAFit() throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"))
            let work = folder.appendingPathComponent("a.frugal.work")
            try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: work.appendingPathComponent("notes.txt"))
            let fit = Fit(
                data: data, bundle: folder.path + "/a.frugal", recipe: tinyRecipe(epochs: 1), startsAfresh: true)
            let error = #expect(throws: FrugalError.self) { try fit.run() }
            #expect(error?.kind == .conflict)
            #expect(FileManager.default.fileExists(atPath: work.appendingPathComponent("notes.txt").path))
        }
    }
}
