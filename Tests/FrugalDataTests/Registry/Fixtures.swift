import Foundation

@testable import FrugalData

/// The folder with real data, nil where there is none.
let realData: String? = ProcessInfo.processInfo.environment["FRUGAL_DATA"].flatMap { $0.isEmpty ? nil : $0 }

/// Gives `body` an empty folder and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "/frugal data \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}
