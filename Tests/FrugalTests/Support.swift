import Foundation
import FrugalData
import FrugalFiles
import FrugalTensor
import FrugalTrack

@testable import Frugal

/// A new folder, its name in several scripts, that is removed after `body`.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal 적합 🦉 \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

/// Writes a folder of small pictures that are easy to tell apart: a bright bar whose place and direction name the class.
@discardableResult
func writePictures(
    to folder: URL, classes: [String] = ["across", "down", "고양이"], perClass: Int = 20, side: Int = 8, seed: UInt64 = 1
) throws -> String {
    var random = RandomStream(seed: seed)
    for (label, name) in classes.enumerated() {
        let place = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for number in 0..<perClass {
            let line = 2 + random.below(max(1, side - 4))
            let pixels = (0..<(side * side)).map { index -> UInt8 in
                let (row, column) = (index / side, index % side)
                let isBright = label == 0 ? row == line : label == 1 ? column == line : row == column
                return UInt8((isBright ? 180 : 20) + random.below(60))
            }
            let image = try Image(height: side, width: side, channels: 1, pixels: pixels)
            try DataFile.write(PNG.encode(image), to: place.appendingPathComponent("\(number).png").path)
        }
    }
    return folder.path
}

/// Writes a table of two clouds that hardly overlap, with gaps and a category.
@discardableResult
func writeTable(to file: URL, rows: Int = 120, seed: UInt64 = 1) throws -> String {
    var random = RandomStream(seed: seed)
    var text = "length,width,colour,kind\n"
    for row in 0..<rows {
        let isFirst = row % 2 == 0
        let length = (isFirst ? 1.0 : 3.0) + random.uniform()
        let width = row % 10 == 3 ? "" : "\((isFirst ? 2.0 : 0.5) + random.uniform())"
        text += "\(length),\(width),\(random.below(2) == 0 ? "red" : "blue"),\(isFirst ? "oak" : "elm")\n"
    }
    try AtomicFile.write(text: text, to: file)
    return file.path
}

/// A recipe that trains two tiny networks for a few epochs, so that results do not depend on the clock.
func tinyRecipe(epochs: Int = 4) -> FitRecipe {
    var recipe = FitRecipe()
    recipe.seconds = nil
    recipe.maximumEpochs = epochs
    recipe.candidates = [tinyCandidate("tiny-a", widths: [4, 8]), tinyCandidate("tiny-b", widths: [6, 8])]
    return recipe
}

func tinyCandidate(_ name: String, widths: [Int]) -> Candidate {
    var training = TrainingSettings()
    training.batchSize = 8
    training.learningRate = 0.02
    training.distortion = Distortion(degrees: 2, stretch: 0.02, slant: 0.02, shift: 0.5)
    return Candidate(
        name, .convolutional(ConvolutionalShape(widths: widths, convolutionsPerStage: 1, dropout: 0.1)),
        training: training)
}

/// A row of a leaderboard with what selection looks at.
func row(
    _ name: String, right: Int, of total: Int = 100, loss: Double = 1, parameters: Int = 10, operations: Int = 10,
    latency: Double = 1, role: LeaderboardEntry.Role = .network
) -> LeaderboardEntry {
    var entry = LeaderboardEntry(Candidate(name, .linear(LinearShape())), role: role)
    entry.validation = Proportion(right, of: total)
    entry.logLoss = loss
    entry.parameters = parameters
    entry.multiplyAdds = operations
    entry.latency = latency
    return entry
}
