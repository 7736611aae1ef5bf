import FrugalNN
import FrugalTensor

/// A network of the micro space: a stem, cells, a classifier, and in training an auxiliary head.
public struct MicroNetwork: SearchedNetwork {
    /// The first convolution.
    public var stem: NormalizedConv2d
    var cells: [MicroCell]
    /// The head after the second reduction.
    public var auxiliary: AuxiliaryHead?
    /// Before the classifier.
    public let dropout: Dropout
    /// From the mean of every channel to scores.
    public var classifier: Linear
    /// With which probability a path is dropped in the last cell.
    public var dropPath = 0.0
    let auxiliaryCell: Int

    init(
        stem: NormalizedConv2d, cells: [MicroCell], auxiliary: AuxiliaryHead?, auxiliaryCell: Int, dropout: Double,
        classifier: Linear
    ) {
        self.stem = stem
        self.cells = cells
        self.auxiliary = auxiliary
        self.auxiliaryCell = auxiliaryCell
        self.dropout = Dropout(dropout)
        self.classifier = classifier
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.children("cells", &cells)
        visitor.child("auxiliary", &auxiliary)
        visitor.child("classifier", &classifier)
    }

    /// Scores `[N, classes]` of pictures `[N, C, H, W]`, and the auxiliary head's where the pass trains.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        var last = stem(x, pass)
        var before = last
        var auxiliaryScores: Tensor?
        for (index, cell) in cells.enumerated() {
            let share = Double(index + 1) / Double(cells.count)
            let next = cell(before, last, dropPath: dropPath * share, pass)
            (before, last) = (next.input, next.output)
            if index == auxiliaryCell, pass.isTraining { auxiliaryScores = auxiliary?(last, pass) }
        }
        let features = dropout(last.relu().globalAveragePool(), pass)
        return (classifier(features, pass), auxiliaryScores)
    }
}
