import Foundation
import Testing

@testable import FrugalSearch

@Suite struct VerdictTests {
    private func order() throws -> TrialOrder {
        TrialOrder(
            number: 3, attempt: 2, proposal: Proposal(try scriptedSpace().architecture([0, 0, 0, 0])), seed: 1,
            folder: "/nowhere", seconds: 2, memory: 256 << 20)
    }

    private func verdict(_ change: (inout TrialEnding) -> Void) throws -> TrialVerdict {
        let order = try order()
        var ending = TrialEnding(order)
        change(&ending)
        return ending.verdict(for: order)
    }

    private func failure(_ change: (inout TrialEnding) -> Void) throws -> TrialFailure? {
        guard case .ended(let record) = try verdict(change) else { return nil }
        return record.failure
    }

    @Test func aResultCountsHoweverItsProcessEnded() throws {
        let kept = try verdict {
            $0.result = TrialResult(score: 0.5, costs: [.latency: 2])
            $0.signal = SIGKILL
            $0.kill = .time
        }
        #expect(kept == .ended(TrialRecord(score: 0.5, costs: [.latency: 2])))
    }

    @Test func everyWayToFailHasItsName() throws {
        #expect(try failure { $0.result = TrialResult(score: .infinity) } == .notANumber)
        #expect(try failure { $0.fault = TrialFault(kind: .memory, text: "") } == .memory)
        #expect(try failure { $0.fault = TrialFault(kind: .error, text: "bad") } == .error)
        #expect(try failure { ($0.kill, $0.signal) = (.time, SIGKILL) } == .time)
        #expect(try failure { $0.signal = SIGSEGV } == .crash)
        #expect(try failure { $0.status = 0 } == .crash)
        #expect(try failure { ($0.signal, $0.peak) = (SIGABRT, 128 << 20) } == .memory)
        #expect(try failure { ($0.signal, $0.output) = (SIGABRT, "terminate: std::bad_alloc") } == .memory)
        #expect(try failure { ($0.status, $0.peak) = (1, 127 << 20) } == .crash)
    }

    @Test func whatIsNotTheArchitecturesFaultIsTriedAgain() throws {
        #expect(try verdict { $0.signal = SIGKILL } == .lost("its process was killed from outside (signal 9)"))
        #expect(try verdict { ($0.isOrphan, $0.signal) = (true, SIGSEGV) } == .lost("its worker process ended"))
        #expect(try verdict { ($0.kill, $0.signal) = (.stop, SIGKILL) } == .stopped)
        #expect(try verdict { $0.fault = TrialFault(kind: .storage, text: "full") } == .refused("full"))
    }

    /// The text of a failure is compared between runs; what may differ is in its detail.
    @Test func theWordsOfAFailureDependOnNothingThatVaries() throws {
        func text(peak: Int, seconds: Double, output: String) throws -> Trial.Outcome? {
            let verdict = try verdict {
                ($0.signal, $0.peak, $0.seconds, $0.output) = (SIGSEGV, peak, seconds, output)
            }
            guard case .ended(let record) = verdict else { return nil }
            return record.outcome
        }
        let one = try text(peak: 1 << 20, seconds: 1, output: "at 0x1")
        #expect(try one == text(peak: 2 << 20, seconds: 2, output: "at 0x2"))
        #expect(one == .failed("its process crashed (signal 11, Segmentation fault)"))
    }

    @Test func reportsOfAFastLoopAreDroppedButForTheLast() {
        var now = 0.0
        var heard: [Int] = []
        var progress = TrialProgress(clock: { now }, say: { heard.append($0.step) })
        for step in 1...100 {
            now += 0.03
            progress.report(step, of: 100)
        }
        #expect(heard.first == 1 && heard.last == 100)
        #expect(heard.count <= 32 && heard.count >= 24)
    }
}
