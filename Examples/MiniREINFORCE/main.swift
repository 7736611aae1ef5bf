// The controller of NAS (Zoph and Le 2017) on NAS-Bench-Macro, a table of 6,561 networks that were trained on CIFAR-10 once
// and for all: a recurrent network writes architectures, their accuracy is its reward, and it comes to write better ones.
// Beside it, with as many queries: random search, which is the bar.
//
//     FRUGAL_DATA=<folder> swift run MiniREINFORCE

import Foundation
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

let (queries, batch, seeds) = (200, 5, UInt64(1)...10)

/// What a search found: the best accuracy in percent, and how accurate the architectures of each quarter were on average.
struct Found {
    var scores: [Double] = []
    var best: Double { scores.max() ?? 0 }
    var quarters: [Double] {
        let length = scores.count / 4
        return (0..<4).map { scores[($0 * length)..<(($0 + 1) * length)].reduce(0, +) / Double(length) }
    }
}

/// The policy draws five architectures, is told how good they are, and moves: REINFORCE.
func control(_ table: TabularBenchmark, seed: UInt64) throws -> Found {
    var random = RandomStream(seed: seed)
    var controller = SequenceController(table.space, using: &random)
    var settings = Reinforce.Settings()
    settings.learningRate = 0.02
    settings.baselineDecay = 0.9
    var learning = Reinforce(settings)
    var found = Found()
    while found.scores.count < queries {
        let streams = (0..<batch).map { _ in random.split() }
        let drawn = try withoutGradients { try controller.samples(using: streams) }
        let architectures = try drawn.map { try table.space.architecture($0.tokens) }
        let rewards = try architectures.map { try table.entry(of: $0).searchScore }
        found.scores += rewards
        _ = try learning.update(&controller, rewards: rewards) { try $0.replay(architectures) }
    }
    return found
}

/// Every architecture as likely as any other.
func guess(_ table: TabularBenchmark, seed: UInt64) throws -> Found {
    var random = RandomStream(seed: seed)
    return Found(
        scores: try (0..<queries).map { _ in
            try table.entry(of: table.space.random(using: &random)).searchScore
        })
}

func run() throws -> Bool {
    guard let data = ProcessInfo.processInfo.environment["FRUGAL_DATA"] else {
        print("MiniREINFORCE skipped: set FRUGAL_DATA to the folder that holds nas-bench/nas-bench-macro_cifar10.json")
        return true
    }
    Engine.threads = 1
    let table = try NASBenchMacro.read("\(data)/nas-bench/nas-bench-macro_cifar10.json")
    print("\(Int(table.space.size)) networks; best of \(queries) queries, \(seeds.count) seeds")
    let controlled = try seeds.map { try control(table, seed: $0) }
    let guessed = try seeds.map { try guess(table, seed: $0) }
    for (name, all) in [("controller", controlled), ("random", guessed)] {
        let best = SampleSummary(all.map(\.best))
        let quarters = (0..<4).map { quarter in rounded(SampleSummary(all.map { $0.quarters[quarter] }).mean) }
        print("\(name): best \(rounded(best.mean)) ± \(rounded(best.standardDeviation)), quarters \(quarters)")
    }
    let better = SampleSummary(controlled.map(\.best)).compared(to: SampleSummary(guessed.map(\.best)))
    let learned = controlled.allSatisfy { $0.quarters[3] > $0.quarters[0] + 1 }
    return better.verdict == .higher && learned
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

do {
    if try !run() {
        print("MiniREINFORCE did not learn: more than random search finds was expected, by two standard errors")
        exit(1)
    }
} catch {
    print("MiniREINFORCE: \(error)")
    exit(1)
}
