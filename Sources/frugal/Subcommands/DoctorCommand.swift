import ArgumentParser
import Frugal
import FrugalTrack

/// `frugal doctor`: what this installation is made of, and what it lacks.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Print toolchain, engine, devices, threads and data found, and what is missing.",
        discussion: """
            EXAMPLES:
              frugal doctor
              frugal doctor --json
            """)

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let diagnosis = Diagnosis(dataFolder: folders.dataFolder)
        if output.json { return try Output.json(diagnosis) }
        let rows = diagnosis.findings.map { [$0.isFine ? "ok" : "!", $0.name, $0.value] }
        Output.result(TextTable(header: ["", "what", "found"], rows: rows).text())
        for finding in diagnosis.findings where !finding.isFine {
            Output.result("! \(finding.name): \(finding.remedy ?? "")")
        }
    }
}
