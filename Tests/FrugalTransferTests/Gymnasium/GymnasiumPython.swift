import Foundation
import FrugalTransfer

/// The Python with Gymnasium that `FRUGAL_GYM_PYTHON` names, and the toy beside this file.
enum GymnasiumPython {
    static let path = ProcessInfo.processInfo.environment["FRUGAL_GYM_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    static let isThere = path != nil

    static func toy(
        count: Int = 1, options: [String: GymnasiumSettings.Option] = [:], seed: UInt32 = 0, patience: Double = 60
    ) -> GymnasiumSettings {
        settings("toy_environment:Toy-v0", count: count, options: options, seed: seed, patience: patience)
    }

    static func settings(
        _ name: String, count: Int = 1, options: [String: GymnasiumSettings.Option] = [:], seed: UInt32 = 0,
        patience: Double = 60
    ) -> GymnasiumSettings {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        return GymnasiumSettings(
            name, count: count, options: options, seed: seed, modules: [folder], python: path ?? "python3",
            patience: patience)
    }
}

/// A folder of its own for one test.
final class ScratchFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("frugal-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
}
