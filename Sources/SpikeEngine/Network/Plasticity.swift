/// How weights change with the times of spikes: pairs and triplets, from traces of each neuron.
///
/// A source neuron has the traces `r1` and `r2`, a target neuron `o1` and `o2`, which spikes raise and which decay.
/// Then (Pfister and Gerstner, J. Neurosci. 26, 2006)
///
///     arrival:  w -= o1 (pairDepression + tripletDepression r2)
///     spike:    w += r1 (pairPotentiation + tripletPotentiation o2)
///
/// with `r2` and `o2` as they were before this spike. Arrivals of a step come before the spikes of the step.
public struct Plasticity: Codable, Hashable, Sendable {
    /// What each spike of a pair counts for.
    public enum Pairing: Codable, Hashable, Sendable {
        /// All earlier spikes count: a spike adds 1 to the traces.
        case all
        /// Only the last one counts: a spike sets the traces to 1.
        case nearest
    }

    /// Milliseconds in which `r1` decays.
    public var sourceTime: Double
    /// Milliseconds in which `r2` decays; only asked with triplet depression.
    public var slowSourceTime: Double
    /// Milliseconds in which `o1` decays.
    public var targetTime: Double
    /// Milliseconds in which `o2` decays; only asked with triplet potentiation.
    public var slowTargetTime: Double
    /// What an arrival takes off, per unit of `o1`.
    public var pairDepression: Double
    /// What it takes off besides, per unit of `o1 r2`.
    public var tripletDepression: Double
    /// What a spike adds, per unit of `r1`.
    public var pairPotentiation: Double
    /// What it adds besides, per unit of `r1 o2`.
    public var tripletPotentiation: Double
    /// Which spikes count.
    public var pairing: Pairing
    /// Where weights must stay.
    public var bounds: WeightBounds
    /// Milliseconds in which a change waits for a reward; nil where changes happen at once.
    public var eligibilityTime: Double?

    /// Pairs of spikes (Song, Miller and Abbott 2000; Morrison, Diesmann and Gerstner 2008).
    public static func pairSTDP(
        potentiation: Double, depression: Double, sourceTime: Double = 20, targetTime: Double = 20,
        pairing: Pairing = .all, bounds: WeightBounds = .hard(0, 1)
    ) -> Plasticity {
        Plasticity(
            sourceTime: sourceTime, slowSourceTime: sourceTime, targetTime: targetTime, slowTargetTime: targetTime,
            pairDepression: depression, tripletDepression: 0, pairPotentiation: potentiation, tripletPotentiation: 0,
            pairing: pairing, bounds: bounds)
    }

    /// Triplets of spikes; the defaults are the rule of Diehl and Cook (2015) as in their program.
    public static func tripletSTDP(
        pairPotentiation: Double = 0, tripletPotentiation: Double = 0.01, pairDepression: Double = 0.0001,
        tripletDepression: Double = 0, sourceTime: Double = 20, slowSourceTime: Double = 20, targetTime: Double = 20,
        slowTargetTime: Double = 40, pairing: Pairing = .nearest, bounds: WeightBounds = .hard(0, 1)
    ) -> Plasticity {
        Plasticity(
            sourceTime: sourceTime, slowSourceTime: slowSourceTime, targetTime: targetTime,
            slowTargetTime: slowTargetTime, pairDepression: pairDepression, tripletDepression: tripletDepression,
            pairPotentiation: pairPotentiation, tripletPotentiation: tripletPotentiation, pairing: pairing,
            bounds: bounds)
    }

    /// The same rule, whose changes wait as eligibility until ``Simulation/reward(_:to:)`` makes them real (Izhikevich
    /// 2007; Florian 2007): every change adds to the eligibility of its synapse, which decays with this time constant
    /// in milliseconds.
    public func rewarded(after eligibilityTime: Double) -> Plasticity {
        var rule = self
        rule.eligibilityTime = eligibilityTime
        return rule
    }
}

/// Where weights must stay, and how changes shrink on the way there.
public struct WeightBounds: Codable, Hashable, Sendable {
    /// The lowest weight.
    public var lower: Float
    /// The highest weight.
    public var upper: Float
    /// Whether a change is multiplied by the distance to the bound that it leads to.
    public var areSoft: Bool

    /// Changes of any size, cut off at the bounds.
    public static func hard(_ lower: Float, _ upper: Float) -> WeightBounds {
        WeightBounds(lower: lower, upper: upper, areSoft: false)
    }

    /// Changes that get smaller near the bounds: potentiation times `upper - w`, depression times `w - lower` (van
    /// Rossum, Bi and Turrigiano 2000).
    public static func soft(_ lower: Float, _ upper: Float) -> WeightBounds {
        WeightBounds(lower: lower, upper: upper, areSoft: true)
    }
}
