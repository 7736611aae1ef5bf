import ArgumentParser
import FrugalData
import FrugalMeta
import FrugalTrack

/// Which data a few-shot command works on, and how their classes are divided.
struct FewShotDataOptions: ParsableArguments {
    @Argument(
        help: "The data: omniglot, or a folder with one subfolder of pictures for each class.", completion: .directory)
    var data: String

    @Flag(help: "Do not make classes of quarter turns, as is usual with Omniglot.")
    var upright = false

    @Option(help: "The side that pictures are brought to; 28 for omniglot, a folder's own size by default.")
    var side: Int?

    @Option(
        help: """
            How pictures are resized: \(ResizeFilter.allCases.map(\.rawValue).joined(separator: ", ")); nearest for \
            omniglot, antialiased for a folder by default.
            """)
    var resize: ResizeFilter?

    @Option(
        help: "A JSON file with the lists train, validation and test of class names, instead of the usual split.",
        completion: .file())
    var split: String?

    @Option(help: "The seed of the random split of a folder's classes.")
    var splitSeed: UInt64 = 1

    /// Reads the data.
    /// - Throws: as ``FewShotData``; `DataError` where a known data set is not at hand.
    func load(_ folders: DataOptions) throws -> FewShotData {
        if let side, !(1...4096).contains(side) {
            throw FrugalError(.usage, "--side", "\(side) pixels make no picture", remedy: "give 1 to 4096")
        }
        return try FewShotData(
            in: DataPath.resolve(data, options: folders),
            options: FewShotData.Options(
                rotationsAsClasses: upright ? false : nil, size: side.map { PictureSize(height: $0, width: $0) },
                filter: resize, splitFile: split, splitSeed: splitSeed))
    }
}

/// The size of a few-shot task.
struct EpisodeOptions: ParsableArguments {
    @Option(help: "Classes in an episode.")
    var way = 5

    @Option(help: "Labelled pictures a class: a number, or the range from which each class draws its own, such as 1-5.")
    var shot = ShotRange(1...1)

    @Option(help: "Pictures of each class that are asked about.")
    var queries = 15

    /// The size.
    var shape: EpisodeShape { EpisodeShape(way: way, shots: shot.range, queries: queries) }
}

/// A number of labelled pictures a class as people write it: `1`, `5`, `1-5`.
struct ShotRange: ExpressibleByArgument {
    let range: ClosedRange<Int>

    init(_ range: ClosedRange<Int>) { self.range = range }

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends.last ?? nil, low <= high else {
            return nil
        }
        range = low...high
    }

    var defaultValueDescription: String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
}

extension ResizeFilter: ExpressibleByArgument {}
extension FewShotData.Part: ExpressibleByArgument {}
