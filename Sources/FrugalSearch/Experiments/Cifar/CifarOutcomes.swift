import FrugalTrack

/// Who searched, or what stands beside the searches.
public enum CifarMethod: String, Codable, Sendable, CaseIterable {
    case enas = "ENAS micro"
    case randomShared = "random search with shared weights"
    case reinforce = "controller of NAS"
    case evolution = "regularised evolution"
    case random = "random search"
    case residual = "ResNet-20"

    /// For file names.
    var key: String {
        switch self {
        case .enas: "enas"
        case .randomShared: "random-shared"
        case .reinforce: "reinforce"
        case .evolution: "evolution"
        case .random: "random"
        case .residual: "resnet20"
        }
    }

    /// The published test error in percent, for whatever it is worth beside ours.
    var published: Published {
        switch self {
        case .enas: Published(2.89, source: "Pham et al. 2018, table 2: one seed, cutout")
        case .randomShared: Published(2.85, source: "Li and Talwalkar 2019, table 5: DARTS's space")
        case .reinforce:
            Published(6.01, source: "Zoph and Le 2017, table 1: strides, 20 layers, 2.5 million parameters; 800 GPUs")
        case .evolution:
            Published(2.55, source: "Real et al. 2019 by Li and Talwalkar 2019, table 5: AmoebaNet-B, 3,150 GPU days")
        case .random:
            Published(3.29, source: "Liu et al. 2019 by Li and Talwalkar 2019, table 5: 24 networks of DARTS's space")
        case .residual: Published(8.75, source: "He et al. 2016, table 6: 182 epochs, no cutout")
        }
    }
}

/// What a search found, and what it cost.
struct CifarFinding: Codable, Sendable {
    var method: CifarMethod
    var seed: UInt64
    var architecture: Architecture
    /// On validation, with shared weights or after a short training: a search score, never a final score.
    var searchScore: Double
    /// Architectures that were scored.
    var scored: Int
    /// Pictures forward and back, those that were only scored counted as a third.
    var pictures: Double
    /// Seconds of one thread, or of the accelerator.
    var seconds: Double
    /// Of those that train each child alone.
    var trials: [Trial] = []
    /// Of ENAS.
    var epochs: [EnasState.Epoch] = []
    /// Of the policy at each of its updates or epochs, in nats.
    var entropies: [Double] = []
    /// Of the architecture that the policy holds most probable.
    var probability: Double?
}

/// How a network did in the final training.
struct CifarFinal: Codable, Sendable {
    var seed: UInt64
    var cost: NetworkCost
    /// Right answers on the validation pictures of the final training.
    var validation: Proportion
    var seconds: Double
}

/// How well the shared weights order architectures that were also trained alone.
struct CifarOrder: Codable, Sendable {
    var shared: [Double]
    var alone: [Double]

    /// Over all of them.
    var tau: Double { KendallTau.tau(shared, alone) }

    /// Over the better half by the score alone.
    var topTau: Double {
        let order = alone.indices.sorted { (alone[$0], $1) > (alone[$1], $0) }.prefix((alone.count + 1) / 2)
        return KendallTau.tau(order.map { shared[$0] }, order.map { alone[$0] })
    }
}
