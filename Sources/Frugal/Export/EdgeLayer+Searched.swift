import FrugalNN
import FrugalSearch
import FrugalSpike
import FrugalTensor

extension MobileNetwork: EdgeLayer {
    /// The parts with their pooling, the mean over all places, the classifier.
    public func append(to builder: inout EdgeBuilder) throws {
        for (number, part) in parts.enumerated() {
            try builder.append(part.layer, named: "parts.\(number)")
            if part.pools { try builder.pool(2, takesLargest: true) }
        }
        try builder.globalAveragePool()
        try builder.append(classifier, named: "classifier")
    }
}

extension NormalizedConv2d: EdgeLayer {
    /// Convolution, normalisation, and the rectifier where it has one.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.append(conv, named: "conv")
        try builder.append(norm, named: "norm")
        if isRectified { try builder.rectify() }
    }
}

extension InvertedResidual: EdgeLayer {
    /// To more channels, each apart, to few; beside a shortcut where the shape stays.
    public func append(to builder: inout EdgeBuilder) throws {
        let before = builder.keep()
        if let expand { try builder.append(expand, named: "expand") }
        try builder.append(depthwise, named: "depthwise")
        try builder.append(project, named: "project")
        if depthwise.conv.stride == 1, before.shape == builder.value.shape { try builder.add(before) }
    }
}
