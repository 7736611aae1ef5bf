import FrugalTrack

/// What `figure6` runs: some networks, each converted in every way of a grid that is fixed beforehand.
struct Figure6Recipe: Codable, Sendable, Equatable {
    /// How each network is trained; the first is the ordinary one that the figure's lines are drawn for.
    var networks: [FewOperationsRecipe]
    /// How inputs become spikes, and for how many steps.
    var presentations: [Presentation]
    /// What rates activations become.
    var normalisations: [ConversionRecipe.Normalisation]
    /// Thresholds as a share of those that the plain conversion gives: the activation of one spike in a presentation's
    /// step at an input rate of one. Lower ones bring more spikes for the same input.
    var thresholds: [Double]
    /// The accuracy that is to be reached and kept.
    var target = 0.98
    /// How far above the target a setting must stay on the validation pictures: one standard error there.
    var margin = 0.002

    /// A way to present a picture.
    struct Presentation: Codable, Sendable, Equatable {
        var coding: InputCoding
        /// The steps in which inputs spike.
        var steps: Int
        /// The steps after them, in which only the network's own spikes go on.
        var rest = 0
    }

    /// A network converted in one way: a curve of the figure.
    struct Setting: Codable, Sendable, Equatable {
        var network: String
        var conversion: ConversionRecipe
        var rest = 0

        var name: String {
            let share = conversion.thresholdFactor / conversion.coding.scale(steps: conversion.steps)
            let steps = "\(conversion.steps) and \(rest) steps"
            return "\(network), \(conversion.title), \(steps), threshold \(Humanise.compact(share))"
        }
    }

    /// The settings at a scale. The grid is the same at both; `full` trains longer and with three seeds.
    init(_ scale: Reproduction.Scale) {
        let epochs = scale == .quick ? 10 : 30
        let plain = FewOperationsRecipe("plain").with { $0.epochs = epochs }
        let sparse = FewOperationsRecipe("sparse").with {
            $0.epochs = epochs
            $0.activityPenalty = 1
            $0.weightDecay = 1e-3
            $0.dropout = 0.3
            $0.shift = 1
        }
        let spikes = sparse.with {
            $0.name = "one spike an input"
            $0.input = .spikes
            $0.weightDecay = 0
        }
        networks = [
            plain, sparse, spikes,
            spikes.with {
                $0.name = "right after one step"
                $0.epochs = 2 * epochs
                $0.latencies = [1]
                $0.latencyEpochs = epochs
                $0.dropout = 0.2
            },
        ]
        let shown = InputCoding.latency(threshold: 0.5)
        presentations = [
            Presentation(coding: .regular(rate: 1), steps: 16), Presentation(coding: .regular(rate: 0.25), steps: 40),
            Presentation(coding: .poisson(rate: 0.5), steps: 32), Presentation(coding: shown, steps: 1, rest: 5),
            Presentation(coding: shown, steps: 4, rest: 4), Presentation(coding: shown, steps: 8, rest: 4),
        ]
        normalisations = [.maximum, .percentile(99.9)]
        thresholds = [1, 0.8, 0.5, 0.25, 0.125]
    }

    /// Every setting of the grid: all presentations, normalisations and thresholds with reset by subtraction, and one
    /// threshold with reset to zero.
    func settings(of network: FewOperationsRecipe) -> [Setting] {
        var settings: [Setting] = []
        func add(
            _ presentation: Presentation, _ normalisation: ConversionRecipe.Normalisation, _ threshold: Double,
            _ reset: SpikingNeurons.Reset
        ) {
            settings.append(
                Setting(
                    network: network.name,
                    conversion: ConversionRecipe(
                        normalisation,
                        thresholdFactor: threshold * presentation.coding.scale(steps: presentation.steps), reset: reset,
                        coding: presentation.coding, steps: presentation.steps), rest: presentation.rest))
        }
        // A network that was trained in spikes brings its own scale.
        let normalisations = network.latencies.isEmpty ? normalisations : normalisations + [.unit]
        for presentation in presentations {
            for normalisation in normalisations {
                for threshold in thresholds { add(presentation, normalisation, threshold, .subtract) }
            }
            add(presentation, .percentile(99.9), 0.5, .zero)
        }
        return settings
    }
}
