import Foundation
import FrugalTensor
import FrugalTrack

/// Prepares the engine for a job.
public enum EngineSetup {
    /// Sets the number of threads and finds the device.
    /// - Throws: ``FrugalError``: `usage` for a device name or number of threads that makes no sense, `engine` for a device
    ///   that this build or machine does not have.
    public static func apply(device name: String, threads: Int?) throws -> Device {
        guard let device = Device(name: name) else {
            throw FrugalError(.usage, "--device", "'\(name)' is no device", remedy: "give cpu, cuda, cuda:1 or mps")
        }
        if let threads {
            guard (1...1024).contains(threads) else {
                throw FrugalError(.usage, "--threads", "\(threads) threads cannot be used", remedy: "give 1 to 1024")
            }
            Engine.threads = threads
        }
        guard device == .cpu || Device.available.contains(device) else {
            let there = Device.available.map(\.description).joined(separator: ", ")
            throw FrugalError(
                .engine, "--device \(name)",
                "this machine, or this build of libtorch, has no such device (there is: \(there))",
                remedy: "use --device cpu, or set FRUGAL_TORCH to a build of libtorch that has it and build again")
        }
        return device
    }

    /// Bytes that the machine can give without swapping, as the kernel estimates it; nil where it does not say.
    public static var availableMemory: Int? {
        let lines = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8))?.split(separator: "\n") ?? []
        guard let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        let (bytes, overflow) = kilobytes.multipliedReportingOverflow(by: 1024)
        guard !overflow else { return nil }
        return groupLimit.map { min($0, bytes) } ?? bytes
    }

    /// What is left of the memory that a container may use.
    private static var groupLimit: Int? {
        func number(_ name: String) -> Int? {
            (try? String(contentsOfFile: "/sys/fs/cgroup/\(name)", encoding: .utf8)).flatMap {
                Int($0.split(separator: "\n").first ?? "")
            }
        }
        guard let limit = number("memory.max"), let used = number("memory.current") else { return nil }
        return max(0, limit - used)
    }
}
