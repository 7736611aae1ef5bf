import Foundation
import FrugalData

/// A zip archive whose entries are stored as they are.
func storedZip(_ entries: [(name: String, contents: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    var (file, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
        let name = Array(entry.name.utf8)
        var facts: [UInt8] = [0, 0, 0, 0, 0, 0]
        facts += little(Int(crc32(entry.contents)), 4)
        facts += little(entry.contents.count, 4)
        facts += little(entry.contents.count, 4)
        facts += little(name.count, 2)
        facts += [0, 0]
        directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0]
        directory += facts
        directory += [UInt8](repeating: 0, count: 10)
        directory += little(file.count, 4)
        directory += name
        file += [0x50, 0x4b, 3, 4, 20, 0, 0, 0]
        file += facts
        file += name
        file += entry.contents
    }
    let start = file.count
    file += directory
    file += [0x50, 0x4b, 5, 6, 0, 0, 0, 0]
    file += little(entries.count, 2)
    file += little(entries.count, 2)
    file += little(directory.count, 4)
    file += little(start, 4)
    file += [0, 0]
    return file
}

/// The checksum of a zip entry, bit by bit.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 {
            let shifted = sum >> 1
            sum = sum & 1 == 1 ? shifted ^ 0xedb8_8320 : shifted
        }
    }
    return ~sum
}

/// A drawing of dark ink at these places (row, column) on white.
func drawing(_ ink: [(Int, Int)], side: Int = 8) throws -> Image {
    var pixels = [UInt8](repeating: 255, count: side * side)
    for (row, column) in ink { pixels[row * side + column] = 0 }
    return try Image(height: side, width: side, channels: 1, pixels: pixels)
}

/// Strokes that a reader of the tests can tell apart.
let strokes: [[(Int, Int)]] = [
    (0..<6).map { (1 + $0, 2) }, (0..<6).map { (3, 1 + $0) }, (0..<6).map { (1 + $0, 1 + $0) },
]

/// An archive with one run of three classes, asked about in the order 2, 0, 1.
func lakeArchive(_ labels: String? = nil, folder: String = "run01") throws -> [UInt8] {
    let order = [2, 0, 1]
    let lines = order.enumerated().map { "run01/test/item\($0).png run01/training/class\($1).png" }
    var entries = [("\(folder)/class_labels.txt", Array((labels ?? lines.joined(separator: "\n") + "\n").utf8))]
    for (place, stroke) in strokes.enumerated() {
        entries.append(("\(folder)/training/class\(place).png", try PNG.encode(drawing(stroke))))
    }
    for (place, answer) in order.enumerated() {
        let moved = strokes[answer].map { ($0.0 + 1, $0.1 + 1) }
        entries.append(("\(folder)/test/item\(place).png", try PNG.encode(drawing(moved))))
    }
    return storedZip(entries)
}
