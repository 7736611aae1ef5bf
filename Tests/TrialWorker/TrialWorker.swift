import Foundation
import FrugalSearch
import FrugalTrack

/// The program that the tests of trials start: a worker whose trials do what their tokens say, and a study that can be
/// killed. It lies beside the tests.
///
///     TrialWorker serve STEPS MILLISECONDS
///     TrialWorker bench FOLDER
///     TrialWorker study FOLDER TRIALS WIDTH SEARCHER STEPS MILLISECONDS
@main enum TrialWorker {
    static func main() {
        do {
            let words = Array(CommandLine.arguments.dropFirst())
            switch words.first {
            case "serve" where words.count == 3: try serve(words)
            case "study" where words.count == 7: try study(words)
            case "bench" where words.count == 2: try Bench(folder: URL(fileURLWithPath: words[1])).run()
            case "fail": exit(7)
            default: throw FrugalError(.usage, "TrialWorker", "wrong arguments")
            }
        } catch {
            FileHandle.standardError.write(Data("TrialWorker: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func number(_ word: String) throws -> Int {
        guard let number = Int(word) else { throw FrugalError(.usage, "TrialWorker", "'\(word)' is no number") }
        return number
    }

    private static func serve(_ words: [String]) throws {
        let steps = try number(words[1])
        let milliseconds = try number(words[2])
        try ForkServer.run { order, progress in
            try ScriptedTrial(order: order, steps: steps, milliseconds: milliseconds).run(&progress)
        }
    }

    private static func study(_ words: [String]) throws {
        let space = try SearchSpace(
            "scripted", family: "test",
            [Decision("behaviour", at: "0", 0..<5)] + (1..<6).map { Decision("digit", at: "\($0)", 0..<4) })
        let width = try number(words[3])
        let searcher = try searcher(words[4], space, width)
        let study = try Study(
            in: URL(fileURLWithPath: words[1]),
            as: StudyDefinition(name: "killed", space: space, searcher: searcher.name, seed: 11))
        let pool = TrialPool(width: width, command: .same(["serve", words[5], words[6]]))
        let end = try study.run(
            searcher, budget: StudyBudget(trials: try number(words[2])), limits: TrialLimits(losses: 1000), in: pool)
        print(end)
    }

    private static func searcher(_ name: String, _ space: SearchSpace, _ lag: Int) throws -> any Searcher {
        switch name {
        case "evolution":
            var settings = RegularizedEvolution.Settings()
            settings.population = 6
            settings.lag = lag
            return try RegularizedEvolution(space, settings: settings, seed: 11)
        case "asha":
            var settings = SuccessiveHalving.Settings()
            settings.lag = lag
            return try SuccessiveHalving(space, settings: settings, seed: 11)
        case "reinforce": return try ReinforceSearch(space, settings: .tables, seed: 11)
        default: return RandomSearch(space, seed: 11)
        }
    }
}
