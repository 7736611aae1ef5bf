import FrugalLimits
import FrugalTrack

extension AugmentationGain {
    /// The gain by kind as text.
    var text: String {
        let table = TextTable(
            header: header, rows: rows, alignments: [.left, .right, .right, .right, .left])
        return "what augmentation would buy: trained anew twice, \(Humanise.grouped(steps)) steps each\n\n"
            + table.text()
            + "\n" + summaries.map { "\($0)\n" }.joined() + notes.map { "note: \($0)\n" }.joined()
    }

    /// The gain by kind as a part of a page.
    var section: Report.Section {
        let words =
            "light up to \(augmentation.light), contrast up to \(augmentation.contrast), noise up to "
            + "\(augmentation.noise), moves up to \(augmentation.shift) pixels"
        return Report.Section(
            "What augmentation would buy",
            [
                .prose(
                    "The same network was trained anew twice on \(Humanise.grouped(trainingPictures)) of its own training "
                        + "pictures, \(Humanise.grouped(steps)) steps each, without and with augmentation (\(words)). Neither "
                        + "is the bundle, which had more time and stays as it is. \(summaries.joined(separator: " "))"),
                .table(
                    Report.Table(
                        header: header, rows: rows,
                        caption:
                            "Kinds akin to what was trained with, and those held out: only the latter say whether it "
                            + "helps against what nobody thought of.")),
            ] + notes.map { .note($0) })
    }

    private var header: [String] { ["corruption", "without", "with", "gain", ""] }

    private var rows: [[String]] {
        let found = augmented.kinds.map { kind, with -> (gain: Double, cells: [String]) in
            let without = plain.meanAccuracy { $0 == kind } ?? .nan
            return (
                with - without,
                [
                    kind.words, Humanise.percent(without), Humanise.percent(with), Self.points(with - without),
                    Augmentation.akin.contains(kind) ? "akin" : "held out",
                ]
            )
        }
        let clean = [
            "clean", Humanise.percent(plain.clean.share), Humanise.percent(augmented.clean.share),
            Self.points(augmented.clean.share - plain.clean.share), "",
        ]
        return [clean] + found.sorted { $0.gain > $1.gain }.map(\.cells)
    }

    private var summaries: [String] {
        [
            gain { Augmentation.akin.contains($0) }.map {
                "Kinds akin to the augmentation: \(Self.points($0)) points."
            },
            gain { !Augmentation.akin.contains($0) }.map { "Kinds held out: \(Self.points($0)) points." },
        ].compactMap { $0 }
    }

    private static func points(_ share: Double) -> String {
        (share >= 0 ? "+" : "") + Humanise.fixed(100 * share, 1)
    }
}
