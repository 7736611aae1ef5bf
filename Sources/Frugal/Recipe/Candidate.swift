import FrugalSearch
import FrugalSpike
import FrugalTrack
import FrugalTransfer

/// A network that a fit may train: its shape and how it is trained.
public struct Candidate: Codable, Sendable, Equatable {
    /// The name in the leaderboard, unique there.
    public var name: String
    /// The shape of the network.
    public var architecture: Architecture
    /// How it is trained.
    public var training: TrainingSettings

    /// A candidate.
    public init(_ name: String, _ architecture: Architecture, training: TrainingSettings = TrainingSettings()) {
        self.name = name
        self.architecture = architecture
        self.training = training
    }

    /// Checks what a person may have written by hand.
    /// - Throws: ``FrugalError`` of kind `usage` that names the candidate.
    public func check() throws {
        func refuse(_ problem: String) -> FrugalError {
            FrugalError(.usage, "candidate '\(name)'", problem, remedy: "correct the recipe")
        }
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
            throw refuse("a name has letters a-z, digits, '-', '+' and '.' only, because a folder is named after it")
        }
        if let fault = architecture.fault ?? training.fault { throw refuse(fault) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }
}

/// The shape of a network, apart from what data and classes decide.
public enum Architecture: Codable, Sendable, Equatable {
    /// One linear map: what majority class, nearest centroid and logistic regression all are.
    case linear(LinearShape)
    /// Fully connected layers with ReLU, normalisation and dropout between them.
    case perceptron(PerceptronShape)
    /// Stages of 3x3 convolutions, each halving the picture, then the mean over places.
    case convolutional(ConvolutionalShape)
    /// Stages of residual blocks (He et al. 2016), then the mean over places.
    case residual(ResidualShape)
    /// What an architecture search found.
    case searched(SearchedShape)
    /// What another network became by conversion.
    case spiking(SpikingArchitecture)
    /// A network written down step by step, such as one whose weights were published.
    case planned(NetworkPlan)

    /// The kind in the words of the field, as model.json names it.
    public var kind: String {
        switch self {
        case .linear: "linear"
        case .perceptron: "perceptron"
        case .convolutional: "convolutional"
        case .residual: "residual"
        case .searched: "searched"
        case .spiking: SpikingArchitecture.kind
        case .planned: "planned"
        }
    }

    /// Whether a search found it.
    public var isSearched: Bool { if case .searched = self { true } else { false } }

    /// What is impossible about it, as a clause; nil for a sound shape.
    var fault: String? {
        switch self {
        case .linear(let shape):
            return (1...4096).contains(shape.pooling) ? nil : "a pooling of \(shape.pooling) is not possible"
        case .perceptron(let shape):
            return Self.fault(widths: shape.hidden, dropout: shape.dropout)
        case .convolutional(let shape):
            if !(1...8).contains(shape.convolutionsPerStage) { return "1 to 8 convolutions a stage are possible" }
            return Self.fault(widths: shape.widths, dropout: shape.dropout)
        case .residual(let shape):
            if !(1...64).contains(shape.blocksPerStage) { return "1 to 64 blocks a stage are possible" }
            return Self.fault(widths: shape.widths, dropout: shape.dropout)
        case .searched, .spiking, .planned: return nil
        }
    }

    private static func fault(widths: [Int], dropout: Double) -> String? {
        guard (1...16).contains(widths.count), widths.allSatisfy({ (1...1_048_576).contains($0) }) else {
            return "widths \(widths) are not possible: 1 to 16 of them, each from 1 to 1048576"
        }
        return dropout >= 0 && dropout < 1 ? nil : "a dropout of \(dropout) is not from 0 to below 1"
    }
}

/// One linear map, for pictures after averaging squares of pixels.
public struct LinearShape: Codable, Sendable, Equatable {
    /// The side of the squares of pixels that are averaged first; 1 for none. It keeps large pictures affordable.
    public var pooling: Int

    /// A linear map.
    public init(pooling: Int = 1) { self.pooling = pooling }
}

/// Fully connected layers.
public struct PerceptronShape: Codable, Sendable, Equatable {
    /// The width of each hidden layer.
    public var hidden: [Int]
    /// The share of hidden values dropped in training.
    public var dropout: Double

    /// A perceptron.
    public init(hidden: [Int], dropout: Double = 0) {
        self.hidden = hidden
        self.dropout = dropout
    }
}

/// Stages of convolutions.
public struct ConvolutionalShape: Codable, Sendable, Equatable {
    /// The channels of each stage; between two stages the picture is halved.
    public var widths: [Int]
    /// The 3x3 convolutions of each stage but the last, which has one.
    public var convolutionsPerStage: Int
    /// The share of the last features dropped in training.
    public var dropout: Double

    /// A convolutional network.
    public init(widths: [Int], convolutionsPerStage: Int = 2, dropout: Double = 0.1) {
        self.widths = widths
        self.convolutionsPerStage = convolutionsPerStage
        self.dropout = dropout
    }
}

/// Stages of residual blocks.
public struct ResidualShape: Codable, Sendable, Equatable {
    /// The channels of each stage; every stage after the first halves the picture.
    public var widths: [Int]
    /// Blocks of two convolutions a stage.
    public var blocksPerStage: Int
    /// The share of the last features dropped in training.
    public var dropout: Double

    /// A residual network.
    public init(widths: [Int], blocksPerStage: Int = 1, dropout: Double = 0.1) {
        self.widths = widths
        self.blocksPerStage = blocksPerStage
        self.dropout = dropout
    }
}

/// A network as the tokens of its search space.
public struct SearchedShape: Codable, Sendable, Equatable {
    /// The family that builds it, by the name that `frugal search --space` takes.
    public var family: String
    /// The tokens.
    public var architecture: FrugalSearch.Architecture

    /// A network of a family.
    public init(family: String, architecture: FrugalSearch.Architecture) {
        self.family = family
        self.architecture = architecture
    }
}
