import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The shared weights of the micro space.
///
/// Every place of a cell has its own, as in ENAS's code: a convolution for each node, side, input and kernel, and for each
/// output that may stay loose its part of the 1x1 convolution at the end.
public struct MicroSharedWeights: SharedWeights {
    /// The first convolution.
    public var stem: NormalizedConv2d
    var cells: [MicroCellWeights]
    /// The head after the second reduction.
    public var auxiliary: AuxiliaryHead?
    /// The classifier.
    public var classifier: Linear
    private let settings: EnasMicro.Settings
    private let space: SearchSpace

    /// Weights for one plan, or for all.
    init(
        _ family: EnasMicro, for shape: InputShape, classes: Int, only plan: MicroPlan?,
        using stream: inout RandomStream
    ) throws {
        guard case .image(let height, let width, let channels) = shape, height >= 4, width >= 4 else {
            throw FrugalError(.usage, "enas-micro", "it takes pictures of at least 4x4 pixels")
        }
        settings = family.settings
        space = family.space
        var filters = settings.filters
        stem = NormalizedConv2d(
            channels, filters * settings.stemFactor, kernel: 3, rectified: false, using: &stream)
        var (beforeWidth, lastWidth) = (filters * settings.stemFactor, filters * settings.stemFactor)
        var (rows, columns) = (height, width)
        // The cell after a reduction has one input of the size before it, unless that cell gave it its reduced one.
        cells = []
        for index in 0..<settings.totalCells {
            let isReduction = settings.reductions.contains(index)
            if isReduction {
                filters *= 2
                (rows, columns) = ((rows + 1) / 2, (columns + 1) / 2)
            }
            cells.append(
                MicroCellWeights(
                    before: isReduction ? lastWidth : beforeWidth, last: lastWidth, filters: filters,
                    isReduction: isReduction, nodes: settings.nodes,
                    only: plan.map { isReduction ? $0.reduction : $0.normal }, using: &stream))
            beforeWidth = isReduction ? filters : lastWidth
            lastWidth = filters
        }
        if settings.hasAuxiliaryHead, min(rows, columns) >= AuxiliaryHead.smallest {
            auxiliary = AuxiliaryHead(filters, height: rows, width: columns, classes: classes, using: &stream)
        }
        classifier = Linear(filters, classes, using: &stream)
    }

    /// Shows the parts in the order in which a network applies them.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.children("cells", &cells)
        visitor.child("auxiliary", &auxiliary)
        visitor.child("classifier", &classifier)
    }

    /// Cuts the network of an architecture out.
    public func child(_ architecture: Architecture) throws -> MicroNetwork {
        try child(MicroPlan(architecture, in: space, nodes: settings.nodes))
    }

    func child(_ plan: MicroPlan) throws -> MicroNetwork {
        MicroNetwork(
            stem: stem,
            cells: try cells.enumerated().map { index, cell in
                try cell.cell(settings.reductions.contains(index) ? plan.reduction : plan.normal)
            },
            auxiliary: auxiliary, auxiliaryCell: min(settings.reductions[1] + 1, settings.totalCells - 1),
            dropout: settings.dropout, classifier: classifier)
    }
}
