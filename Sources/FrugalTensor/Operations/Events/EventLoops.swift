import CFrugalTorch

/// The innermost loops of event-driven simulation, on plain numbers and in the widest instructions of the processor.
/// Every sum is rounded as it stands here, in this order, whatever the processor.
package enum EventLoops {
    /// Adds the rows at `places`, `width` numbers each, to `sums`, one after the other.
    package static func add(
        _ rows: UnsafePointer<Float>, at places: UnsafePointer<Int32>, count: Int, width: Int,
        to sums: UnsafeMutablePointer<Float>
    ) {
        frugal_event_add_rows(sums, rows, places, Int64(count), Int64(width))
    }

    /// Adds `factor` times a row of `width` numbers to `sums`.
    package static func add(
        _ row: UnsafePointer<Float>, times factor: Float, width: Int, to sums: UnsafeMutablePointer<Float>
    ) {
        frugal_event_add_scaled(sums, row, factor, Int64(width))
    }

    /// A step of `count` neurons: `v = decay v + current`, a spike where `v >= threshold`, which is then taken off or
    /// leaves zero.
    /// - Parameter spikes: becomes 1 where a neuron spikes, 0 elsewhere.
    /// - Returns: whether any spikes.
    package static func fire(
        _ membranes: UnsafeMutablePointer<Float>, current: UnsafePointer<Float>, spikes: UnsafeMutablePointer<Float>,
        count: Int, decay: Float, threshold: Float, subtracts: Bool
    ) -> Bool {
        frugal_event_fire(membranes, current, spikes, Int64(count), decay, threshold, subtracts)
    }
}
