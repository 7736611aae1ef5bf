import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// A trained network: where its training lies, and what is said of it.
    struct Trained: Codable {
        /// The evidence, without test accuracies.
        var final: SearchEvidence.Final
        /// The study of each training.
        var study: String
        /// The family, or `presets`.
        var family: String
        /// The architecture within the family.
        var architecture: FrugalSearch.Architecture
        /// The number of each training's trial, in the order of the evidence.
        var numbers: [Int]
        /// Steps of each training.
        var steps: Int
        /// How fast the first one was; nil where nothing may hang on the clock.
        var pace: SearchPace?

        /// Whether the test part is read for it: not for what was tried on the way and not taken.
        var isTested: Bool { family == "presets" || final.group != SearchEvidence.smallerGroup }
    }

    /// Networks that were trained wholly.
    struct Finals: Codable {
        /// Those found and those made by hand.
        var trained: [Trained]
        /// How long each training was.
        var length: TrainingLength
        /// Seconds of all trainings.
        var seconds: Double
    }

    /// The networks of a fit that searches are held against: the small rungs of its ladder.
    var presets: [Candidate] {
        let rungs = Ladder.rungs(
            for: data.children.shape, examples: data.split.train.count, seconds: recipe.seconds)
        return Array(rungs.filter { !$0.training.flips }.prefix(3))
    }

    /// Trains what each search found, and the networks made by hand, as often as once and as long as each other.
    func runFinals(
        _ searches: [(search: SearchEvidence.Search, study: StudyOutcome)], _ plan: SearchPlan
    ) throws -> Finals {
        if let known = try folder.saved(Finals.self, as: "trained.json") { return known }
        let winners = searches.compactMap { search, study in
            SearchChoice.winner(study.trials, goal: recipe.goal, within: recipe.within).map { (search, study, $0) }
        }
        guard !winners.isEmpty else {
            let reason = searches.lazy.flatMap(\.study.trials).compactMap { trial -> String? in
                if case .failed(let reason) = trial.outcome { reason } else { nil }
            }.first
            throw FrugalError(
                .training, search.data, "no trial gave a score\(reason.map { " (\($0))" } ?? "")",
                remedy: "give more time with --for, or look into \(search.work.path)")
        }
        let hand = try PresetFamily(presets)
        let made = try (0..<presets.count).map { Proposal(try hand.space.architecture([$0])) }
        let length = try length(
            of: "finals", share: plan.shares.finals + plan.shares.rankings,
            rounds: [winners.count, made.count, SearchPlan.rankings].reduce(0) {
                $0 + SearchPlan.rounds($1, lanes: lanes)
            }, epochs: usefulEpochs)
        observer(.phase("training \(winners.count) networks found and \(made.count) made by hand, \(length.text) each"))
        var task = base.lasting(length)
        task.validationLimit = SearchPlan.finalValidation
        let ours = try study(
            "finals", given: winners.map { Proposal($0.2.proposal.architecture) }, family.space, task)
        task.family = "presets"
        task.presets = presets
        let theirs = try study("presets", given: made, hand.space, task)
        var finals = Finals(
            trained: [], length: length, seconds: (ours.seconds + theirs.seconds).reduce(0, +))
        for (number, winner) in winners.enumerated() {
            guard
                let trained = trained(
                    ours, [number], family: base.family, "\(winner.0.searcher), seed \(winner.0.seed)",
                    group: winner.0.searcher, searchScore: winner.2.score, length)
            else { continue }
            finals.trained.append(trained)
        }
        for (number, preset) in presets.enumerated() {
            guard
                let trained = trained(
                    theirs, [number], family: "presets", preset.name, group: "preset", length)
            else { continue }
            finals.trained.append(trained)
        }
        try folder.save(finals, as: "trained.json")
        return finals
    }

    /// Trains some of the architectures that were tried as wholly as the networks found, whatever their search scores.
    func runRankings(
        _ searches: [(search: SearchEvidence.Search, study: StudyOutcome)], _ length: TrainingLength
    ) throws -> (pairs: [SearchEvidence.Ranking], seconds: Double) {
        var tried: [(architecture: FrugalSearch.Architecture, score: Double)] = []
        for trial in searches.flatMap(\.study.trials) where trial.proposal.effort == 1 {
            guard let score = trial.score, !tried.contains(where: { $0.architecture == trial.proposal.architecture })
            else { continue }
            tried.append((trial.proposal.architecture, score))
        }
        var random = RandomStream(seed: recipe.seed).named("rankings")
        random.shuffle(&tried)
        let chosen = Array(tried.prefix(SearchPlan.rankings))
        guard !chosen.isEmpty else { return ([], 0) }
        observer(.phase("training \(chosen.count) of the architectures tried, to see what search scores are worth"))
        var task = base.lasting(length)
        task.validationLimit = SearchPlan.finalValidation
        let outcome = try study("rankings", given: chosen.map { Proposal($0.architecture) }, family.space, task)
        let pairs = outcome.trials.compactMap { trial in
            trial.score.map { SearchEvidence.Ranking(search: chosen[trial.number].score, final: $0) }
        }
        return (pairs, outcome.seconds.reduce(0, +))
    }

    /// Trains the chosen network several times, as long as the time allows.
    func runChosen(_ chosen: Trained, attempt: Int, trainings: Int) throws -> (trained: Trained, seconds: Double) {
        let study = "chosen-\(attempt)"
        let length = try length(of: study, chosen, trainings: trainings)
        observer(.phase("training \(chosen.final.name) \(trainings) times, \(length.text) each"))
        let proposals = [Proposal](repeating: Proposal(chosen.architecture), count: trainings)
        let outcome = try self.study(study, given: proposals, family.space, base.lasting(length))
        guard
            let trained = trained(
                outcome, Array(0..<trainings), family: base.family, "chosen: \(chosen.final.name)",
                group: "chosen", searchScore: chosen.final.searchScore, length)
        else { throw FrugalError(.training, chosen.final.name, "none of its trainings came to its end") }
        return (trained, outcome.seconds.reduce(0, +))
    }

    func study(
        _ name: String, given proposals: [Proposal], _ space: SearchSpace, _ task: SearchTask
    ) throws -> StudyOutcome {
        try study(
            name, GivenProposals(proposals), space, task, seed: recipe.seed,
            budget: StudyBudget(trials: proposals.count), limit: budget.left)
    }

    /// What is said of some trials of one architecture; nil where none gave a score.
    func trained(
        _ outcome: StudyOutcome, _ numbers: [Int], family: String, _ name: String, group: String,
        searchScore: Double? = nil, _ length: TrainingLength
    ) -> Trained? {
        let scored = numbers.filter { outcome.trials.indices.contains($0) && outcome.trials[$0].score != nil }
        guard let first = scored.first else { return nil }
        let trial = outcome.trials[first]
        let trainings = scored.map { number in
            SearchEvidence.Final.Training(
                seed: UInt64(number + 1), validation: outcome.trials[number].score ?? .nan,
                seconds: outcome.seconds[number])
        }
        let timed = try? TrialSteps(in: trialFolder(outcome.name, first))
        return Trained(
            final: SearchEvidence.Final(
                name, group: group, architecture: family == "presets" ? nil : trial.proposal.architecture,
                searchScore: searchScore, trainings: trainings, costs: trial.costs),
            study: outcome.name, family: family, architecture: trial.proposal.architecture, numbers: scored,
            steps: timed?.steps ?? length.steps, pace: timed?.pace)
    }

    /// How long each training of a study is: a share of the time, in rounds one after the other.
    /// - Parameter epochs: the most that are of use.
    func length(of study: String, share: Double, rounds: Int, epochs: Int) throws -> TrainingLength {
        try kept(study) {
            guard recipe.trials == nil else { return TrainingLength(steps: recipe.finalEpochs * stepsPerEpoch) }
            let seconds = min(share * (recipe.seconds ?? 0), budget.left * 0.6) / Double(max(1, rounds))
            // A process has to be started, too.
            return TrainingLength(steps: epochs * stepsPerEpoch, seconds: 0.95 * seconds)
        }
    }

    /// How long a training of the chosen network is.
    private func length(of study: String, _ chosen: Trained, trainings: Int) throws -> TrainingLength {
        try kept(study) {
            guard let pace = chosen.pace else { return TrainingLength(steps: chosen.steps) }
            let rounds = Double(SearchPlan.rounds(trainings, lanes: lanes))
            func fitting(_ share: Double) -> Int {
                pace.steps(in: (budget.left - reserve) * share / rounds, atMost: .max)
            }
            // Where a cost counts, the first choice may fall short, and the next one needs as much time. But what could be
            // trained for longer with profit gets all there is.
            let useful = usefulEpochs * stepsPerEpoch
            return TrainingLength(
                steps: recipe.goal == .accuracy || fitting(0.45) < useful
                    ? min(2 * useful, fitting(1)) : min(8 * useful, fitting(0.45)))
        }
    }

    /// The length of a study's trainings; on disk, so that a search that goes on keeps to it.
    private func kept(_ study: String, _ length: () throws -> TrainingLength) throws -> TrainingLength {
        let file = "\(study)-length.json"
        if let known = try folder.saved(TrainingLength.self, as: file) { return known }
        let length = try length()
        try folder.save(length, as: file)
        return length
    }

    /// Seconds that the end of a search needs: the test part for every network, the bundle and the page.
    var reserve: Double { 0.03 * (recipe.seconds ?? 0) + 1 + closingSeconds }
}
