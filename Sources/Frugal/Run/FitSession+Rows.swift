import FrugalNN
import FrugalTensor
import FrugalTrack

extension FitSession {
    /// Runs networks over the data as they are.
    var scorer: Scorer { own.scorer }

    /// Fills in what a trained network reached and costs, and keeps its weights.
    func complete(_ entry: inout LeaderboardEntry, _ network: Network, answers: Answers) throws {
        entry.validation = answers.accuracy
        entry.logLoss = answers.logLoss()
        let cost = try PredictionCost(of: network, shape: view(of: entry).preprocessing.shape, device: device)
        // Always giving the same answer takes no arithmetic, though a network of zeros stands in for it.
        let isConstant = entry.role == .yardstick
        entry.parameters = isConstant ? classCount : network.parameterCount
        entry.multiplyAdds = isConstant ? 0 : cost.multiplyAdds
        entry.latency = cost.latency
        try Weights.write(network, to: folder.weights(fileName(of: entry)))
    }

    /// What keeps one candidate from being trained is its row; what would keep any other too ends the run.
    func failOrRethrow(_ error: any Error, _ entry: inout LeaderboardEntry) throws {
        switch error {
        case let error as TensorError:
            // What the failed candidate held must not be counted against the next one.
            Engine.Memory.trim()
            let limit = error.code == .outOfMemory ? "out of memory: " : ""
            entry.failure = limit + "\(error)"
        case let error as FrugalError where [.training, .budget, .model].contains(error.kind):
            entry.failure = error.problem
        default:
            throw error
        }
    }

    /// The name of a row as part of a file name.
    func fileName(of entry: LeaderboardEntry) -> String { entry.name.replacing(" ", with: "-") }

    /// The network of a finished row, from disk.
    func network(of entry: LeaderboardEntry) throws -> Network {
        var random = RandomStream(seed: 0)
        var network = try Network(
            entry.candidate.architecture, for: view(of: entry).preprocessing.shape, classes: classCount, using: &random)
        try Weights.read(folder.weights(fileName(of: entry)), into: &network)
        return network.to(device)
    }
}

extension FitSession {
    /// The learning curve of a row, from disk; nil for a row without one.
    func curve(of name: String) -> [CurvePoint]? { try? folder.run.saved([CurvePoint].self, as: folder.curve(name)) }
}
