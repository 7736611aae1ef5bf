import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension FitSession {
    /// Strengths of regularisation for logistic regression, from strong to weak, so that each start is near.
    private static let strengths = [1.0, 0.1, 0.01, 0.001, 0.0001]

    /// Measures what every network has to beat. Quick enough to be done over where a run was stopped here.
    func runBaselines() throws {
        let names = ["majority class", "nearest centroid", "logistic regression"]
        guard !names.allSatisfy({ name in leaderboard.contains { $0.name == name } }) else { return }
        observer(.phase("measuring baselines"))
        leaderboard.removeAll { names.contains($0.name) }
        let pooling = LinearNetwork.pooling(for: preprocessing.shape, examples: split.train.count)
        let deadline = budget.deadline(share: recipe.maximumEpochs == nil ? 0.12 : 1, keeping: closingReserve)
        let training: Baselines.Vectors
        do {
            training = try vectors(split.train, pooling: pooling)
        } catch let error as TensorError {
            for name in names { try record(failed(name, pooling: pooling, "\(error)")) }
            return
        }
        try measure(names[0], role: .yardstick, pooling: pooling) { Baselines.majority(training) }
        try measure(names[1], role: .baseline, pooling: pooling) { Baselines.nearestCentroid(training) }
        try measure(names[2], role: .baseline, pooling: pooling) {
            try self.logisticRegression(training, pooling: pooling, deadline: deadline)
        }
    }

    /// Examples as vectors on the device, batch by batch so that only the pooled ones are held at once.
    private func vectors(_ indices: [Int], pooling: Int) throws -> Baselines.Vectors {
        var parts: [Tensor] = []
        for start in stride(from: 0, to: indices.count, by: 1024) {
            try checkInterruption()
            let batch = try plain.batch(Array(indices[start..<min(start + 1024, indices.count)]), epoch: 0)
            parts.append(try Tensor.checking { LinearNetwork.vectors(batch.inputs.to(device), pooling: pooling) })
        }
        let inputs = try Tensor.checking { Tensor.concatenated(parts) }
        return Baselines.Vectors(inputs: inputs, labels: indices.map { data.labels[$0] }, classCount: classCount)
    }

    /// Logistic regression at the strength that validation likes best.
    private func logisticRegression(
        _ training: Baselines.Vectors, pooling: Int, deadline: Double
    ) throws -> LinearNetwork.Weights {
        Engine.threads = threads.expected(
            multiplyAdds: min(1 << 20, training.labels.count) * training.width * classCount)
        defer { Engine.threads = 1 }
        var best: (loss: Double, weights: LinearNetwork.Weights)?
        var previous: LinearNetwork.Weights?
        for strength in Self.strengths {
            if best != nil, budget.hasPassed(deadline) { break }
            let weights = try Baselines.logisticRegression(training, strength: strength, from: previous) {
                try self.checkInterruption()
                return self.budget.hasPassed(deadline)
            }
            previous = weights
            let network = Network(LinearNetwork(pooling: pooling, weights: weights))
            let loss = try scorer.answers(of: network, on: split.validation).logLoss()
            if loss < best?.loss ?? .infinity { best = (loss, weights) }
        }
        guard let best else { throw FrugalError(.training, "logistic regression", "it found no weights") }
        return best.weights
    }

    /// Fits a linear model, scores it and adds its row; a failure is a row too.
    private func measure(
        _ name: String, role: LeaderboardEntry.Role, pooling: Int, _ fit: () throws -> LinearNetwork.Weights
    ) throws {
        let begin = budget.used
        let candidate = Candidate(name, .linear(LinearShape(pooling: pooling)))
        var entry = LeaderboardEntry(candidate, role: role)
        do {
            let weights = try Tensor.checking { try withoutGradients { try fit() } }
            let network = Network(LinearNetwork(pooling: pooling, weights: weights))
            entry.seconds = budget.used - begin
            try complete(&entry, network, answers: scorer.answers(of: network, on: split.validation))
        } catch {
            try failOrRethrow(error, &entry)
        }
        try record(entry)
    }

    private func failed(_ name: String, pooling: Int, _ reason: String) -> LeaderboardEntry {
        var entry = LeaderboardEntry(Candidate(name, .linear(LinearShape(pooling: pooling))), role: .baseline)
        entry.failure = reason
        return entry
    }
}
