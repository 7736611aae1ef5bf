import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension Trainer {
    /// Plans the steps of the learning rate's cycle: as many as stated, or as many as the clock allows by the speed of a
    /// few steps on a copy of the network, on as many threads as proved fastest.
    func plan(
        _ state: inout TrainingState, _ network: Network, _ optimizer: AdamW, _ batches: Batches<ExampleSource>
    ) throws {
        switch schedule {
        case .steps(let steps):
            state.plannedSteps = max(1, steps)
        case .clock(let maximum):
            let left = deadline - budget.used
            let (seconds, threads) = try fastest(network, optimizer, batches, atMost: left / 5)
            // A look at validation costs about a third of training on as many examples.
            let looks = Double(validation.count) / 3 / Double(max(1, training.count))
            let fitting = (deadline - budget.used) * 0.95 / (seconds * (1 + looks))
            state.threads = threads
            state.plannedSteps = min(maximum, Int(max(0, min(fitting, 1e12))))
            guard state.plannedSteps >= min(batches.count, 50) else {
                throw FrugalError(
                    .budget, candidate.name,
                    "too slow for its share of the time: a step takes "
                        + "\(Humanise.duration(seconds)), and there are \(Humanise.duration(left))")
            }
        }
    }

    /// Seconds a step on all threads or on one, whichever is less. Threads that wait for each other at every small
    /// operation cost more than they give, all the more where other programs run.
    private func fastest(
        _ network: Network, _ optimizer: AdamW, _ batches: Batches<ExampleSource>, atMost limit: Double
    ) throws -> (seconds: Double, threads: Int) {
        let all = Engine.threads
        defer { Engine.threads = all }
        Engine.threads = 1
        let alone = try secondsPerStep(network, optimizer, batches, atMost: limit / 2)
        guard all > 1 else { return (alone, 1) }
        Engine.threads = all
        let together = try secondsPerStep(network, optimizer, batches, atMost: limit / 2)
        return together < alone ? (together, all) : (alone, 1)
    }

    /// The median time of up to five steps after a first one, which is slower.
    private func secondsPerStep(
        _ network: Network, _ optimizer: AdamW, _ batches: Batches<ExampleSource>, atMost limit: Double
    ) throws -> Double {
        var (network, optimizer) = (network, optimizer)
        let begin = budget.used
        var times: [Double] = []
        var iterator = batches.epoch(0)
        var number = 0
        while number < 6, let batch = try iterator.next() {
            try check()
            let start = budget.used
            _ = try step(&network, &optimizer, batch, number: number)
            times.append(budget.used - start)
            number += 1
            if budget.used - begin > limit { break }
        }
        let steady = times.count > 1 ? Array(times.dropFirst()) : times
        return max(1e-6, steady.sorted()[steady.count / 2])
    }

    /// The one-cycle rate: up along a cosine in the first quarter, then down to almost nothing. Where the clock runs ahead
    /// of the plan, the rate follows the clock, so that training always ends at a low one.
    func learningRate(_ state: TrainingState, _ clock: Lap) -> Double {
        var progress = Double(state.step) / Double(max(1, state.plannedSteps))
        if case .clock = schedule {
            let left = max(0, deadline - budget.used)
            progress = max(progress, clock.seconds / max(1e-9, clock.seconds + left))
        }
        let planned = max(1, state.plannedSteps)
        let cycle = OneCycle(peak: candidate.training.learningRate, over: planned, rising: 0.25)
        return cycle.rate(at: Int(Double(planned) * min(1, progress)))
    }
}
