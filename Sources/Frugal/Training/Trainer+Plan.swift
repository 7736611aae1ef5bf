import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension Trainer {
    /// Makes the plan where there is none yet: as many steps as stated, or as many as the slice allows by the speed of a
    /// few steps on a copy of the network, on as many threads as proved fastest.
    /// - Returns: the point on the budget at which training ends.
    func deadline(
        _ state: inout TrainingState, _ network: Network, _ optimizer: AdamW, _ batches: Batches<ExampleSource>
    ) throws -> Double {
        switch schedule {
        case .steps(let steps):
            guard state.plannedSteps == 0 else { break }
            state.plannedSteps = max(1, steps)
            state.threads =
                try fixedThreads ?? threads.expected(multiplyAdds: multiplyAdds(network) * candidate.training.batchSize)
        case .clock(let maximum):
            guard state.plannedSteps == 0 else {
                return slice.end(from: budget.used, needing: Double(state.plannedSteps - state.step) * state.pace)
            }
            let (threads, seconds) = try threads.fastest(within: (slice.end - budget.used) / 5) { limit in
                try secondsPerStep(network, optimizer, batches, atMost: limit)
            }
            // A look at validation costs about a third of training on as many examples.
            state.pace = seconds * (1 + Double(validation.count) / 3 / Double(max(1, training.count)))
            state.threads = threads
            // Three epochs, or on small data some hundred steps, tell what a network is good for.
            let useful = min(maximum, max(3 * batches.count, 300))
            let end = slice.end(from: budget.used, needing: Double(useful) * state.pace / 0.95)
            let fitting = (end - budget.used) * 0.95 / state.pace
            state.plannedSteps = min(maximum, Int(max(0, min(fitting, 1e12))))
            guard state.plannedSteps >= (slice.acceptsShort ? 1 : min(maximum, batches.count, 150)) else {
                let left = Humanise.duration(max(0, end - budget.used))
                throw FrugalError(
                    .budget, candidate.name,
                    "too slow for its share of the time: a step takes \(Humanise.duration(seconds)), and there are \(left)"
                )
            }
            return end
        }
        return slice.end
    }

    private func multiplyAdds(_ network: Network) throws -> Int {
        let input = try Tensor.checking { Tensor.zeros(shape.batch(1), on: scorer.device) }
        let cost = try Tensor.checking {
            withoutGradients { CostLedger.measure { network(input, .evaluation) }.cost }
        }
        return min(cost.multiplyAdds, 1 << 40)
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
    func learningRate(_ state: TrainingState, _ clock: Lap, _ deadline: Double) -> Double {
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
