import FrugalTrack
import FrugalTransfer

extension FitReport {
    private static let normalisationCaption =
        "Normalisation: "
        + TuningSettings.Normalisation.allCases.map { "\($0.rawValue): \($0.words)" }.joined(separator: "; ")
        + "."

    /// What was made of the trained network; nothing where the fit began without one.
    static func tuningSections(_ rows: [LeaderboardEntry]) -> [Report.Section] {
        guard let first = rows.lazy.compactMap(\.tuning).first else { return [] }
        let table = Report.Table(
            header: [
                "tuning", "validation", "trained parameters", "normalisation", "learning rate", "epochs kept",
                "multiply-adds", "time",
            ],
            rows: rows.compactMap { row in
                guard let tuning = row.tuning else { return nil }
                let isProbe = tuning.settings.policy == .probe
                return [
                    tuning.settings.policy.description,
                    row.validation.map { Humanise.percent($0.share, decimals: 2) } ?? row.failure ?? "",
                    Humanise.count(tuning.trainedParameters), tuning.settings.normalisation.rawValue,
                    isProbe ? "" : Humanise.compact(tuning.rate) + (tuning.isRateFound ? ", found" : ""),
                    isProbe ? "" : row.bestEpoch.map { Humanise.compact($0) } ?? "",
                    Humanise.count(tuning.multiplyAdds), Humanise.duration(row.seconds),
                ]
            },
            caption: "Multiply-adds and time are those of the whole tuning, validation included. "
                + normalisationCaption)
        return [
            Report.Section(
                "The trained network",
                [
                    .prose(
                        "The fit began with \(first.source). Of its tensors \(first.report.loaded.count) were taken over, "
                            + "\(first.report.reinitialised.count) begun anew for the new classes."), .table(table),
                ])
        ]
    }
}
