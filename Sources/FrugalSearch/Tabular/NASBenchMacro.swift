import Foundation
import FrugalData
import FrugalTrack

/// NAS-Bench-Macro: 6,561 networks of eight layers on CIFAR-10, each layer the identity or an inverted residual block.
///
/// Su et al., CVPR 2021. Test accuracy only, the mean of three seeds: search score and reported score are the same, so the
/// table compares searchers and says nothing of how well a choice generalises.
public enum NASBenchMacro {
    /// The blocks in the order of their digits.
    static let blocks = ["identity", "MB3 3x3", "MB6 5x5"]

    /// The space, 3^8 architectures.
    public static func space() throws -> SearchSpace {
        try SearchSpace(
            "nas-bench-macro", family: "table", (1...8).map { Decision("block", at: "layer \($0)", blocks) })
    }

    /// Reads `nas-bench-macro_cifar10.json`.
    /// - Throws: `DataError` or `TrackError` that names the file where it cannot be read or is not the table.
    public static func read(_ path: String) throws -> TabularBenchmark {
        struct Record: Decodable {
            var accuracy: Double
            var params: Double
            var flops: Double

            enum CodingKeys: String, CodingKey {
                case accuracy = "mean_acc"
                case params, flops
            }
        }
        let records = try TrackJSON.decode([String: Record].self, from: DataFile.read(path), path: path)
        let space = try space()
        var entries: [[Int]: TabularBenchmark.Entry] = [:]
        for (digits, record) in records {
            let tokens = digits.compactMap(\.wholeNumberValue)
            guard tokens.count == digits.count, tokens.count == 8, tokens.allSatisfy(blocks.indices.contains) else {
                throw DataError(
                    .malformed, file: path, "'\(digits)' is no network of eight digits from 0 to 2",
                    remedy: "Fetch the file again")
            }
            entries[tokens] = TabularBenchmark.Entry(
                searchScore: record.accuracy, reportedScore: record.accuracy,
                costs: [.parameters: record.params, .operations: record.flops])
        }
        guard Double(entries.count) == space.size else {
            throw DataError(
                .malformed, file: path, "it holds \(entries.count) networks and not \(Int(space.size))",
                remedy: "Fetch the file again")
        }
        return TabularBenchmark(space: space, entries: entries)
    }
}
