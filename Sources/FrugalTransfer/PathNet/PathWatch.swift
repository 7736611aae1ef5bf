import Foundation
import FrugalFiles
import FrugalTrack

/// Draws the paths of a search into a file as it goes, at most once a second and at its end: Figure 7 of the report, live.
final class PathWatch: Sendable {
    private let file: URL
    private let shape: PathNetShape
    private let drawn = Locked<ContinuousClock.Instant?>(nil)

    /// A watch that draws into `file`.
    init(_ file: URL, shape: PathNetShape) {
        self.file = file
        self.shape = shape
    }

    /// Shows the path that has just won.
    /// - Parameter isLast: whether the search ends with it.
    func show(_ task: String, generation: Int, path: [[Int]], frozen: [[Int]], isLast: Bool) {
        let now = ContinuousClock.now
        let isDue = drawn.withLock { drawn in
            if let last = drawn, !isLast, now - last < .seconds(1) { return false }
            drawn = now
            return true
        }
        guard isDue else { return }
        let paths = [
            PathsChart.Path("frozen", modules: frozen), PathsChart.Path("generation \(generation)", modules: path),
        ]
        let chart = PathsChart(
            "The path that won last: \(task)", layers: shape.layers, modules: shape.modules,
            paths: frozen.isEmpty ? [paths[1]] : paths, frozen: frozen.map(Set.init))
        // A picture that cannot be written harms no search; what is saved at its end fails with a reason.
        try? AtomicFile.write(text: chart.svg(), to: file)
    }
}
