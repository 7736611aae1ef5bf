/// Arguments as a person can paste them into a shell.
enum ShellWords {
    /// The command as it was given, for records and pages that say how to repeat a run.
    static var thisCommand: String { "frugal " + joined(Array(CommandLine.arguments.dropFirst())) }

    static func joined(_ arguments: [String]) -> String { arguments.map(quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0) }
        return isPlain
            ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
