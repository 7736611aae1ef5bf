import FrugalData
import FrugalTensor
import FrugalTrack

/// The macro space of ENAS: every layer of the network has its operation and its skip connections.
///
/// Pham et al. 2018, section 2.3; reference, sections 3.2 and 3.3.
public struct EnasMacro: SharedFamily {
    /// Sizes of the networks; the space does not depend on them, but for ``layers``.
    public struct Settings: Codable, Hashable, Sendable {
        /// Layers between stem and classifier.
        public var layers = 12
        /// Channels of every layer before the first reduction.
        public var filters = 36
        /// Whether each of the two reductions doubles the channels, as in ENAS's final training.
        public var doublesFilters = false
        /// The share of features that is dropped before the classifier.
        public var dropout = 0.1

        /// The networks of ENAS's search: 12 layers of 36 filters.
        public init() {}

        /// The network of its final training: 96 filters, doubled at the reductions. The same 12 layers as in the search: how the
        /// published network of 24 came out of a search over 12 was never said (reference, 3.6.2).
        public static var final: Settings {
            var settings = Settings()
            settings.filters = 96
            settings.doublesFilters = true
            settings.dropout = 0.5
            return settings
        }

        /// After which layers, counted from 0, the pictures are halved: 4 and 8 of 12.
        public var reductions: [Int] { [layers / 3 - 1, 2 * (layers / 3) - 1] }

        /// Channels of a layer.
        func width(of layer: Int) -> Int {
            doublesFilters ? filters << reductions.filter { layer > $0 }.count : filters
        }

        func check() throws {
            guard (3...64).contains(layers), filters > 1, (0..<1).contains(dropout) else {
                throw FrugalError(
                    .usage, "enas-macro", "layers must be 3 to 64, filters at least 2, dropout from 0 to below 1")
            }
        }
    }

    /// What a layer can do, in the order of its tokens.
    public enum Operation: String, CaseIterable, Sendable {
        /// A convolution 3x3.
        case conv3 = "conv-3x3"
        /// A separable convolution 3x3.
        case separable3 = "sep-conv-3x3"
        /// A convolution 5x5.
        case conv5 = "conv-5x5"
        /// A separable convolution 5x5.
        case separable5 = "sep-conv-5x5"
        /// The mean of 3x3 pixels.
        case averagePool = "avg-pool-3x3"
        /// The largest of 3x3 pixels.
        case maxPool = "max-pool-3x3"
    }

    /// The sizes.
    public let settings: Settings
    /// The space.
    public let space: SearchSpace
    /// How the policy is built.
    public let policy: MacroController.Settings

    /// The family.
    /// - Throws: ``FrugalError`` of kind `usage` for sizes that cannot be.
    public init(_ settings: Settings = Settings(), policy: MacroController.Settings = .init()) throws {
        try settings.check()
        self.settings = settings
        self.policy = policy
        space = try Self.space(layers: settings.layers)
    }

    /// The space: for each layer its operation, then for each output but the last before it whether it is added. Output 0 is the
    /// stem's. Twelve layers give 6^12 · 2^66 = 1.6e29 architectures.
    public static func space(layers: Int = 12) throws -> SearchSpace {
        let operations = Operation.allCases.map(\.rawValue)
        return try SearchSpace(
            layers == 12 ? "enas-macro" : "enas-macro-\(layers)", family: "enas-macro",
            (0..<layers).flatMap { layer in
                [Decision("operation", at: "layer \(layer + 1)", operations)]
                    + (0..<layer).map { Decision("skip", at: "output \($0) to layer \(layer + 1)", ["no", "yes"]) }
            })
    }

    /// The network of an architecture with fresh weights.
    public func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        let plan = try MacroPlan(architecture, in: space, layers: settings.layers)
        return try MacroSharedWeights(self, for: shape, classes: classes, only: plan, using: &stream).child(plan)
    }

    /// Fresh weights for all architectures of the space.
    public func sharedWeights(
        for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> MacroSharedWeights {
        try MacroSharedWeights(self, for: shape, classes: classes, only: nil, using: &stream)
    }

    /// A fresh policy.
    public func controller(using stream: inout RandomStream) -> MacroController {
        MacroController(space, layers: settings.layers, settings: policy, using: &stream)
    }
}
