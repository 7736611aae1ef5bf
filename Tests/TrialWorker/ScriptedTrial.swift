import Foundation
import FrugalFiles
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// A trial that trains nothing: a state is carried through its steps, with a checkpoint after each, and the score follows
/// from state and tokens. The first token says how it misbehaves.
struct ScriptedTrial {
    let order: TrialOrder
    let steps: Int
    let milliseconds: Int

    private struct Checkpoint: Codable {
        var step = 0
        var state: UInt64
    }

    private func checkpoint(in folder: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("checkpoint.json")
    }

    private func saved(in folder: String) throws -> Checkpoint? {
        let url = checkpoint(in: folder)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        return try TrackJSON.read(Checkpoint.self, at: url)
    }

    func run(_ progress: inout TrialProgress) throws -> TrialResult {
        var now = try saved(in: order.folder) ?? Checkpoint(state: order.seed)
        if now.step == 0, let folder = order.continuedFolder {
            guard let origin = try saved(in: folder) else { throw FrugalError(.training, folder, "no checkpoint") }
            now.state ^= origin.state
        }
        while now.step < steps {
            try log("\(order.attempt) \(now.step)")
            usleep(UInt32(milliseconds * 1000))
            if now.step == steps / 2 { try misbehave() }
            var stream = RandomStream(seed: now.state, stream: UInt64(now.step))
            now.state = stream.next()
            now.step += 1
            try AtomicFile.write(try TrackJSON.encode(now), to: checkpoint(in: order.folder))
            progress.report(now.step, of: steps)
        }
        let tokens = order.proposal.architecture.tokens
        let score = Double(tokens.reduce(0, +)) + Double(now.state >> 11) / 9_007_199_254_740_992
        return TrialResult(
            score: tokens.first == 2 ? .nan : score, costs: [.parameters: Double(tokens.count), .latency: .infinity])
    }

    /// Which steps were run in which attempt, torn by no kill: one line is one write.
    private func log(_ line: String) throws {
        let file = open(order.folder + "/steps.txt", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FrugalError(.training, order.folder, "cannot be written") }
        defer { close(file) }
        let bytes = Array("\(line)\n".utf8)
        _ = write(file, bytes, bytes.count)
    }

    private func misbehave() throws {
        switch order.proposal.architecture.tokens.first {
        case 3: raise(SIGSEGV)
        case 4: throw FrugalError(.training, "trial", "it failed on purpose")
        case 5: allocate()
        case 6: while true { usleep(1000) }
        case 7: exit(3)
        case 8:
            let none: [Int] = []
            print(none[order.number + 1])
        case 9:
            var held: [Tensor] = []
            for _ in 0..<1000 { held.append(.zeros([1 << 20])) }
        case 10: throw TrackError(.fileSystem, at: order.folder, "the disk is full")
        case 11:
            // As the system does when memory is short.
            kill(getpid(), SIGKILL)
        case 12:
            signal(SIGTERM, SIG_IGN)
            while true {}
        default: break
        }
    }

    private func allocate() {
        var held: [[UInt8]] = []
        while true { held.append([UInt8](repeating: 1, count: 4 << 20)) }
    }
}
