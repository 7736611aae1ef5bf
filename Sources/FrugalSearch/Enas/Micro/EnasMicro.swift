import FrugalData
import FrugalTensor
import FrugalTrack

/// The micro space of ENAS: two cells, one that keeps the size of its pictures and one that halves it, from which the network
/// is stacked.
///
/// Pham et al. 2018, section 2.4; reference, sections 3.2 and 3.3. A cell has two inputs and some nodes; a node adds an
/// operation of one earlier output to an operation of another.
public struct EnasMicro: SharedFamily {
    /// Sizes of the networks; the space does not depend on them, but for ``nodes``.
    public struct Settings: Codable, Hashable, Sendable {
        /// Nodes of a cell.
        public var nodes = 5
        /// Cells that keep the size. Two reduction cells come on top, after one and two thirds of them.
        public var cells = 6
        /// Channels of a node before the first reduction; each reduction doubles them.
        public var filters = 20
        /// How many times as many channels the stem has.
        public var stemFactor = 3
        /// The share of features that is dropped before the classifier.
        public var dropout = 0.1
        /// Whether there is an auxiliary head behind the cell after the second reduction. Pictures below 20 pixels, of which
        /// fewer than five are left there, have none.
        public var hasAuxiliaryHead = true

        /// The networks of ENAS's search: 6 + 2 cells of 20 filters.
        public init() {}

        /// The network of its final training: 15 + 2 cells of 36 filters.
        public static var final: Settings {
            var settings = Settings()
            settings.cells = 15
            settings.filters = 36
            settings.dropout = 0.2
            return settings
        }

        /// The places of the reduction cells among all.
        public var reductions: [Int] {
            let third = (cells + 1) / 3
            return [third, 2 * third + 1]
        }

        /// Cells of both kinds.
        public var totalCells: Int { cells + 2 }

        func check() throws {
            guard (1...16).contains(nodes), cells > 0, filters > 1, stemFactor > 0, (0..<1).contains(dropout) else {
                throw FrugalError(
                    .usage, "enas-micro",
                    "nodes must be 1 to 16, cells and stem at least 1, filters 2, dropout from 0 to below 1")
            }
        }
    }

    /// What a node can do with an output, in the order of its tokens.
    public enum Operation: String, CaseIterable, Sendable {
        /// A separable convolution 3x3, twice.
        case separable3 = "sep-conv-3x3"
        /// A separable convolution 5x5, twice.
        case separable5 = "sep-conv-5x5"
        /// The mean of 3x3 pixels.
        case averagePool = "avg-pool-3x3"
        /// The largest of 3x3 pixels.
        case maxPool = "max-pool-3x3"
        /// Nothing.
        case identity

        /// The height and width of the kernel; nil for an operation without weights.
        var kernel: Int? {
            switch self {
            case .separable3: 3
            case .separable5: 5
            case .averagePool, .maxPool, .identity: nil
            }
        }
    }

    /// The sizes.
    public let settings: Settings
    /// The space.
    public let space: SearchSpace
    /// How the policy is built.
    public let policy: MicroController.Settings

    /// The family.
    /// - Throws: ``FrugalError`` of kind `usage` for sizes that cannot be.
    public init(_ settings: Settings = Settings(), policy: MicroController.Settings = .init()) throws {
        try settings.check()
        self.settings = settings
        self.policy = policy
        space = try Self.space(nodes: settings.nodes)
    }

    /// The cells' names, in the order in which they are decided.
    static let cellNames = ["normal", "reduction"]

    /// The space: for each node of each cell an input, an operation, another input and its operation, which is the order of the
    /// tokens in ENAS's code.
    ///
    /// Five nodes give (5^10 · 6!^2)^2 = 2.6e25 strings. The paper's own count is ``publishedSize(nodes:)``.
    public static func space(nodes: Int = 5) throws -> SearchSpace {
        let operations = Operation.allCases.map(\.rawValue)
        return try SearchSpace(
            nodes == 5 ? "enas-micro" : "enas-micro-\(nodes)", family: "enas-micro",
            cellNames.flatMap { cell in
                (2..<(2 + nodes)).flatMap { node in
                    ["first", "second"].flatMap { side in
                        [
                            Decision("input", at: "\(side) side, \(cell) node \(node)", 0..<node),
                            Decision("operation", at: "\(side) side, \(cell) node \(node)", operations),
                        ]
                    }
                }
            })
    }

    /// What the paper gives as the number of architectures, (5 · nodes!)^4: 1.3e11 for five nodes. It counts one choice of an
    /// operation a cell and side where there is one a node, and leaves out one input.
    public static func publishedSize(nodes: Int = 5) -> Double {
        let paths = (1...max(1, nodes)).reduce(5.0) { $0 * Double($1) }
        return paths * paths * paths * paths
    }

    /// The network of an architecture with fresh weights.
    public func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        let plan = try MicroPlan(architecture, in: space, nodes: settings.nodes)
        return try MicroSharedWeights(self, for: shape, classes: classes, only: plan, using: &stream).child(plan)
    }

    /// Fresh weights for all architectures of the space.
    public func sharedWeights(
        for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> MicroSharedWeights {
        try MicroSharedWeights(self, for: shape, classes: classes, only: nil, using: &stream)
    }

    /// A fresh policy.
    public func controller(using stream: inout RandomStream) -> MicroController {
        MicroController(space, nodes: settings.nodes, settings: policy, using: &stream)
    }
}
