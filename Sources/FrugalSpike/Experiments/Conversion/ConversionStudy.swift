import FrugalNN
import FrugalTensor
import FrugalTrack

/// What `conversion` runs: two networks of Diehl et al. 2015, each converted by several normalisations.
struct ConversionStudy: Codable, Sendable, Equatable {
    /// Passes over the training pictures.
    var epochs: Int
    /// How the networks are converted; the steps of each are those of its longest presentation.
    var conversions: [ConversionRecipe]
    /// The steps after which accuracy is read.
    var marks: [Int]

    /// The settings at a scale.
    init(_ scale: Reproduction.Scale) {
        epochs = scale == .quick ? 8 : 30
        marks = [8, 16, 32, 64]
        conversions = [
            ConversionRecipe(.maximum, steps: 64), ConversionRecipe(.percentile(99.9), steps: 64),
            ConversionRecipe(.percentile(99), steps: 64), ConversionRecipe(.balanced(99.9), steps: 64),
            ConversionRecipe(.percentile(99.9), reset: .zero, steps: 64),
            ConversionRecipe(.percentile(99.9), coding: .regular(rate: 1), steps: 64),
        ]
    }

    /// A network of the study.
    enum Network: String, CaseIterable, Codable, Sendable {
        /// 784-1200-1200-10.
        case dense
        /// 12c5-2s-64c5-2s-10o.
        case convolutional

        /// What tables call it.
        var title: String {
            switch self {
            case .dense: "fully connected, 784-1200-1200-10"
            case .convolutional: "convolutional, 12c5-2s-64c5-2s-10o"
            }
        }

        /// The accuracy that Diehl et al. published for the spiking network, in percent.
        var published: Double {
            switch self {
            case .dense: 98.6
            case .convolutional: 99.1
            }
        }

        /// The shape of a picture as the network takes it.
        var inputShape: [Int] {
            switch self {
            case .dense: [784]
            case .convolutional: [1, 28, 28]
            }
        }

        /// The network with fresh weights and without biases.
        func fresh(using random: inout RandomStream) -> Sequential {
            let start = Initializer.kaimingNormal()
            switch self {
            case .dense:
                return Sequential {
                    Linear(784, 1200, bias: false, initializer: start, using: &random)
                    ReLU()
                    Dropout(0.5)
                    Linear(1200, 1200, bias: false, initializer: start, using: &random)
                    ReLU()
                    Dropout(0.5)
                    Linear(1200, 10, bias: false, initializer: start, using: &random)
                }
            case .convolutional:
                return Sequential {
                    Conv2d(1, 12, kernel: 5, bias: false, initializer: start, using: &random)
                    ReLU()
                    AveragePool2d(2)
                    Conv2d(12, 64, kernel: 5, bias: false, initializer: start, using: &random)
                    ReLU()
                    AveragePool2d(2)
                    Flatten()
                    Dropout(0.5)
                    Linear(1024, 10, bias: false, initializer: start, using: &random)
                }
            }
        }
    }
}

/// What a conversion did on some pictures.
struct ConvertedScore: Codable, Sendable {
    var recipe: ConversionRecipe
    /// Right answers of the ordinary network.
    var analog: Proportion
    /// Right answers after each of the study's marks.
    var right: [Int]
    /// Operations of a picture until each mark, the mean.
    var operations: [Double]
    /// What the ordinary network costs.
    var analogOperations: Double
    /// What falls silent or saturates.
    var findings: [String]
}
