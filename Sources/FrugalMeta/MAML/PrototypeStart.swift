import FrugalNN
import FrugalTensor

extension MAML<Conv4> {
    /// Begins every task with a classifier made of the means of its support's features.
    static let prototypes: Begin = { model, support, pass in
        var model = model
        model.head = model.head.preferringNearestMean(of: model.features(support.inputs, pass), support.targets)
        return model
    }
}

extension Linear {
    /// The layer that prefers the class with the nearest mean c of `features`, `[N, d]`: weights 2c and biases -|c|², which
    /// is minus the squared distance but for a part that all classes share (Snell et al. 2017, equation 8).
    func preferringNearestMean(of features: Tensor, _ labels: Tensor) -> Linear {
        let membership = labels.oneHot(classes: weight.size(of: 0), dtype: features.dtype)
        let means = PrototypeHead.means(features, membership: membership)
        var layer = self
        layer.weight = means * 2
        layer.bias = -means.squared().sum(along: 1)
        return layer
    }
}
