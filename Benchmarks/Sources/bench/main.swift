import Foundation
import FrugalTensor

/// What a whole run leaves: enough to repeat it and to quote it.
struct Record: Codable {
    var date = ISO8601DateFormatter().string(from: Date())
    var libtorch = Engine.version
    var threads = Engine.threads
    var productRate = 0.0
    var lines: [Comparison] = []
    var starts: [String: Double] = [:]
}

func value(of option: String, _ arguments: inout [String]) -> String? {
    guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
    defer { arguments.removeSubrange(place...place + 1) }
    return arguments[place + 1]
}

var arguments = Array(CommandLine.arguments.dropFirst())
if let steps = value(of: "--conv4-seconds", &arguments).flatMap({ Int($0) }) {
    printConv4Seconds(steps)
    exit(0)
}
let output = value(of: "--json", &arguments)
let rounds = Rounds(rounds: value(of: "--rounds", &arguments).flatMap { Int($0) } ?? 7)
let wanted =
    arguments.isEmpty
    ? [
        "conv4", "dense", "small", "fewshot", "search", "spiking", "events", "engine", "transfer", "pathnet", "games",
        "actor-critic",
        "reading", "start", "ablation",
    ]
    : arguments
let environment = ProcessInfo.processInfo.environment
let python = environment["FRUGAL_PEER_PYTHON"] ?? "python3"
let brianPython = environment["FRUGAL_BRIAN_PYTHON"] ?? python
let frugal = environment["FRUGAL_COMMAND"] ?? ".build/release/frugal"
let scratch = FileManager.default.currentDirectoryPath + "/.bench"

do {
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let peer = try Peer(
        python: python,
        modules: ["tasks", "fewshot", "search", "spiking", "bindsnet_digit", "transfer", "actor_critic"],
        folder: "Benchmarks/peers")
    var record = Record()
    record.productRate = bestProductRate()
    print(
        "libtorch \(record.libtorch), \(record.threads) threads; best float32 product "
            + String(format: "%.0f GFLOP/s", record.productRate))
    let sections: [(String, String, () throws -> [Comparison])] = [
        ("conv4", "1. Conv4-64, a training step", { try convolutionSection(peer, rounds) }),
        ("dense", "1b. Dense training steps", { try denseSection(peer, rounds) }),
        ("small", "2. The cost of a call", { try smallSection(peer, rounds) }),
        ("fewshot", "2b. Few-shot training", { try fewShotSection(peer, rounds) }),
        ("search", "2c. Architecture search", { try searchSection(peer, rounds) }),
        ("spiking", "2d. Spiking networks", { try spikingSection(peer, rounds) }),
        ("events", "2e. Event-driven inference", { try eventSection(peer, rounds) }),
        (
            "engine", "2f. Local learning",
            {
                try engineSection(
                    peer, Peer(python: brianPython, modules: ["brian"], folder: "Benchmarks/peers"), rounds)
            }
        ),
        ("transfer", "2g. Features of frozen networks", { try transferSection(peer, rounds) }),
        ("pathnet", "2h. PathNet", { try pathNetSection(peer, rounds) }),
        (
            "games", "2i. Games",
            { try gamesSection(gymnasium: environment["FRUGAL_GYM_PYTHON"], rounds) }
        ),
        ("actor-critic", "2j. Actor-critic", { try actorCriticSection(peer, rounds) }),
        ("reading", "3. Reading", { try readingSection(peer, rounds, in: scratch) }),
        ("ablation", "5. What each choice is worth", { try ablationSection(rounds) }),
    ]
    for (name, title, run) in sections where wanted.contains(name) {
        let lines = try run()
        show(title, lines)
        record.lines += lines
    }
    if wanted.contains("start") {
        print("\n4. Start")
        for (name, seconds, limit) in try startSection(rounds, frugal: frugal, python: python, in: scratch) {
            print("\(name): \(time(seconds))\(limit.isNaN ? "" : ", asked: under \(time(limit))")")
            record.starts[name] = seconds
        }
    }
    if let output {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(record).write(to: URL(fileURLWithPath: output), options: .atomic)
    }
} catch {
    FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
    exit(1)
}
