import CFrugalCodecs

/// What became of many pictures that were decoded into one array.
struct PictureBatch {
    /// All slots, NHWC; the slot of a picture that failed holds zeros.
    let pixels: [UInt8]
    /// The fingerprint of each file, where fingerprints were taken.
    let fingerprints: [FileFingerprint?]
    /// The pictures that failed, in order.
    let failures: [(index: Int, error: DataError)]

    /// Decodes `count` pictures on several threads.
    ///
    /// - Parameter load: fills the slot of picture `index` with the help of the thread's loader.
    /// - Throws: `DataError` (`.tooLarge`) when the pictures would not fit in memory.
    static func load(
        count: Int, size: PictureSize, channels: Int, sizing: PictureSizing, threads: Int?,
        _ load: @Sendable (PictureLoader, _ index: Int, UnsafeMutablePointer<UInt8>) throws -> FileFingerprint?
    ) throws -> PictureBatch {
        let pictureSize = try Image.sampleCount(height: size.height, width: size.width, channels: channels)
        let total = try checkedTotal(count, pictureSize, size)
        let threads = threadCount(threads, for: count)
        var shares: [[Outcome]] = []
        let pixels = [UInt8](unsafeUninitializedCapacity: total) { out, initialised in
            let slots = DisjointSlots(out.baseAddress)
            shares = onThreads(threads) { thread in
                let loader = PictureLoader(size: size, channels: channels, sizing: sizing)
                return stride(from: thread, to: count, by: threads).map { index in
                    guard let start = slots.start else { return Outcome() }
                    let slot = start + index * pictureSize
                    do {
                        return Outcome(fingerprint: try load(loader, index, slot))
                    } catch {
                        // What was in memory before must not show through.
                        slot.initialize(repeating: 0, count: pictureSize)
                        return Outcome(error: error as? DataError ?? DataError(.io, "\(error)"))
                    }
                }
            }
            initialised = total
        }
        let outcomes = (0..<count).map { shares[$0 % threads][$0 / threads] }
        return PictureBatch(
            pixels: pixels, fingerprints: outcomes.map(\.fingerprint),
            failures: outcomes.enumerated().compactMap { index, outcome in outcome.error.map { (index, $0) } })
    }

    private struct Outcome: Sendable {
        var fingerprint: FileFingerprint?
        var error: DataError?
    }

    /// Without this check the kernel would end the process halfway through a folder too large for the machine.
    private static func checkedTotal(_ count: Int, _ pictureSize: Int, _ size: PictureSize) throws -> Int {
        let (total, overflow) = count.multipliedReportingOverflow(by: pictureSize)
        guard !overflow, UInt64(total) <= frugal_memory_bytes() / 10 * 8 else {
            throw DataError(
                .tooLarge, "\(count) pictures of \(size) do not fit in the memory of this machine",
                remedy: "Choose a smaller size or fewer pictures")
        }
        return total
    }
}
