import CFrugalCodecs
import Dispatch
import Foundation

/// Runs `body` once on each of `threads` threads, the calling one included, and returns the results in thread order.
///
/// `body` is told which thread it is; it takes every `threads`-th piece of the work.
func onThreads<Result: Sendable>(_ threads: Int, _ body: @Sendable (_ thread: Int) -> Result) -> [Result] {
    guard threads > 1 else { return [body(0)] }
    return [Result](unsafeUninitializedCapacity: threads) { out, initialised in
        let slots = DisjointSlots(out.baseAddress)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            slots.start?.advanced(by: thread).initialize(to: body(thread))
        }
        initialised = threads
    }
}

/// How many threads to use for `count` pieces of work when the caller has no wish: as many as there are processors, or as
/// OMP_NUM_THREADS allows, by which programs of this kind are told to keep to fewer.
func threadCount(_ wanted: Int?, for count: Int) -> Int {
    let allowed = ProcessInfo.processInfo.environment["OMP_NUM_THREADS"].flatMap { Int($0) }
    return max(1, min(wanted ?? allowed ?? Int(frugal_processor_count()), count))
}

/// Memory that several threads write to at once, each in places of its own.
///
/// It is `@unchecked Sendable` because no lock guards it: whoever makes one sees to it that no place has two writers.
struct DisjointSlots<Element>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>?

    init(_ start: UnsafeMutablePointer<Element>?) { self.start = start }
}
