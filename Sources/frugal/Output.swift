import Foundation
import FrugalTrack

/// Where the command writes: results to standard output, talk to standard error.
enum Output {
    /// A result.
    static func result(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }

    /// The one JSON object of a command run with `--json`.
    static func json(_ value: [String: JSONValue]) {
        if let bytes = try? TrackJSON.encode(JSONValue.object(value)) { result(String(decoding: bytes, as: UTF8.self)) }
    }

    /// The one JSON object of a command run with `--json`.
    static func json(_ value: some Encodable) throws {
        result(String(decoding: try TrackJSON.encode(value), as: UTF8.self))
    }

    /// Something to know that is no result.
    static func talk(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// A closed standard stream would give its number to the first file opened, and talk would be written into that.
    static func keepStandardStreamsOpen() {
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
    }

    /// Writes all of `text`; a reader that has gone away, as `head` does, is no error. A result that cannot be written is:
    /// the command then ends with status 1.
    private static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                guard file == STDOUT_FILENO, errno != EPIPE else { return }
                talk("frugal: standard output cannot be written: \(String(cString: strerror(errno)))")
                exit(1)
            }
        }
    }
}
