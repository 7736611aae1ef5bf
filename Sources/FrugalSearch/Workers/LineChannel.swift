import CFrugalProcess
import Foundation
import FrugalTrack

/// One end of a channel between two processes, which say JSON objects to each other, one a line.
final class LineChannel {
    let descriptor: Int32
    /// Whether the other end is closed.
    private(set) var isAtEnd = false
    private var buffer: [UInt8] = []
    /// A line longer than this is no message of ours.
    private static let longest = 16 << 20

    /// Takes over an open descriptor.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Two connected ends.
    /// - Throws: ``FrugalError`` of kind `engine` where the system gives none.
    static func pair() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        let code = frugal_process_channel(&ends)
        guard code == 0 else {
            throw FrugalError(
                .engine, "worker", "no channel to it could be made (\(String(cString: strerror(code))))",
                remedy: "close other programs, or raise the limit of open files (ulimit -n)")
        }
        return (ends[0], ends[1])
    }

    /// Says something.
    /// - Returns: false where nobody listens any more.
    func send(_ message: some Encodable) -> Bool {
        guard let line = try? TrackJSON.encode(message, onOneLine: true) + [UInt8(ascii: "\n")] else { return false }
        return frugal_process_send(descriptor, line, line.count) == 0
    }

    /// What was said since the last time, without waiting, and whether the other end is closed.
    ///
    /// A line that is no message is left out: a trial may write what it likes to a descriptor that it was not given.
    func receive<Message: Decodable>(_ type: Message.Type) -> (messages: [Message], isClosed: Bool) {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                buffer += chunk[..<count]
                if buffer.count > Self.longest { isAtEnd = true } else { continue }
            } else if count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                isAtEnd = true
            }
            break
        }
        guard let end = buffer.lastIndex(of: UInt8(ascii: "\n")) else { return ([], isAtEnd) }
        let lines = buffer[..<end].split(separator: UInt8(ascii: "\n"))
        let messages = lines.compactMap { try? TrackJSON.decode(type, from: Array($0), path: "channel") }
        buffer.removeSubrange(...end)
        return (messages, isAtEnd)
    }
}
