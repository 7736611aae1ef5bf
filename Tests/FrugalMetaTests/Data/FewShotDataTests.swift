import Foundation
import FrugalData
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct FewShotDataTests {
    /// A folder of `classes` classes with `pictures` different pictures each, changed by `change`, then read.
    private func read(
        classes: Int = 8, pictures: Int = 3, height: Int = 6, options: FewShotData.Options = .init(),
        _ change: (URL) throws -> Void = { _ in }
    ) throws -> FewShotData {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("few-shot 자료 \(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for place in 0..<classes {
            let name = folder.appendingPathComponent("class \(place)")
            try FileManager.default.createDirectory(at: name, withIntermediateDirectories: true)
            for number in 0..<pictures { try write(place * 16 + number, height, to: name, "\(number).png") }
        }
        try change(folder)
        return try FewShotData(in: folder.path, options: options)
    }

    private func write(_ value: Int, _ height: Int = 6, to folder: URL, _ name: String) throws {
        let pixels = [UInt8](repeating: UInt8(value), count: height * 6)
        let image = try Image(height: height, width: 6, channels: 1, pixels: pixels)
        try DataFile.write(PNG.encode(image), to: folder.appendingPathComponent(name).path)
    }

    private func refusal(
        classes: Int = 8, height: Int = 6, options: FewShotData.Options = .init(),
        _ change: (URL) throws -> Void = { _ in }
    ) -> String {
        do {
            _ = try read(classes: classes, height: height, options: options, change)
            return ""
        } catch { return "\(error)" }
    }

    @Test func aFolderIsSplitByClass() throws {
        let data = try read()
        #expect(data.reading.filter == .antialiased && !data.reading.rotationsAsClasses)
        #expect(data.reading.size == PictureSize(height: 6, width: 6))
        let parts = try FewShotData.Part.allCases.map { try data.classes($0).classes.map(\.name) }
        #expect(Set(parts.flatMap { $0 }).count == 8 && parts.allSatisfy { $0.count >= 2 })
        #expect(data.split.test == (try read().split.test))
        let turned = try read(options: .init(rotationsAsClasses: true))
        #expect(try turned.classes(.test).classes.count == 4 * parts[2].count)
    }

    @Test func aSplitFileIsTaken() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("split-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let options = FewShotData.Options(splitFile: file.path)
        try Data(#"{"train": ["class 0"], "validation": ["class 2"], "test": ["class 4", "class 1"]}"#.utf8).write(
            to: file)
        let data = try read(options: options)
        #expect(try data.classes(.test).classes.map(\.name) == ["class 4", "class 1"])
        try Data(#"{"train": ["class 0"], "validation": [], "test": ["class 99"]}"#.utf8).write(to: file)
        #expect(refusal(options: options).contains("class 99"))
        try Data(#"{"train": ["class 0"], "validation": [], "test": ["class 0"]}"#.utf8).write(to: file)
        #expect(refusal(options: options).contains("class 0: this class stands twice"))
        try Data(#"{"train": 7}"#.utf8).write(to: file)
        #expect(refusal(options: options).contains(file.lastPathComponent))
    }

    @Test func whatMakesAnEpisodeDishonestIsRefused() throws {
        let leak = refusal { try write(16, to: $0.appendingPathComponent("class 5"), "copy.png") }
        #expect(leak.contains("class 1/0.png") && leak.contains("class 5/copy.png"))
        let twice = refusal { try write(16, to: $0.appendingPathComponent("class 1"), "copy.png") }
        #expect(twice.contains("class 1/0.png") && twice.contains("class 1/copy.png"))
        let empty = refusal {
            try FileManager.default.createDirectory(
                at: $0.appendingPathComponent("nobody"), withIntermediateDirectories: true)
        }
        #expect(empty.contains("nobody"))
        #expect(refusal(classes: 1).contains("only one class"))
        #expect(refusal(classes: 3).contains("3 classes are too few"))
        let broken = refusal { try Data([1, 2]).write(to: $0.appendingPathComponent("class 3/broken.png")) }
        #expect(broken.contains("class 3/broken.png"))
        let sizes = refusal { try write(200, 9, to: $0.appendingPathComponent("class 2"), "tall.png") }
        #expect(sizes.contains("different sizes"))
        #expect(refusal(height: 7, options: .init(rotationsAsClasses: true)).contains("7x6"))
    }

    /// The sampler names the class that is too small.
    @Test func moreShotsThanPicturesAreRefused() throws {
        let pool = try read().classes(.test)
        #expect { _ = try EpisodeSampler(pool, EpisodeShape(way: 2, shot: 3, queries: 1), seed: 1) } throws: { error in
            "\(error)".contains("class ") && "\(error)".contains("has 3 pictures")
        }
    }
}
