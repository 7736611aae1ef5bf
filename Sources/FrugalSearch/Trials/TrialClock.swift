import Foundation

/// The clocks of a study: one to tell people when something happened, one to measure with.
///
/// Leases and budgets rest on the second alone, so a wall clock that is set forward or back changes no trial.
public struct TrialClock: Sendable {
    /// Seconds since 1970. It may jump.
    public var wall: @Sendable () -> Double
    /// Seconds since some moment of this boot, the same moment for every process. It never goes back, and counts on
    /// while the machine sleeps.
    public var monotonic: @Sendable () -> Double
    /// Which boot ``monotonic`` counts from. A lease from another boot belongs to a process that is gone.
    public var boot: String

    /// Clocks.
    public init(
        wall: @escaping @Sendable () -> Double, monotonic: @escaping @Sendable () -> Double, boot: String
    ) {
        self.wall = wall
        self.monotonic = monotonic
        self.boot = boot
    }

    /// The machine's.
    public static let system = TrialClock(
        wall: { Date().timeIntervalSince1970 }, monotonic: { Self.sinceBoot }, boot: Self.thisBoot)

    private static var sinceBoot: Double {
        #if os(Linux)
            seconds(of: CLOCK_BOOTTIME)
        #else
            seconds(of: CLOCK_MONOTONIC)
        #endif
    }

    /// Seconds that this machine was awake: what a time budget counts, because nothing is trained while it sleeps.
    public static var awake: Double {
        #if os(Linux)
            seconds(of: CLOCK_MONOTONIC)
        #else
            seconds(of: CLOCK_UPTIME_RAW)
        #endif
    }

    private static func seconds(of clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    private static var thisBoot: String {
        #if os(Linux)
            let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
            return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        #else
            var bytes = [CChar](repeating: 0, count: 64)
            var size = bytes.count
            guard sysctlbyname("kern.bootsessionuuid", &bytes, &size, nil, 0) == 0 else { return "" }
            return String(cString: bytes)
        #endif
    }
}
