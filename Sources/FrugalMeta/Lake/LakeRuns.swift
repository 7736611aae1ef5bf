import FrugalData
import FrugalTensor

/// The official runs of Lake's one-shot task (Lake, Salakhutdinov and Tenenbaum 2015), `all_runs.zip`: in each run one
/// person's drawings of 20 characters of an alphabet are shown, and the same characters drawn by another person are to be
/// told apart.
public struct LakeRuns: Sendable {
    /// One 20-way 1-shot task.
    public struct Run: Sendable, Equatable {
        /// The name of its folder, such as `run01`.
        public let name: String
        /// One drawing of each class, ink black on white.
        public let training: [Image]
        /// The drawings asked about.
        public let test: [Image]
        /// For each drawing asked about, the position of its class in ``training``.
        public let answers: [Int]
    }

    /// The runs in the order of their names.
    public let runs: [Run]

    /// Runs that are there already.
    init(runs: [Run]) { self.runs = runs }

    /// Reads the archive at `path`.
    /// - Throws: `DataError` that names the archive, the run and the line for a missing, damaged or contradictory file.
    public init(_ path: String) throws { try self.init(archive: try ZipArchive(path)) }

    /// Reads an archive already opened. Errors as for `init(_:)`.
    public init(archive: ZipArchive) throws {
        let entries = Dictionary(archive.entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let lists = archive.entries.map(\.name).filter { $0.hasSuffix("/" + Self.listName) }.sorted()
        guard !lists.isEmpty else {
            throw DataError(
                .notFound, file: archive.file, "the archive holds no run with a \(Self.listName)",
                remedy: "Give all_runs.zip of the one-shot classification task")
        }
        do {
            runs = try lists.map { try RunReader(archive: archive, entries: entries, list: $0).run() }
        } catch let error as DataError {
            throw error.file == nil ? archive.file.map { error.inFile($0) } ?? error : error
        }
    }

    /// The file of a run that says which drawing belongs to which.
    static let listName = "class_labels.txt"

    /// The error of each run in percent, where the nearest drawing is the answer; of equals the first.
    /// - Parameter distances: for a run, a row for each drawing asked about, a distance for each class.
    public func errors(_ distances: (Run) throws -> [[Double]]) rethrows -> [Double] {
        try runs.map { run in
            let wrong = zip(try distances(run), run.answers).filter { row, answer in
                row.indices.min { (row[$0], $0) < (row[$1], $1) } != answer
            }
            return 100 * Double(wrong.count) / Double(run.answers.count)
        }
    }

    /// The rows of a matrix as numbers.
    static func rows(of matrix: Tensor) -> [[Double]] {
        let width = matrix.size(of: 1)
        let values = matrix.floats().map(Double.init)
        return stride(from: 0, to: values.count, by: max(1, width)).map { Array(values[$0..<($0 + width)]) }
    }
}

/// Reads one run of an archive.
private struct RunReader {
    let archive: ZipArchive
    let entries: [String: ZipArchive.Entry]
    /// The path of the list inside the archive, such as `run01/class_labels.txt`.
    let list: String

    private var folder: String { String(list.dropLast(LakeRuns.listName.count + 1)) }
    private var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }
    /// Paths in the list begin with the run's own name, wherever that lies in the archive.
    private var root: String { String(folder.dropLast(name.count)) }

    func run() throws -> LakeRuns.Run {
        guard let entry = entries[list] else { throw DataError(.notFound, place: list, "it is missing") }
        let pairs = try LakeLabels.parse(try archive.contents(of: entry, limit: 1 << 20), place: list)
        let classes = try classPaths(like: pairs[0].training)
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        let answers = try pairs.map { pair in
            guard let place = places[root + pair.training] else {
                throw DataError(
                    .inconsistent, place: "\(list) line \(pair.line)", "'\(pair.training)' is none of the run's classes"
                )
            }
            return place
        }
        let run = LakeRuns.Run(
            name: name, training: try classes.map(picture), test: try pairs.map { try picture(root + $0.test) },
            answers: answers)
        try checkSizes(run)
        return run
    }

    /// Every drawing beside the first that the list names, in the order of their names: classes that nothing asks about
    /// are wrong answers all the same.
    private func classPaths(like training: String) throws -> [String] {
        let parts = (root + training).split(separator: "/", omittingEmptySubsequences: false)
        let prefix = parts.dropLast().joined(separator: "/") + "/"
        let paths = entries.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".png") }.sorted()
        guard paths.count > 1 else {
            throw DataError(
                .inconsistent, place: list, "\(paths.count) classes lie in \(prefix), too few to tell apart")
        }
        return paths
    }

    private func picture(_ path: String) throws -> Image {
        guard let entry = entries[path] else {
            throw DataError(.notFound, place: list, "the drawing '\(path)' that it names is not in the archive")
        }
        do {
            return try PNG.decode(try archive.contents(of: entry, limit: 1 << 24), channels: 1)
        } catch var error as DataError where error.place?.contains(path) != true {
            error.place = error.place.map { "\(path), \($0)" } ?? path
            throw error
        }
    }

    private func checkSizes(_ run: LakeRuns.Run) throws {
        let first = run.training[0]
        if let other = (run.training + run.test).first(where: { $0.height != first.height || $0.width != first.width })
        {
            throw DataError(
                .inconsistent, place: name,
                "its drawings have several sizes, \(first.height)x\(first.width) and \(other.height)x\(other.width)")
        }
    }
}

/// The lines of a `class_labels.txt`: a drawing asked about, a blank, the drawing shown of the same character.
enum LakeLabels {
    struct Pair: Equatable {
        let line: Int
        let test: String
        let training: String
    }

    /// - Throws: `DataError` that names the first line which is not two paths, or says that there is none.
    static func parse(_ bytes: [UInt8], place: String) throws -> [Pair] {
        // What is not UTF-8 becomes a name that no drawing has.
        let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
            .enumerated()
        let pairs = try lines.filter { !$1.allSatisfy(\.isWhitespace) }.map { index, line in
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 2 else {
                throw DataError(
                    .malformed, place: "\(place) line \(index + 1)",
                    "it has \(words.count) words, not the two of a pair")
            }
            return Pair(line: index + 1, test: words[0], training: words[1])
        }
        guard !pairs.isEmpty else { throw DataError(.malformed, place: place, "it names no drawings") }
        return pairs
    }
}
