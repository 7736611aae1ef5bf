import Foundation
import FrugalData
import FrugalTensor
import FrugalTransfer

/// The clothing photographs as a network takes them, with who sent each: photos of one sender share their background, so that
/// a fair split keeps them together.
struct SenderPhotos {
    let pictures: LabelledImages
    private let senders: [String]

    init(_ zip: URL, height: Int, width: Int, sizing: PictureSizing) throws {
        let archive = try ZipArchive(zip.path)
        let list = try archive.entries.first { $0.name == "labels.csv" }.map { try archive.contents(of: $0) } ?? []
        var sender: [String: String] = [:]
        for line in String(decoding: list, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",")
            if fields.count > 2 { sender[String(fields[0])] = String(fields[2]) }
        }
        let entries = archive.entries.filter { $0.name.hasSuffix(".jpg") }
        let classes = Set(entries.map(Self.className)).sorted()
        var pixels: [UInt8] = []
        for entry in entries {
            let image = try Image.decode(archive.contents(of: entry), channels: 3)
            pixels += try sizing.sized(image, height: height, width: width).pixels
        }
        pictures = try LabelledImages(
            pixels: pixels, height: height, width: width, channels: 3,
            labels: entries.map { classes.firstIndex(of: Self.className($0)) ?? 0 }, classes: classes,
            names: entries.map(\.name))
        senders = entries.map { sender[$0.name] ?? $0.name }
    }

    private static func className(_ entry: ZipArchive.Entry) -> String { String(entry.name.split(separator: "/")[0]) }

    /// A quarter of the photos, by sender, to test on, a sixth of the rest to choose by.
    func split(using random: RandomStream) -> (training: [Int], validation: [Int], test: [Int]) {
        var random = random
        var order = Set(senders).sorted()
        random.shuffle(&order)
        let rows = Dictionary(grouping: senders.indices) { senders[$0] }
        var parts: [[Int]] = [[], [], []]
        for sender in order {
            // The parts fill up one after the other: test, validation, training.
            let part = parts[0].count * 4 < senders.count ? 0 : parts[1].count * 8 < senders.count ? 1 : 2
            parts[part] += rows[sender] ?? []
        }
        return (parts[2].sorted(), parts[1].sorted(), parts[0].sorted())
    }
}
