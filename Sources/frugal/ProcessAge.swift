import Foundation

/// How long this process has run: loading the engine takes time that a budget must count.
enum ProcessAge {
    /// Seconds since the process was started; 0 where the system does not tell.
    static var seconds: Double {
        #if os(Linux)
            // Field 22 of stat(5): the start in clock ticks since boot. The name in field 2 may hold spaces.
            guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
                let fields = text.split(separator: ")").last?.split(separator: " "), fields.count > 19,
                let ticks = Double(fields[19])
            else { return 0 }
            var now = timespec()
            guard clock_gettime(CLOCK_BOOTTIME, &now) == 0 else { return 0 }
            let begin = ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
            let age = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - begin
            // In a container with a clock of its own the difference may mean nothing.
            return (0...60).contains(age) ? age : 0
        #else
            return 0
        #endif
    }
}
