import Foundation
import Frugal
import FrugalMeta
import FrugalTrack

/// Tells a person what became of a bundle whose classes changed.
struct TeachingTalk {
    private let output: OutputOptions
    private let terminal: Terminal

    init(_ output: OutputOptions) {
        self.output = output
        terminal = output.terminal
    }

    /// How far the reading of a class's pictures is; only where somebody watches and it takes a while.
    func show(_ name: String, _ done: Int, _ count: Int) {
        guard terminal.isInteractive, count > 256 else { return }
        let text = "\r\u{1B}[K  \(DisplayWidth.sanitised(name)): \(done) of \(count) pictures"
        terminal.write(done < count ? text : "\r\u{1B}[K")
    }

    /// The result on standard output, what to beware of on standard error.
    func report(_ result: TeachingResult) throws {
        for warning in warnings(result) { terminal.line(DisplayWidth.sanitised("warning: \(warning)")) }
        if result.hasChangedAnswering { terminal.line(Self.change(result)) }
        try output.json ? Output.json(result) : Output.result(Self.text(result))
    }

    private func warnings(_ result: TeachingResult) -> [String] {
        var found = result.collisions.map(Self.words)
        if result.answersByDistance, result.evidence.knownPictures < RejectionRule.enough {
            found.append(
                result.evidence.knownPictures == 0
                    ? "nothing tells yet how far a picture of these classes may lie, so that none is rejected; teach "
                        + "at least two pictures of a class"
                    : "\"none of these\" rests on \(result.evidence.knownPictures) pictures only; it can promise to accept "
                        + Humanise.percent(result.largestPromisedShare, decimals: 0) + " of known ones")
        }
        return found
    }

    private static func words(_ collision: Collision) -> String {
        var reasons: [String] = []
        if let expected = collision.expectedDistance, collision.distance < expected {
            reasons.append(
                "it lies at distance \(Humanise.fixed(collision.distance, 3)), and that class's own pictures at "
                    + Humanise.fixed(expected, 3))
        }
        if collision.taken > 0 {
            reasons.append("\(collision.taken) of its \(collision.asked) pictures are taken for that class")
        }
        if collision.lost > 0 {
            reasons.append("\(collision.lost) of that class's \(collision.askedOfOther) pictures are taken for it")
        }
        return "'\(collision.name)' is hard to tell from '\(collision.other)': \(reasons.joined(separator: "; "))"
    }

    private static func change(_ result: TeachingResult) -> String {
        guard result.answersByDistance else {
            return "The classes are those of the trained head again, and it answers as it did before."
        }
        var text = "The bundle now answers by the distance to the mean of each class, no longer by its trained head."
        if let head = result.headValidation, let distance = result.distanceValidation {
            text +=
                " On the classes of the fit that makes \(Humanise.percent(distance.share, decimals: 2)) instead of "
                + "\(Humanise.percent(head.share, decimals: 2)) on validation (\(head.total) pictures)."
        }
        return text
    }

    private static func text(_ result: TeachingResult) -> String {
        let names = zip(result.step.names, result.step.pictures).map { name, count in
            "\(DisplayWidth.sanitised(name)) (\(count) \(count == 1 ? "picture" : "pictures"))"
        }.joined(separator: ", ")
        let verb = result.step.undoes.map { "took back step \($0)" } ?? result.step.action.rawValue
        var lines = ["\(verb): \(names)", "classes: \(result.classes.count)", "model:   \(result.bundle)"]
        let evidence = result.evidence
        if let accuracy = evidence.accuracy, let error = evidence.calibrationError,
            let plain = evidence.uncalibratedError
        {
            lines.append(
                "by \(evidence.source.rawValue): \(Humanise.percent(accuracy.share)) of \(accuracy.total) right, calibration "
                    + "error \(Humanise.percent(error)) (\(Humanise.percent(plain)) without the temperature)")
        }
        if let area = evidence.areaUnderCurve {
            lines.append(
                "\"none of these\": AUROC \(Humanise.fixed(area, 3)) (\(evidence.unknowns.rawValue) against "
                    + "\(evidence.rankedPictures) known \(evidence.rankedPictures == 1 ? "picture" : "pictures"))")
        }
        return lines.joined(separator: "\n")
    }

    /// The history as a table.
    static func table(_ steps: [TeachingStep]) -> String {
        guard !steps.isEmpty else { return "Nothing was taught or forgotten yet." }
        let undone = Set(steps.compactMap(\.undoes))
        let rows = steps.map { step in
            [
                "\(step.number)", step.date.formatted(.iso8601), step.action.rawValue,
                DisplayWidth.sanitised(step.names.joined(separator: ", ")),
                step.pictures.map(String.init).joined(separator: ", "),
                step.undoes.map { "step \($0)" } ?? (undone.contains(step.number) ? "taken back" : ""),
            ]
        }
        return TextTable(
            header: ["step", "when", "what", "classes", "pictures", ""], rows: rows,
            alignments: [.right, .left, .left, .left, .right, .left]
        ).text()
    }
}
