import Foundation
import FrugalTrack

/// Prints a section as it will be read: times, ratio with its range, target, and the distance to the limit.
func show(_ title: String, _ lines: [Comparison]) {
    var table = TextTable(
        header: ["", "beside", "ours", "peer", "ratio", "range", "asked", "GFLOP/s", "of best product"],
        alignments: [.left, .left])
    for line in lines {
        let range = "\(short(line.ratios.min() ?? .nan)) to \(short(line.ratios.max() ?? .nan))"
        table.add(
            line.name, line.peer, time(line.ourSeconds), time(line.peerSeconds), short(line.ratio), range,
            line.target.map { "≥ \(short($0))\(line.ratio >= $0 ? "" : " missed")" } ?? "",
            line.rate.map { String(format: "%.0f", $0) } ?? "", line.share.map(short) ?? "")
    }
    print("\n\(title)\n\(table.text())", terminator: "")
}

func short(_ value: Double) -> String { String(format: "%.2f", value) }

func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: String(format: "%.2f µs", seconds * 1e6)
    case ..<1: String(format: "%.2f ms", seconds * 1e3)
    default: String(format: "%.2f s", seconds)
    }
}
