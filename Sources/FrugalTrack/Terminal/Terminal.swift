import Foundation
import FrugalFiles

/// Where talk to the user goes: standard error, with what it can show.
public struct Terminal: Sendable {
    /// Whether a person looks on, so that a line may be drawn again. False for files, pipes and `TERM=dumb`.
    public let isInteractive: Bool
    /// The width in columns.
    public let columns: Int
    /// Whether colours are wanted (`NO_COLOR` is not set) and possible.
    public let usesColour: Bool
    /// Whether the locale shows more than ASCII.
    public let usesUnicode: Bool
    /// Writes text as it stands.
    public let write: @Sendable (String) -> Void

    /// A terminal of stated abilities, for tests and other outputs.
    public init(
        isInteractive: Bool, columns: Int, usesColour: Bool = false, usesUnicode: Bool = true,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.isInteractive = isInteractive
        self.columns = max(20, columns)
        self.usesColour = usesColour
        self.usesUnicode = usesUnicode
        self.write = write
    }

    /// Standard error as the process finds it.
    public static func standardError(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Terminal {
        let isTerminal = isatty(STDERR_FILENO) == 1
        return Terminal(environment: environment, isTerminal: isTerminal, width: isTerminal ? windowWidth() : nil) {
            text in
            let bytes = Array(text.utf8)
            // Talk that nobody reads is no reason to end a run: a closed pipe or a full disk is passed over.
            _ = bytes.withUnsafeBytes { FileCalls.system.writeAll($0, to: STDERR_FILENO) }
        }
    }

    /// The rules by which the environment and the file at hand decide what a terminal can do.
    init(
        environment: [String: String], isTerminal: Bool, width: Int?, write: @escaping @Sendable (String) -> Void
    ) {
        let isCapable = isTerminal && environment["TERM"] != "dumb"
        let stated = environment["COLUMNS"].flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        // Windows of today and files are UTF-8 even where no locale is set; only a stated other charset counts.
        let charset = locale.split(separator: ".").dropFirst().first?.lowercased()
        self.init(
            isInteractive: isCapable, columns: stated ?? width ?? 80,
            usesColour: isCapable && (environment["NO_COLOR"] ?? "").isEmpty,
            usesUnicode: charset.map { $0.hasPrefix("utf") } ?? true, write: write)
    }

    private static func windowWidth() -> Int? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes `text` and a line end.
    public func line(_ text: String) { write(text + "\n") }

    /// `text` in bold, where colours are wanted.
    public func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[22m" : text }

    /// `text` set back, where colours are wanted.
    public func dim(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[22m" : text }
}
