import FrugalTrack

/// What the agents of ``BreakoutBrightness`` say together.
struct BrightnessTable {
    let random: [Double]
    let outcomes: [BrightnessTrial.Outcome]
    let settings: BreakoutBrightness.Settings

    private typealias Agent = BreakoutBrightness.Agent

    func reproduction(_ experiment: BreakoutBrightness, _ context: ExperimentContext) -> Reproduction {
        Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? [
                    "\(context.seeds.count) seeds in place of 3",
                    "\(Humanise.count(settings.frames)) frames of training in place of 5 M",
                ] : [],
            protocolLines: protocolLines, seeds: context.seeds,
            rows: [chance] + Agent.allCases.map(bar) + Agent.allCases.flatMap(rows) + Agent.allCases.map(cost),
            illustrations: [shifts, curves], ledger: LedgerRecord(parameters: outcomes.first?.parameters))
    }

    private func found(_ agent: Agent) -> [BrightnessTrial.Outcome] { outcomes.filter { $0.agent == agent } }

    private var chance: ReproductionRow {
        let interval = Bootstrap(random)
        return ReproductionRow(
            "random player", unit: "return", values: [interval.mean],
            note: "95 % interval over \(random.count) games \(text(interval))")
    }

    private func rows(_ agent: Agent) -> [ReproductionRow] {
        let found = found(agent)
        return settings.levels.indices.map { level in
            let means = found.map { SampleSummary($0.returns[level]).mean }
            let interval = Bootstrap(found.flatMap { $0.returns[level] })
            var note = "95 % interval over games \(text(interval))"
            if level > 0 { note += "; \(kept(found, level))" }
            return ReproductionRow(
                "\(agent.rawValue), \(settings.levels[level].name)", unit: "return", values: means,
                halfWidth: (interval.high - interval.low) / 2, note: note)
        }
    }

    private func kept(_ found: [BrightnessTrial.Outcome], _ level: Int) -> String {
        let own = SampleSummary(found.flatMap { $0.returns[0] }).mean
        let mean = SampleSummary(found.flatMap { $0.returns[level] }).mean
        return "\(Humanise.percent(mean / own, decimals: 0)) of the return in its own brightness"
    }

    /// Whether an agent is good enough for its losses to mean something; those with a mitigation may pay for it.
    private func bar(_ agent: Agent) -> ReproductionRow {
        let chance = SampleSummary(random).mean
        return ReproductionRow(
            "\(agent.rawValue): by a random player", unit: "ratio of returns",
            values: found(agent).map { SampleSummary($0.returns[0]).mean / chance },
            published: agent == .plain ? Published(20, source: "the bar: at least 20 times") : nil,
            note: "in the game's own brightness")
    }

    private func cost(_ agent: Agent) -> ReproductionRow {
        let found = found(agent)
        let pixels = GamePicture.count
        let own = agent.input.operations(frames: settings.stack, pixels: pixels)
        let training =
            agent == .augmented
            ? "; in training 4 operations a pixel, \(Humanise.count(4 * settings.stack * pixels)) a frame" : ""
        return ReproductionRow(
            "\(agent.rawValue), cost of a decision", unit: "operations",
            values: found.map { Double($0.multiplyAdds + own) }, aim: .lower,
            note:
                "\(Humanise.count(own)) of them for the pictures, each operation counted as a multiply-add\(training); "
                + "learned at \(Humanise.count(Int(SampleSummary(found.map(\.rate)).mean))) frames a second")
    }

    private func text(_ interval: Bootstrap) -> String {
        "\(Humanise.fixed(interval.low, 1)) to \(Humanise.fixed(interval.high, 1))"
    }

    private var shifts: Illustration {
        let places = settings.levels.indices.filter { settings.levels[$0].factor == 1 }
        return .lines(
            "Return against added brightness", x: "added to every pixel", y: "mean return",
            series: Agent.allCases.map { agent in
                Illustration.Series(
                    agent.rawValue, x: places.map { Double(settings.levels[$0].shift) },
                    y: places.map { level in SampleSummary(found(agent).flatMap { $0.returns[level] }).mean })
            }, marks: [Illustration.Mark("random player", SampleSummary(random).mean, isVertical: false)],
            caption: "\(settings.games) games a level and seed; pixels are clipped to 0...1 after the shift. "
                + "Augmentation saw shifts up to \(settings.augmentation.shifts.upperBound).")
    }

    private var curves: Illustration {
        .lines(
            "Training", x: "thousand frames", y: "mean return of ended episodes",
            series: Agent.allCases.compactMap { agent in
                let curves = found(agent).map(\.curve)
                guard let count = curves.map(\.count).min(), count > 0 else { return nil }
                let step = Double(settings.frames) / 1000 / Double(count)
                return Illustration.Series(
                    agent.rawValue, x: (0..<count).map { (Double($0) + 0.5) * step },
                    y: (0..<count).map { bin in SampleSummary(curves.map { $0[bin] }).mean })
            }, caption: "Each agent sees its own pictures in training, the augmented one in changing brightness.")
    }

    private var protocolLines: [String] {
        let method = settings.method
        return [
            "a claim of the survey, for which no source was found; here is our measurement, which nothing published stands beside",
            "native Breakout, pictures of 40 x 40 in gray, the last \(settings.stack) stacked; proximal policy optimisation, "
                + "\(settings.copies) games, \(method.steps) steps, \(method.epochs) epochs of \(method.batches) batches, Adam at "
                + "\(method.learningRate) falling to a twentieth, \(Humanise.count(settings.frames)) frames",
            "brightness is clip(value * factor + shift) on every picture; \(settings.games) games a level, the same ones at every "
                + "level and for every agent, actions drawn from the policy, one whole episode each",
            "all settings were chosen by returns in the game's own brightness; augmentation draws a shift of "
                + "\(settings.augmentation.shifts.lowerBound) to \(settings.augmentation.shifts.upperBound) and a factor of "
                + "\(settings.augmentation.factors.lowerBound) to \(settings.augmentation.factors.upperBound) for each episode, so "
                + "that higher levels are new to it too",
            "intervals are bootstraps of the mean over games (10,000 draws); agents of a few seeds differ by more than that",
        ]
    }
}
