import Foundation

/// Numbers as the talk of a run shows them.
enum Rounding {
    /// Four significant figures.
    static func text(_ value: Double) -> String { String(format: "%.4g", value) }
}
