import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// What an installation of Frugal is made of, and what it lacks: the findings of `frugal doctor`.
public struct Diagnosis: Codable, Sendable, Equatable {
    /// One thing looked at.
    public struct Finding: Codable, Sendable, Equatable {
        /// What was looked at.
        public var name: String
        /// What was found.
        public var value: String
        /// Whether nothing is missing.
        public var isFine: Bool
        /// What to do where something is.
        public var remedy: String?
    }

    /// Everything looked at, in a fixed order.
    public var findings: [Finding]

    /// Looks at this process and machine.
    /// - Parameter dataFolder: a folder to look for data sets in before the usual ones.
    public init(dataFolder: String? = nil) {
        Engine.start()
        findings = [
            Finding(name: "Frugal", value: Versions.frugal, isFine: true),
            Finding(name: "Swift", value: Versions.swift, isFine: true),
            Finding(name: "libtorch", value: Engine.version, isFine: true),
            Finding(name: "libtorch build", value: Self.briefly(Engine.build), isFine: true),
            Finding(name: "matrix kernels", value: "\(Engine.matrixKernels)", isFine: true),
            Finding(
                name: "devices", value: Device.available.map(\.description).joined(separator: ", "), isFine: true),
            Finding(
                name: "threads",
                value: "\(Engine.threads) of \(ProcessInfo.processInfo.activeProcessorCount) processors",
                isFine: true),
            Finding(
                name: "free memory", value: EngineSetup.availableMemory.map(Humanise.bytes) ?? "unknown", isFine: true),
        ]
        findings += Self.data(Registry(dataFolder: dataFolder))
        findings.append(Self.curl)
    }

    private static func data(_ registry: Registry) -> [Finding] {
        let entries = registry.list()
        let here = entries.filter(\.isComplete).map(\.set.name)
        let missing = entries.filter { !$0.isComplete }.map(\.set.name)
        return [
            Finding(name: "data folders", value: registry.folders.joined(separator: ", "), isFine: true),
            Finding(
                name: "data sets at hand", value: here.isEmpty ? "none" : here.joined(separator: ", "), isFine: true),
            Finding(
                name: "data sets not at hand", value: missing.isEmpty ? "none" : missing.joined(separator: ", "),
                isFine: missing.isEmpty,
                remedy: missing.isEmpty
                    ? nil : "only needed to reproduce published figures: set FRUGAL_DATA, or run `frugal data get NAME`"
            ),
        ]
    }

    private static var curl: Finding {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let path = folders.map { "\($0)/curl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return Finding(
            name: "curl", value: path ?? "not found", isFine: path != nil,
            remedy: path == nil ? "install it to fetch data sets: apt-get install curl" : nil)
    }

    /// The compiler, the libraries and the instruction set; what follows are hundreds of compiler flags.
    private static func briefly(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "-" } }
        let brief = lines.dropFirst().prefix { !$0.hasPrefix("Build settings") }.filter { !$0.isEmpty }
        return brief.map { $0.split(separator: " (Git").first ?? $0 }.joined(separator: "; ")
    }
}
