import FrugalNN
import FrugalTensor

/// A classifier that a search can propose, or that stands beside the searched ones in the same trainer.
///
/// The same value serves the search and the final training: a child is cut out of shared weights as a network of its own
/// (Pham et al. 2018), and whatever it computes there it computes here.
public protocol SearchedNetwork: Layer {
    /// With which probability a path is dropped in the last cell of the network; earlier cells drop in proportion to their
    /// depth. The trainer raises it as training goes on. Networks without paths ignore it.
    var dropPath: Double { get set }

    /// The scores `[N, classes]` of a batch, and those of the auxiliary head where the network has one and trains.
    func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?)
}

extension SearchedNetwork {
    /// The scores of a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { scores(x, pass).scores }
}
