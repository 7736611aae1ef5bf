import FrugalNN

extension ChildRecipe {
    /// Batches of a whole training.
    public func steps(perEpoch batches: Int) -> Int {
        switch length {
        case .epochs(let epochs): epochs * batches
        case .steps(let steps): steps
        }
    }

    /// The learning rate of every step. It is that of a whole training, also where only a share of it is done, so that a
    /// training that is taken up again goes on as if it had not been stopped.
    public func schedule(perEpoch batches: Int) -> any Schedule {
        let steps = steps(perEpoch: batches)
        switch rule {
        case .sgd(let peak, let minimum, let restarts?):
            return CosineWarmRestarts(
                peak, period: restarts.period * batches, growth: restarts.growth, minimum: minimum)
        case .sgd(let peak, let minimum, nil): return CosineDecay(peak, over: steps, minimum: minimum)
        case .adamW(let peak): return OneCycle(peak: peak, over: steps)
        }
    }

    /// The optimiser before its first step.
    func optimizer() -> any Optimizer {
        switch rule {
        case .sgd(let peak, _, _):
            SGD(learningRate: peak, momentum: 0.9, weightDecay: weightDecay, nesterov: true)
        case .adamW(let peak): AdamW(learningRate: peak, weightDecay: weightDecay)
        }
    }

    /// With which probability a path of the last cell is dropped in a step: the more, the further training is.
    func dropPath(at step: Int, of steps: Int) -> Double {
        dropPath * min(1, Double(step + 1) / Double(max(1, steps)))
    }
}
