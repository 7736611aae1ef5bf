import Foundation
import Frugal
import FrugalTrack

/// Runs a fit with its talk, and prints what came of it: what `fit` and `transfer` share.
struct FitRun {
    private let fit: Fit
    private let common: CommonOptions

    init(_ fit: Fit, _ common: CommonOptions) {
        self.fit = fit
        self.common = common
    }

    /// The bundle to write: the one asked for, or `NAME.frugal` after the data.
    static func bundlePath(_ out: String?, for data: String) -> String {
        out ?? "\(URL(fileURLWithPath: data).deletingPathExtension().lastPathComponent).frugal"
    }

    func run() throws {
        Interruption.watch()
        let talk = FitTalk(common.output.terminal)
        do {
            let result = try fit.run(
                usedBefore: ProcessAge.seconds, observer: { talk.show($0) }, shouldStop: { Interruption.isAsked })
            talk.finish()
            try common.output.json ? Output.json(result) : Output.result(FitSummary(result).text)
        } catch {
            talk.finish()
            if Interruption.isAsked { talk.line("Go on with: \(ShellWords.joined(CommandLine.arguments))") }
            throw error
        }
    }
}
