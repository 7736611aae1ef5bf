import Testing

@testable import FrugalData

@Suite("Contact sheets and summaries")
struct ContactSheetTests {
    @Test("A sheet has a row a class, shows whole pictures and explains names it cannot write")
    func sheet() throws {
        let images = try randomImages(
            count: 9, side: 16, channels: 1, classes: ["cat", "고양이", "a name too long for the sheet"])
        let sheet = try ContactSheet(images, perClass: 2)
        #expect(sheet.legend == ["class 1: 고양이"])
        #expect(sheet.image.channels == 3)
        // 3 rows of 20 + 32 + 8 and a last gap; the width has a minimum.
        #expect(sheet.image.height == 3 * 60 + 4 && sheet.image.width == 240)
        // The picture in the corner is number 0, 3 or 6, each pixel enlarged to 2 by 2.
        let first = (24 * 240 + 4) * 3
        let corner: [UInt8] = (0..<16).map { column in sheet.image.pixels[first + column * 6] }
        let candidates: [[UInt8]] = [0, 3, 6].map { index in Array(images.pixels[(index * 256)...].prefix(16)) }
        #expect(candidates.contains(corner))
        let again = try ContactSheet(images, perClass: 2)
        #expect(again.image == sheet.image)
    }

    @Test("The file is a PNG of the sheet")
    func file() throws {
        try withTemporaryFolder { folder in
            let sheet = try ContactSheet(try randomImages(count: 4, side: 300, channels: 3))
            try sheet.write(to: "\(folder)/sheet.png")
            #expect(try Image.read("\(folder)/sheet.png") == sheet.image)
        }
    }

    @Test("Too many classes are counted, no pictures refused")
    func limits() throws {
        let images = try randomImages(count: 5, side: 2, channels: 1, classes: (0..<5).map { "c\($0)" })
        #expect(try ContactSheet(images, maximumClasses: 2).legend == ["3 more classes are not shown"])
        #expect(throws: DataError.self) { try ContactSheet(images, perClass: 0) }
        let none = try LabelledImages(
            pixels: [], height: 1, width: 1, channels: 1, labels: [], classes: ["a"], names: [])
        #expect(throws: DataError.self) { try ContactSheet(none) }
    }

    @Test("Warnings name classes that cannot be learnt or scored, copies and leaks")
    func summary() throws {
        let images = try LabelledImages(
            pixels: [1, 1, 2, 3, 3, 4], height: 1, width: 1, channels: 1, labels: [0, 1, 0, 0, 0, 0],
            classes: ["a", "b", "empty"], names: ["p", "q", "r", "s", "t", "u"])
        let summary = DataSummary(images)
        #expect(summary.classes.map(\.count) == [5, 1, 0])
        #expect(summary.duplicates == [["p", "q"], ["s", "t"]])
        let text = summary.warnings.joined(separator: "\n")
        for part in [
            "No examples: 'empty'", "Only one example", "'b'", "leakage: 1 picture lies", "'p' and 'q'", "2 of 6",
        ] {
            #expect(text.contains(part))
        }
        #expect(try images.shared([0, 2], [1, 3]) == [0])
        let single = try LabelledImages(
            pixels: [1, 2], height: 1, width: 1, channels: 1, labels: [0, 0], classes: ["a"], names: ["p", "q"])
        #expect(DataSummary(single).warnings == ["There is only one class, so there is nothing to tell apart."])
    }

    @Test("A table's summary names its useless columns, rows without class, and the target in disguise")
    func table() throws {
        let text = "k,copy,x,y\n1,a,1,a\n1,b,2,b\n1,a,3,\n1,a,3,a\n"
        let table = try Table(csv: Array(text.utf8), source: "t.csv")
        let warnings = DataSummary(table, target: try table.classTarget()).warnings.joined(separator: "\n")
        for part in ["'k' is left out", "'copy' holds the class itself", "1 rows have no class"] {
            #expect(warnings.contains(part))
        }
    }

    @Test("Every character of the font has dots of its own")
    func font() {
        var seen = Set<[Int]>()
        for byte in UInt8(0x20)...0x7E {
            var dots: [Int] = []
            DotFont.dots(of: String(UnicodeScalar(byte))) { dots.append($0 * 8 + $1) }
            seen.insert(dots.sorted())
        }
        #expect(seen.count == 95)
        #expect(DotFont.covers("a b") && !DotFont.covers("é"))
    }
}
