import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// What a fit decided on, before the test part is touched.
struct Choice {
    /// The row that was chosen.
    var entry: LeaderboardEntry
    /// The network that goes into the bundle.
    var network: Network
    /// Whether it was trained once more on training and validation part together.
    var isRefitted: Bool
    /// What the logits are divided by.
    var temperature: Double
}

extension FitSession {
    /// What is kept of a choice, so that nothing is chosen anew once the test part may have been read.
    private struct Kept: Codable {
        var name: String
        var isRefitted: Bool
        var temperature: Double
    }

    /// Chooses by validation, gives the chosen network the time that is left, and fits its temperature; or gives what was
    /// chosen before the run was stopped.
    func choose() throws -> Choice {
        if let kept = try folder.run.saved(Kept.self, as: "choice.json"),
            let entry = leaderboard.first(where: { $0.name == kept.name })
        {
            var network = try network(of: entry)
            try Weights.read(folder.weights("chosen"), into: &network)
            return Choice(entry: entry, network: network, isRefitted: kept.isRefitted, temperature: kept.temperature)
        }
        let choice = try decide()
        try Weights.write(choice.network, to: folder.weights("chosen"))
        let kept = Kept(name: choice.entry.name, isRefitted: choice.isRefitted, temperature: choice.temperature)
        try folder.run.save(kept, as: "choice.json")
        return choice
    }

    private func decide() throws -> Choice {
        guard var entry = Selection.choose(from: eligible, goal: recipe.goal, within: recipe.within) else {
            let reasons = leaderboard.compactMap { row in row.failure.map { "\(row.name): \($0)" } }.joined(
                separator: "; ")
            throw FrugalError(
                .training, fit.data, "no candidate could be trained (\(reasons))",
                remedy: "give more time or memory, or fewer examples, and --fresh")
        }
        entry = try hasTrainedNetwork ? longRun(of: entry) : lastResort(besides: entry)
        // Without a held-out part after the refit, the temperature is that of the same network before it.
        let before = try network(of: entry)
        let answers = try ThreadChoice.with(min(threads.most, entry.threads)) {
            try view(of: entry).scorer.answers(of: before, on: split.validation)
        }
        let temperature = TemperatureScaling.fit(answers)
        observer(.note("chosen by validation: \(entry.name)"))
        if let refitted = try refit(entry) {
            return Choice(entry: entry, network: refitted, isRefitted: true, temperature: temperature)
        }
        return Choice(entry: entry, network: before, isRefitted: false, temperature: temperature)
    }

    /// The rows that may be chosen: where only tuning was asked for, no baseline takes its place.
    private var eligible: [LeaderboardEntry] {
        recipe.transfer?.isAlone == true ? leaderboard.filter { $0.role == .transfer } : leaderboard
    }

    private var hasTrainedNetwork: Bool {
        leaderboard.contains { $0.role != .yardstick && $0.role != .baseline && $0.failure == nil }
    }

    /// Where the time was too short to judge any network, the cheapest gets all that is left: better than to let it lie idle.
    private func lastResort(besides chosen: LeaderboardEntry) throws -> LeaderboardEntry {
        guard recipe.maximumEpochs == nil, !leaderboard.contains(where: { $0.role == .longRun }),
            var candidate = leaderboard.first(where: { $0.role == .network })?.candidate
        else { return chosen }
        candidate.name += "-long"
        observer(.phase("training \(candidate.name) with all the time that is left"))
        var slice = TimeSlice(until: budget.deadline(keeping: closingReserve))
        slice.acceptsShort = true
        try train(candidate, role: .longRun, slice: slice)
        return Selection.choose(from: eligible, goal: recipe.goal, within: recipe.within) ?? chosen
    }

    /// Whether the validation part is so large a share that training on it too is worth the time.
    private var wantsRefit: Bool {
        recipe.refits && Double(split.validation.count) >= 0.15 * Double(split.train.count + split.validation.count)
    }

    /// Trains the chosen network once more with a longer cycle, where the clock cut its trial short and there is much more
    /// time now; where a baseline leads because all networks were cut short, the best of these. Then chooses anew.
    private func longRun(of chosen: LeaderboardEntry) throws -> LeaderboardEntry {
        let networks = leaderboard.filter { $0.role == .network }
        guard
            let best = chosen.role == .network ? chosen : Selection.choose(from: networks, goal: .accuracy, within: 0),
            best.stoppedByClock, recipe.maximumEpochs == nil, !leaderboard.contains(where: { $0.role == .longRun })
        else { return chosen }
        // A baseline is not trained again, so that nothing has to be left for that.
        let share = chosen.role == .network && wantsRefit ? 0.38 : 1
        let end = budget.deadline(share: share, keeping: closingReserve)
        guard end - budget.used > 1.2 * best.seconds else { return chosen }
        var candidate = best.candidate
        candidate.name += "-long"
        observer(.phase("training \(best.name) for longer"))
        try train(candidate, role: .longRun, slice: TimeSlice(until: end))
        return Selection.choose(from: eligible, goal: recipe.goal, within: recipe.within) ?? chosen
    }

    /// Trains the chosen candidate on training and validation part together for as many epochs as served it best.
    ///
    /// Nothing can check this network but the test part. It is taken only if it finished its cycle and does not fall below
    /// the interval of the network before on the validation part, which it has now seen: it then failed to learn.
    private func refit(_ entry: LeaderboardEntry) throws -> Network? {
        guard wantsRefit, let bestStep = entry.bestStep, let plannedSteps = entry.plannedSteps,
            let known = entry.validation
        else { return nil }
        let all = (split.train + split.validation).sorted()
        let growth = Double(all.count) / Double(split.train.count)
        let needed = entry.seconds * growth * 1.15
        guard needed <= budget.left - closingReserve || recipe.maximumEpochs != nil else {
            observer(.note("not trained again with the validation part: \(Humanise.duration(needed)) would be needed"))
            return nil
        }
        observer(.phase("training \(entry.name) again with the validation part"))
        var candidate = entry.candidate
        candidate.name = "refit"
        let scale = { (steps: Int) in max(1, Int((Double(steps) * growth).rounded())) }
        let trainer = try trainer(
            candidate, training: all, validation: [], slice: TimeSlice(until: budget.deadline(keeping: closingReserve)),
            schedule: .steps(scale(plannedSteps)), lastStep: scale(bestStep), fixedThreads: entry.threads)
        do {
            let outcome = try trainer.run()
            guard !outcome.stoppedByClock else {
                observer(.note("the time ended before the second training did: the first one stays"))
                return nil
            }
            let share = try scorer.answers(of: outcome.network, on: split.validation).accuracy.share
            guard share >= known.wilsonInterval().low else {
                observer(.note("the second training went worse: the first one stays"))
                return nil
            }
            return outcome.network
        } catch let error as FrugalError where error.kind == .training {
            observer(.note("the second training failed (\(error.problem)): the first one stays"))
            return nil
        } catch let error as TensorError {
            observer(.note("the second training failed (\(error)): the first one stays"))
            return nil
        }
    }
}
