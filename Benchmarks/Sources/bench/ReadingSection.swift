import Foundation
import FrugalData
import FrugalTensor

/// Ten thousand PNG images of 28x28 from a folder, decoded and batched.
func readingSection(_ peer: Peer, _ rounds: Rounds, in scratch: String) throws -> [Comparison] {
    let folder = scratch + "/images"
    try makeImages(10_000, in: folder)
    let line = try rounds.compare(
        "10,000 PNG images in batches of 100", against: "torchvision ImageFolder, 2 workers", target: 3, steps: 1,
        ours: {
            let images = try ImageFolder(folder).load(size: PictureSize(height: 28, width: 28), channels: 1)
            let pipeline = try Pipeline(normalisation: Normalisation(mean: [0], deviation: [1]))
            var epoch = try Batches(ImageSource(images, pipeline: pipeline), size: 100).epoch(0)
            var count = 0
            while let batch = try epoch.next() { count += batch.labels.count }
            guard count == 10_000 else { throw Peer.Failure(description: "\(count) images were read") }
        }, peer: { try peer.measure("image_folder", ["path": folder, "batch": 100], steps: $0, warm: 1) })
    return [line]
}

/// Smooth pictures in ten folders, written once: noise would not compress as real drawings do.
private func makeImages(_ count: Int, in folder: String) throws {
    let done = folder + "/9/\(count - 1).png"
    if FileManager.default.fileExists(atPath: done) { return }
    for index in 0..<count {
        let (x, y) = (Double(index % 97) / 97 * 28, Double(index / 97 % 97) / 97 * 28)
        let pixels = (0..<28 * 28).map { place -> UInt8 in
            let distance = hypot(Double(place % 28) - x, Double(place / 28) - y) - Double(index % 10)
            return UInt8(max(0, min(255, 255 - distance * distance * 20)))
        }
        let image = try Image(height: 28, width: 28, channels: 1, pixels: pixels)
        let place = folder + "/\(index * 10 / count)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data(PNG.encode(image)).write(to: URL(fileURLWithPath: place + "/\(index).png"))
    }
}
